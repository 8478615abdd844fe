// Density maps in arbitrary units, brought to the phantom's voxel size and a background of zero.
#pragma once

#include <string>

#include "cryocosm/run_context.hpp"

namespace cryocosm::macromolecules {

/// `map` resampled to `voxel_A`, its background (the median of the box's faces) subtracted. `path` is
/// for messages. Throws DataError when the map is constant or its molecule darker than its background. [host]
Volume map_density(const Volume& map, double voxel_A, const Imaging& imaging, const std::string& path);

/// Whether two voxel sizes are the same but for the rounding of file headers. [any]
bool same_voxel_size(double a_A, double b_A);

}  // namespace cryocosm::macromolecules
