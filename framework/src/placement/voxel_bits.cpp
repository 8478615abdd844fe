// Set operations on voxels, word by word.
#include "placement/voxel_bits.hpp"

#include "cryocosm/error.hpp"

namespace cryocosm {

VoxelBits::VoxelBits(Index3 size, bool filled)
    : size_(size),
      row_words_((size.x + 63) / 64),
      words_(static_cast<std::size_t>(row_words_ * size.y * size.z), filled ? ~std::uint64_t{0} : 0) {
  const std::int64_t in_last_word = size.x & 63;
  if (!filled || in_last_word == 0) return;
  for (std::size_t last = static_cast<std::size_t>(row_words_) - 1; last < words_.size();
       last += static_cast<std::size_t>(row_words_))
    words_[last] = (std::uint64_t{1} << in_last_word) - 1;
}

std::size_t VoxelBits::count() const { return count_bits(words_.data(), words_.size()); }

void VoxelBits::intersect(const VoxelBits& other) {
  CRYOCOSM_CHECK(words_.size() == other.words_.size());
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
}

void VoxelBits::unite(const VoxelBits& other) {
  CRYOCOSM_CHECK(words_.size() == other.words_.size());
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
}

void VoxelBits::subtract(const VoxelBits& other) {
  CRYOCOSM_CHECK(words_.size() == other.words_.size());
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= ~other.words_[i];
}

}  // namespace cryocosm
