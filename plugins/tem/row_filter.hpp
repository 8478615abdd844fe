// Filters detector rows by Fourier transform, each with gains of its own.
#pragma once

#include <complex>
#include <cstdint>
#include <memory>
#include <vector>

namespace cryocosm::tem {

/// What stands beyond the ends of a row while it is filtered.
enum class RowPadding {
  zeros,  ///< at least as many as there are pixels, so that nothing wraps around
  taper   ///< a straight line from the last three pixels' mean to the first three's, as IMOD's tilt does
};

/// Filters rows of one width. Immutable once made; each thread brings its own Scratch.
class RowFilter {
 public:
  RowFilter(std::int64_t width, RowPadding padding);
  /// Of the padded row; gains have length() / 2 + 1 values, for the frequencies m / (length() * pixel).
  std::int64_t length() const { return length_; }

  struct Scratch {
    std::vector<std::complex<float>> rows, spectrum;
  };
  /// Filters two rows in place, as real and imaginary part of one transform. [any]
  void apply(float* first, const std::vector<float>& first_gains, float* second,
             const std::vector<float>& second_gains, Scratch& scratch) const;

 private:
  struct Transform;
  struct TransformDeleter {
    void operator()(const Transform* transform) const noexcept;
  };
  using Plan = std::unique_ptr<const Transform, TransformDeleter>;
  static Plan make_plan(std::int64_t length, bool inverse);

  std::int64_t width_;
  std::int64_t length_;
  RowPadding padding_;
  Plan forward_, inverse_;
};

}  // namespace cryocosm::tem
