// One view through the lens, as a weak phase or as a phase object.
#pragma once

#include "view_strips.hpp"

namespace cryocosm::tem {

struct TransferSettings {
  ViewLayout layout;
  double phase_per_value = 0;  ///< radians of projected phase for a pixel value of 1
  bool phase_object = false;   ///< exp(i phase), or 1 + i phase
};

/// contrast = intensity / (intensity of the beam) - 1 of the view whose projection is `projection`; strips
/// and blend as filter_in_strips(). Throws Cancelled. [any]
void transfer_view(const TransferSettings& settings, const Tilt& tilt, const Lens& lens,
                   const float* projection, float* contrast, const Services& services);

}  // namespace cryocosm::tem
