// The voxels that one unit excludes in one pose, as bits in line with those of the volume.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
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

/// Calls visit(index in a.words, index in b.words, x of their first voxel, y, z) for each pair of words that
/// lie over each other.
template <class Visit>
void for_each_common_word(const Footprint& a, const Footprint& b, Visit visit) {
  const std::int64_t y_end = std::min(a.low_y + a.size_y, b.low_y + b.size_y);
  const std::int64_t z_end = std::min(a.low_z + a.size_z, b.low_z + b.size_z);
  const std::int64_t w_end = std::min(a.first_word + a.row_words, b.first_word + b.row_words);
  const auto at = [](const Footprint& f, std::int64_t w, std::int64_t y, std::int64_t z) {
    return static_cast<std::size_t>(((z - f.low_z) * f.size_y + (y - f.low_y)) * f.row_words + w -
                                    f.first_word);
  };
  for (std::int64_t z = std::max(a.low_z, b.low_z); z < z_end; ++z)
    for (std::int64_t y = std::max(a.low_y, b.low_y); y < y_end; ++y)
      for (std::int64_t w = std::max(a.first_word, b.first_word); w < w_end; ++w)
        visit(at(a, w, y, z), at(b, w, y, z), 64 * w, y, z);
}

/// Whether the voxel is in the footprint. [any]
bool covers(const Footprint& footprint, Index3 v);
/// Whether any voxel is in both, and how many are. [any]
bool meets(const Footprint& footprint, const VoxelBits& set);
std::size_t overlap(const Footprint& footprint, const VoxelBits& set);
std::size_t overlap(const Footprint& a, const Footprint& b);
inline bool meets(const Footprint& a, const Footprint& b) { return overlap(a, b) > 0; }
/// Adds the footprint to `set`, or takes it away. [host]
void add(const Footprint& footprint, VoxelBits& set);
void remove(const Footprint& footprint, VoxelBits& set);

/// Memory for drawing, used again and again.
struct FootprintScratch {
  std::vector<std::uint8_t> bytes;
};

/// Draws the footprint of `shape` into `out`; never takes more memory than the volume would. Counting
/// outside stops beyond `most_outside`; nothing is drawn inside then. Without a number nothing outside is
/// counted. False when the shape is so much
/// larger than the volume that it can not lie in it. [worker]
bool draw_footprint(const Rasterizer& rasterizer, const Shape& shape, const Pose& pose, const GridSpec& grid,
                    std::optional<std::size_t> most_outside, FootprintScratch& scratch, Footprint& out);

}  // namespace cryocosm
