// Numbers that may be constants or random draws, and the recording of every drawn value.
#pragma once

#include <string_view>

#include "cryocosm/export.hpp"
#include "cryocosm/random.hpp"

namespace cryocosm {

/// A constant, uniform(low, high), normal(mean, deviation) or exponential with a minimum and a mean.
/// `low` and `high` bound every draw (a normal or exponential is drawn again until it fits), so a
/// parameter's declared range holds for drawn values too.
struct CRYOCOSM_API Distribution {
  /// Which law; it says what `a` and `b` are.
  enum class Kind { constant, uniform, normal, exponential };

  Distribution() = default;
  /// Implicit on purpose: a parameter's default reads `Distribution radius_A = 400;`.
  Distribution(double value) : a(value) {}                       // NOLINT(google-explicit-constructor)
  static Distribution uniform(double low, double high);          ///< evenly in [low, high)
  static Distribution normal(double mean, double deviation);     ///< by mean and standard deviation
  static Distribution exponential(double minimum, double mean);  ///< `mean` is that of what is drawn

  /// Throws DataError after 10,000 draws outside [low, high]. [worker]
  double draw(Random& random) const;

  Kind kind = Kind::constant;
  double a = 0;  ///< constant, low, mean, or minimum
  double b = 0;  ///< -, high, deviation, or mean
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();

  double smallest() const;  ///< no draw is below
  double largest() const;   ///< no draw is above
};

/// Draws the parameters of one structure. Each name has a stream of its own, so adding a parameter
/// never changes the others; each drawn value goes into run.json. [worker]
class CRYOCOSM_API Draw {
 public:
  explicit Draw(const Random& stream) : stream_(stream) {}  ///< all names are children of `stream`
  Draw(const Draw&) = delete;
  Draw& operator=(const Draw&) = delete;
  virtual ~Draw();

  /// Draws and records the value of the parameter `name`. Throws what Distribution::draw() throws.
  double operator()(std::string_view name, const Distribution& distribution);
  /// The stream for everything else that is random about the structure; it is not recorded.
  Random random(std::string_view name) const { return stream_.child(name); }

 protected:
  virtual void record(std::string_view name, double value);  ///< the host's; by default nothing

 private:
  Random stream_;
};

}  // namespace cryocosm
