// The voxels that one unit excludes in one pose: those inside the volume as bytes, those outside as a number.
#pragma once

#include <cstdint>
#include <vector>

#include "cryocosm/rasterizer.hpp"

namespace cryocosm {

/// A block of the voxel lattice, [low, high).
struct Block {
  Index3 low, high;
};
bool is_empty(const Block& block);
Block intersection(const Block& a, const Block& b);
Block block_of(const GridSpec& grid);

/// The block of voxel centres within `radius_A` of `centre_A` along each axis. Both must be finite.
Block block_around(Vec3 centre_A, double radius_A, double voxel_A);

struct Footprint {
  Index3 origin;
  Index3 size;
  std::vector<std::uint8_t> voxels;
  std::size_t count = 0;    ///< voxels excluded inside the volume
  std::size_t outside = 0;  ///< voxels excluded outside it

  bool covers(Index3 v) const {
    const Index3 local{v.x - origin.x, v.y - origin.y, v.z - origin.z};
    if (local.x < 0 || local.y < 0 || local.z < 0 || local.x >= size.x || local.y >= size.y ||
        local.z >= size.z)
      return false;
    return voxels[static_cast<std::size_t>((local.z * size.y + local.y) * size.x + local.x)] != 0;
  }
};

/// Calls visit(Index3) for each excluded voxel inside the volume, x fastest, until it returns false.
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

/// Draws the footprint of `shape` into `out`, whose memory is used again and never exceeds the
/// volume's. Counting outside stops beyond `most_outside`; nothing is drawn inside then. False when the
/// shape is so much larger than the volume that it can not lie in it. [worker]
bool draw_footprint(const Rasterizer& rasterizer, const Shape& shape, const Pose& pose, const GridSpec& grid,
                    std::size_t most_outside, Footprint& out);

}  // namespace cryocosm
