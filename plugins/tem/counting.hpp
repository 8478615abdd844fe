// From relative contrast to counted electrons, one view at a time.
#pragma once

#include "detector.hpp"
#include "electron_optics.hpp"
#include "image_transform.hpp"

namespace cryocosm::tem {

/// What one view is recorded with.
struct ViewExposure {
  double electrons = 0;     ///< that reach a pixel where there is nothing but ice
  double ice_rad = 0;       ///< standard deviation of the phase that the ice adds in a pixel
  bool is_damaged = false;  ///< by the doses in the view's Tilt
};

/// Counts the electrons of views of one size. One for each thread: it keeps its scratch memory.
class ViewCounter {
 public:
  ViewCounter(std::int64_t width, std::int64_t height, double pixel_A, const Detector& detector);

  /// frames[i] gets what the detector records, width x height counts (fractions too, when the detector
  /// blurs), with a mean of electrons * DQE(0) / frames where the contrast is 0. The random numbers come from
  /// children of `random` alone.
  void count(const float* contrast, const Tilt& tilt, const ViewExposure& exposure, const Random& random,
             const std::vector<float*>& frames, const Services& services);

 private:
  void load(const float* image);
  void crop(float* image) const;
  void draw(double mean, Random electrons, float* counts, const Services& services) const;
  void blur(float* counts);
  void add_ice_and_damage(const Tilt& tilt, const ViewExposure& exposure, Random ice);

  std::int64_t width_, height_;
  double pixel_A_;
  const Detector& detector_;
  ImageTransform transform_;
  ImageTransform::Scratch scratch_;
  std::vector<float> plane_;
  std::vector<ImageTransform::Complex> spectrum_, ice_spectrum_;
  std::vector<float> mean_;
};

}  // namespace cryocosm::tem
