// Density maps in arbitrary units, brought to the phantom's voxel size and a background of zero.
#pragma once

#include <string>

#include "cryocosm/run_context.hpp"

namespace cryocosm::macromolecules {

struct MapOptions {
  double voxel_A = 0;         ///< of the result
  double resolution_A = 0;    ///< to low-pass it to; 0: as it is
  bool keeps_values = false;  ///< the background is not subtracted
};

struct PreparedMap {
  Volume volume;
  double background = 0;  ///< the median of the box's faces
};

/// `map` low-passed, resampled and, unless it keeps its values, without its background. Its voxel N/2 stays
/// voxel N/2. `path` is for messages. Throws DataError for an image, for a map that is constant, has nothing
/// positive, or holds a molecule darker than its background, and for too many voxels. [host]
PreparedMap map_density(const Volume& map, const MapOptions& options, const Imaging& imaging,
                        const std::string& path);

/// Whether two voxel sizes are the same but for the rounding of file headers. [any]
bool same_voxel_size(double a_A, double b_A);

}  // namespace cryocosm::macromolecules
