// Drawing from distributions, within the declared range.
#include "cryocosm/distribution.hpp"

#include "cryocosm/error.hpp"
#include "cryocosm/units.hpp"

namespace cryocosm {
namespace {

Distribution make(Distribution::Kind kind, double a, double b) {
  Distribution d;
  d.kind = kind;
  d.a = a;
  d.b = b;
  return d;
}

double draw_once(const Distribution& d, Random& random) {
  switch (d.kind) {
    case Distribution::Kind::constant: return d.a;
    case Distribution::Kind::uniform: return random.uniform(d.a, d.b);
    case Distribution::Kind::normal: return d.a + d.b * random.normal();
    case Distribution::Kind::exponential: return d.a + (d.b - d.a) * random.exponential();
  }
  return d.a;
}

}  // namespace

Distribution Distribution::uniform(double low, double high) { return make(Kind::uniform, low, high); }
Distribution Distribution::normal(double mean, double deviation) {
  return make(Kind::normal, mean, deviation);
}
Distribution Distribution::exponential(double minimum, double mean) {
  return make(Kind::exponential, minimum, mean);
}

double Distribution::draw(Random& random) const {
  constexpr int k_tries = 10000;
  for (int i = 0; i < k_tries; ++i) {
    const double value = draw_once(*this, random);
    if (value >= low && value <= high) return value;
  }
  throw DataError(
      "no draw of the distribution falls between " + number_text(low) + " and " + number_text(high),
      "choose a distribution that lies mostly inside the parameter's range", Code::bad_distribution);
}

double Distribution::smallest() const {
  switch (kind) {
    case Kind::constant:
    case Kind::uniform:
    case Kind::exponential: return std::max(a, low);
    case Kind::normal: return b == 0 ? a : low;
  }
  return low;
}

double Distribution::largest() const {
  switch (kind) {
    case Kind::constant: return a;
    case Kind::uniform: return std::min(b, high);
    case Kind::normal: return b == 0 ? a : high;
    case Kind::exponential: return b == a ? a : high;
  }
  return high;
}

Draw::~Draw() = default;

double Draw::operator()(std::string_view name, const Distribution& distribution) {
  Random stream = random(name);
  const double value = distribution.draw(stream);
  record(name, value);
  return value;
}

void Draw::record(std::string_view, double) {}

}  // namespace cryocosm
