// One view through the lens: strips of constant defocus, blended where they meet.
#pragma once

#include "cryocosm/run_context.hpp"
#include "electron_optics.hpp"

namespace cryocosm::tem {

struct TransferSettings {
  std::int64_t width = 0, height = 0;
  double pixel_A = 1;
  double phase_per_value = 0;  ///< radians of projected phase for a pixel value of 1
  bool phase_object = false;   ///< exp(i phase), or 1 + i phase
  bool gradient = true;
};

/// contrast = intensity / (intensity of the beam) - 1 of the view whose projection is `projection`; both are
/// width x height pixels. The image is filtered with the defocus of the columns at regular distances, and in
/// between the two nearest results are blended linearly. The distance is such that the aberration changes by
/// k_strip_rad at most, at the Nyquist frequency, from one to the next; so the blend is wrong by at most
/// k_strip_rad^2 / 8 of the amplitude there, and by less below. Throws Cancelled. [any]
void transfer_view(const TransferSettings& settings, const Tilt& tilt, const Lens& lens,
                   const float* projection, float* contrast, const Services& services);

constexpr double k_strip_rad = 0.3;

}  // namespace cryocosm::tem
