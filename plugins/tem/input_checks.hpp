// What every stage of this plugin demands of its input.
#pragma once

#include "cryocosm/run_context.hpp"

namespace cryocosm::tem {

/// Throws DataError unless there is at least one voxel, the voxel size is a positive number, and a tilt
/// series has one Tilt with finite numbers, of at most 90 degrees, for each image. [any]
void check_input(const Dataset& in);

/// Throws DataError that names the first image of a tilt series (or plane of a volume) with a value that is
/// not finite. [worker]
void check_pixels(const Dataset& in, RunContext& run);

}  // namespace cryocosm::tem
