// The voxels that one unit excludes in one pose, as bytes in a window of the (unbounded) voxel lattice.
#pragma once

#include <cstdint>
#include <vector>

#include "cryocosm/rasterizer.hpp"

namespace cryocosm {

/// The window may reach outside the volume: what a unit has there must be counted too.
struct Footprint {
  Index3 origin;
  Index3 size;
  std::vector<std::uint8_t> voxels;
  std::size_t count = 0;  ///< voxels excluded

  bool covers(Index3 v) const {
    const Index3 local{v.x - origin.x, v.y - origin.y, v.z - origin.z};
    if (local.x < 0 || local.y < 0 || local.z < 0 || local.x >= size.x || local.y >= size.y ||
        local.z >= size.z)
      return false;
    return voxels[static_cast<std::size_t>((local.z * size.y + local.y) * size.x + local.x)] != 0;
  }
};

/// Calls visit(Index3) for each excluded voxel, x fastest, until it returns false.
template <class Visit>
void for_each_voxel(const Footprint& footprint, Visit visit) {
  const std::uint8_t* row = footprint.voxels.data();
  for (std::int64_t z = 0; z < footprint.size.z; ++z)
    for (std::int64_t y = 0; y < footprint.size.y; ++y, row += footprint.size.x)
      for (std::int64_t x = 0; x < footprint.size.x; ++x)
        if (row[x] != 0 &&
            !visit(Index3{footprint.origin.x + x, footprint.origin.y + y, footprint.origin.z + z}))
          return;
}

/// The window of voxel centres within `radius_A` of `centre_A` along each axis.
void window_around(Vec3 centre_A, double radius_A, double voxel_A, Index3& origin, Index3& size);

/// Draws the footprint of `shape` into `out`, whose memory is used again. [worker]
void draw_footprint(const Rasterizer& rasterizer, const Shape& shape, const Pose& pose, double voxel_A,
                    Footprint& out);

}  // namespace cryocosm
