// What every stage of this plugin demands of its input.
#pragma once

#include "cryocosm/acquisition.hpp"

namespace cryocosm::tem {

/// Throws DataError unless there is at least one voxel, the voxel size is a positive number, and a tilt
/// series has one Tilt with finite numbers, of at most 90 degrees, for each image. [any]
void check_input(const Dataset& in);

}  // namespace cryocosm::tem
