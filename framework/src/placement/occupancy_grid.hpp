// One bit per voxel: taken or free. What placing needs to know of the volume, and no more.
#pragma once

#include <cstdint>
#include <vector>

#include "cryocosm/volume.hpp"

namespace cryocosm {

/// Voxels nearer than `margin_A` to a face of the volume are taken from the start and do not belong
/// to the volume of interest. [host] to change, [any] to read.
class OccupancyGrid {
 public:
  explicit OccupancyGrid(const GridSpec& grid, double margin_A = 0);

  const GridSpec& grid() const { return grid_; }
  /// Number of voxels of the volume of interest, taken or free.
  std::size_t interest_count() const { return interest_count_; }
  Index3 interest_low() const { return low_; }    ///< first index inside
  Index3 interest_high() const { return high_; }  ///< one beyond the last

  bool contains(Index3 v) const {
    return v.x >= 0 && v.y >= 0 && v.z >= 0 && v.x < grid_.size.x && v.y < grid_.size.y && v.z < grid_.size.z;
  }
  /// `v` must be inside the grid.
  bool taken(Index3 v) const {
    const auto bit = bit_of(v);
    return (words_[bit >> 6] >> (bit & 63)) & 1;
  }
  void take(Index3 v) { words_[bit_of(v) >> 6] |= std::uint64_t{1} << (bit_of(v) & 63); }
  void release(Index3 v) { words_[bit_of(v) >> 6] &= ~(std::uint64_t{1} << (bit_of(v) & 63)); }

 private:
  std::size_t bit_of(Index3 v) const {
    return static_cast<std::size_t>((v.z * grid_.size.y + v.y) * row_bits_ + v.x);
  }

  GridSpec grid_;
  std::int64_t row_bits_;  ///< rows start at whole words
  Index3 low_, high_;
  std::size_t interest_count_ = 0;
  std::vector<std::uint64_t> words_;
};

/// The voxel whose cell contains `p`; may lie outside the grid.
inline Index3 voxel_of(Vec3 p, double voxel_A) {
  return {static_cast<std::int64_t>(std::floor(p.x / voxel_A + 0.5)),
          static_cast<std::int64_t>(std::floor(p.y / voxel_A + 0.5)),
          static_cast<std::int64_t>(std::floor(p.z / voxel_A + 0.5))};
}

}  // namespace cryocosm
