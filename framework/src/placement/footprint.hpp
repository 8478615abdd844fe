// The voxels that one unit excludes in one pose, as bits in line with those of the volume.
#pragma once

#include <cstdint>
#include <vector>

#include "cryocosm/rasterizer.hpp"
#include "placement/voxel_bits.hpp"

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

/// Rows of words that lie over the words of a VoxelBits, so that sets meet word by word.
struct Footprint {
  std::int64_t first_word = 0;  ///< along x, in the rows of the volume
  std::int64_t low_y = 0, low_z = 0;
  std::int64_t row_words = 0, size_y = 0, size_z = 0;
  std::vector<std::uint64_t> words;
  std::size_t count = 0;    ///< voxels excluded inside the volume
  std::size_t outside = 0;  ///< voxels excluded outside it
};

/// Calls visit(const std::uint64_t* row, y, z) for each row of the footprint.
template <class Visit>
void for_each_row(const Footprint& footprint, Visit visit) {
  const std::uint64_t* row = footprint.words.data();
  for (std::int64_t z = 0; z < footprint.size_z; ++z)
    for (std::int64_t y = 0; y < footprint.size_y; ++y, row += footprint.row_words)
      visit(row, footprint.low_y + y, footprint.low_z + z);
}

/// Whether any voxel is in both, and how many are. [any]
bool meets(const Footprint& footprint, const VoxelBits& set);
bool meets(const Footprint& a, const Footprint& b);
std::size_t overlap(const Footprint& footprint, const VoxelBits& set);
/// Adds the footprint to `set`, or takes it away. [host]
void add(const Footprint& footprint, VoxelBits& set);
void remove(const Footprint& footprint, VoxelBits& set);

/// Memory for drawing, used again and again.
struct FootprintScratch {
  std::vector<std::uint8_t> bytes;
};

/// Draws the footprint of `shape` into `out`; never takes more memory than the volume would. Counting
/// outside stops beyond `most_outside`; nothing is drawn inside then. False when the shape is so much
/// larger than the volume that it can not lie in it. [worker]
bool draw_footprint(const Rasterizer& rasterizer, const Shape& shape, const Pose& pose, const GridSpec& grid,
                    std::size_t most_outside, FootprintScratch& scratch, Footprint& out);

}  // namespace cryocosm
