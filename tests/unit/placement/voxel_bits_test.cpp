// Sets of voxels: bits, counts, set operations and voxel lookup.
#include "placement/voxel_bits.hpp"

#include <gtest/gtest.h>

#include "cryocosm/random.hpp"

namespace cryocosm {
namespace {

constexpr Index3 k_size{67, 3, 5};  // rows that do not end at a word
constexpr std::int64_t k_count = 67 * 3 * 5;

Index3 nth(std::int64_t n) { return {n % 67, n / 67 % 3, n / (67 * 3)}; }

std::vector<bool> filled_at_random(VoxelBits& set, std::uint64_t seed) {
  Random random(seed);
  std::vector<bool> expected(k_count);
  for (int i = 0; i < 2000; ++i) {
    const std::size_t at = random.index(k_count);
    expected[at] = random.index(2) != 0;
    expected[at] ? set.set(nth(static_cast<std::int64_t>(at)))
                 : set.clear(nth(static_cast<std::int64_t>(at)));
  }
  return expected;
}

TEST(VoxelBits, KeepsEveryVoxelApart) {
  VoxelBits set(k_size);
  const std::vector<bool> expected = filled_at_random(set, 1);
  std::size_t count = 0;
  for (std::int64_t n = 0; n < k_count; ++n) {
    ASSERT_EQ(set.test(nth(n)), expected[static_cast<std::size_t>(n)]) << n;
    count += expected[static_cast<std::size_t>(n)];
  }
  EXPECT_EQ(set.count(), count);
}

TEST(VoxelBits, FilledHoldsEachVoxelAndNothingBeyondTheRows) {
  EXPECT_EQ(VoxelBits(k_size, true).count(), static_cast<std::size_t>(k_count));
  EXPECT_EQ(VoxelBits({128, 2, 2}, true).count(), 512U);
  EXPECT_EQ(VoxelBits({1, 1, 1}, true).row(0, 0)[0], 1U);
}

TEST(VoxelBits, MeetsJoinsAndSubtracts) {
  VoxelBits a(k_size), b(k_size);
  const std::vector<bool> in_a = filled_at_random(a, 2), in_b = filled_at_random(b, 3);
  VoxelBits both = a, any = a, only = a;
  both.intersect(b);
  any.unite(b);
  only.subtract(b);
  for (std::int64_t n = 0; n < k_count; ++n) {
    const auto i = static_cast<std::size_t>(n);
    ASSERT_EQ(both.test(nth(n)), in_a[i] && in_b[i]);
    ASSERT_EQ(any.test(nth(n)), in_a[i] || in_b[i]);
    ASSERT_EQ(only.test(nth(n)), in_a[i] && !in_b[i]);
  }
}

TEST(VoxelBits, VoxelCentresLieAtWholeMultiples) {
  EXPECT_EQ(voxel_of({49.9, 50.1, -0.1}, 10), (Index3{5, 5, 0}));
  EXPECT_EQ(voxel_of({54.9, 55.0, -5.1}, 10), (Index3{5, 6, -1}));
}

}  // namespace
}  // namespace cryocosm
