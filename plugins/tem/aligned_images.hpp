// Images turned, scaled and moved back to where the exact geometry wants them.
#pragma once

#include <vector>

#include "cryocosm/run_context.hpp"

namespace cryocosm::tem {

/// True when some view is recorded as turned or magnified: then shifting rows and plans is not enough.
bool needs_resampling(Span<const Tilt> tilts);

/// Each image with rotation, magnification and shift of its view taken back, by cubic convolution in both
/// directions at once; beyond an image's edge its nearest pixel counts. `tilts` of the result are those of the input without
/// the three. [any]
struct AlignedImages {
  std::vector<float> voxels;
  std::vector<Tilt> tilts;
};
AlignedImages aligned_images(const Dataset& in, RunContext& run);

}  // namespace cryocosm::tem
