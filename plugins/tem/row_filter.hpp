// The one-dimensional filter of weighted back-projection, applied to detector rows by Fourier transform.
#pragma once

#include <complex>
#include <cstdint>
#include <memory>
#include <vector>

namespace cryocosm::tem {

/// Gain of the filter at frequency f (1/Å): ramp |f| (or 1), times a window that is 1 up to the cutoff
/// and falls as exp(-(f - cutoff)^2 / 2 falloff^2) beyond it.
struct FilterShape {
  bool ramp = true;
  double cutoff = 1;   ///< of the Nyquist frequency
  double falloff = 0;  ///< standard deviation, of the Nyquist frequency; 0 = sharp
};

/// The gains for the frequencies m / (length * pixel_A), m = 0 .. length/2. The ramp is the transform of
/// the band-limited ramp sampled in space (Kak and Slaney, "Principles of Computerized Tomographic
/// Imaging", 1988, section 3.3.3): |f| sampled in frequency would be 0 at f = 0 and take the mean of a
/// zero-padded row away. [any]
std::vector<double> filter_gains(std::int64_t length, double pixel_A, const FilterShape& shape);

/// Filters rows of one width. Immutable once made; each thread brings its own Scratch.
class RowFilter {
 public:
  RowFilter(std::int64_t width, double pixel_A, const FilterShape& shape);

  struct Scratch {
    std::vector<std::complex<float>> rows, spectrum;
  };
  /// Filters two rows in place, as real and imaginary part of one transform (the gains are real and
  /// even, so the two do not mix). Rows are zero-padded so that nothing wraps around. [any]
  void apply(float* first, float* second, Scratch& scratch) const;

 private:
  struct Transform;
  struct TransformDeleter {
    void operator()(const Transform* transform) const noexcept;
  };
  using Plan = std::unique_ptr<const Transform, TransformDeleter>;
  static Plan make_plan(std::int64_t length, bool inverse);

  std::int64_t width_;
  std::int64_t length_;
  std::vector<float> gains_;  ///< for all bins, with the 1/length of the two transforms
  Plan forward_, inverse_;
};

}  // namespace cryocosm::tem
