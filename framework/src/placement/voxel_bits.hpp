// One bit per voxel of a grid, in rows of whole 64-bit words.
#pragma once

#include <cstdint>
#include <vector>

#include "cryocosm/volume.hpp"

namespace cryocosm {

/// A set of voxels. Bits beyond the end of a row are always 0. [host] to change, [any] to read.
class VoxelBits {
 public:
  VoxelBits() = default;
  explicit VoxelBits(Index3 size, bool filled = false);

  Index3 size() const { return size_; }
  std::int64_t words_per_row() const { return row_words_; }
  std::uint64_t* row(std::int64_t y, std::int64_t z) {
    return words_.data() + (z * size_.y + y) * row_words_;
  }
  const std::uint64_t* row(std::int64_t y, std::int64_t z) const {
    return words_.data() + (z * size_.y + y) * row_words_;
  }

  bool contains(Index3 v) const {
    return v.x >= 0 && v.y >= 0 && v.z >= 0 && v.x < size_.x && v.y < size_.y && v.z < size_.z;
  }
  /// `v` must be inside, as in set() and clear().
  bool test(Index3 v) const { return (row(v.y, v.z)[v.x >> 6] >> (v.x & 63)) & 1; }
  void set(Index3 v) { row(v.y, v.z)[v.x >> 6] |= std::uint64_t{1} << (v.x & 63); }
  void clear(Index3 v) { row(v.y, v.z)[v.x >> 6] &= ~(std::uint64_t{1} << (v.x & 63)); }

  std::size_t count() const;
  /// Keeps what is in both; sizes must agree, as in the next two.
  void intersect(const VoxelBits& other);
  void unite(const VoxelBits& other);
  void subtract(const VoxelBits& other);

 private:
  Index3 size_;
  std::int64_t row_words_ = 0;
  std::vector<std::uint64_t> words_;
};

/// Number of set bits. Without the processor's own instruction, which not every machine we run on has:
/// Warren, Hacker's Delight, 2nd edition, section 5-1.
inline std::size_t count_bits(std::uint64_t word) {
  word -= (word >> 1) & 0x5555555555555555ULL;
  word = (word & 0x3333333333333333ULL) + ((word >> 2) & 0x3333333333333333ULL);
  word = (word + (word >> 4)) & 0x0f0f0f0f0f0f0f0fULL;
  return (word * 0x0101010101010101ULL) >> 56;
}
inline std::size_t count_bits(const std::uint64_t* words, std::size_t n) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < n; ++i) count += count_bits(words[i]);
  return count;
}

/// The voxel whose cell contains `p`; may lie outside every grid.
inline Index3 voxel_of(Vec3 p, double voxel_A) {
  return {static_cast<std::int64_t>(std::floor(p.x / voxel_A + 0.5)),
          static_cast<std::int64_t>(std::floor(p.y / voxel_A + 0.5)),
          static_cast<std::int64_t>(std::floor(p.z / voxel_A + 0.5))};
}

}  // namespace cryocosm
