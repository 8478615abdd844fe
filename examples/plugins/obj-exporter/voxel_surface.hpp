// The surface around the voxels of one instance, by marching tetrahedra.
#pragma once

#include <cstdint>

#include "cryocosm/volume.hpp"
#include "mesh.hpp"

namespace obj_exporter {

/// The voxels of an instance volume that an instance lies in: both corners included, empty when low > high.
struct VoxelBox {
  cryocosm::Index3 low{INT64_MAX, INT64_MAX, INT64_MAX};
  cryocosm::Index3 high{-1, -1, -1};
};

/// The box of each instance, by its number; element 0, for voxels of nobody, stays empty. [any]
std::vector<VoxelBox> boxes_of(const std::uint32_t* instances, const cryocosm::GridSpec& grid,
                               std::size_t count);

/// The surface between voxel centres that belong to `instance` and those that do not, half way between them;
/// what lies beyond the grid does not. Each cube of eight centres is cut into six tetrahedra around the
/// diagonal from its lowest to its highest corner, so the surface has no gaps and every edge has two
/// triangles. [any]
Mesh voxel_surface(const std::uint32_t* instances, const cryocosm::GridSpec& grid, std::uint32_t instance,
                   const VoxelBox& box);

}  // namespace obj_exporter
