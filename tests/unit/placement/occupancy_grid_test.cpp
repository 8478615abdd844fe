// The bit grid: bits, margins and voxel lookup.
#include "placement/occupancy_grid.hpp"

#include <gtest/gtest.h>

#include "cryocosm/random.hpp"

namespace cryocosm {
namespace {

TEST(OccupancyGrid, KeepsEveryVoxelApart) {
  OccupancyGrid grid(GridSpec{{67, 3, 5}, 10});  // rows that do not end at a word
  EXPECT_EQ(grid.interest_count(), 67U * 3 * 5);
  Random random(1);
  std::vector<bool> expected(67 * 3 * 5);
  for (int i = 0; i < 2000; ++i) {
    const std::size_t at = random.index(expected.size());
    const auto n = static_cast<std::int64_t>(at);
    const Index3 v{n % 67, n / 67 % 3, n / (67 * 3)};
    expected[at] = random.index(2) != 0;
    expected[at] ? grid.take(v) : grid.release(v);
  }
  for (std::int64_t n = 0; n < 67 * 3 * 5; ++n)
    ASSERT_EQ(grid.taken({n % 67, n / 67 % 3, n / (67 * 3)}), expected[static_cast<std::size_t>(n)]) << n;
}

TEST(OccupancyGrid, MarginIsTakenAndDoesNotCount) {
  const OccupancyGrid grid({{20, 12, 10}, 10}, 25);  // 25 A reach into the third voxel
  EXPECT_EQ(grid.interest_count(), 14U * 6 * 4);
  EXPECT_TRUE(grid.taken({2, 6, 5}));
  EXPECT_FALSE(grid.taken({3, 6, 5}));
  EXPECT_TRUE(grid.taken({17, 6, 5}));
}

TEST(OccupancyGrid, AMarginThatFillsTheVolumeLeavesNothing) {
  EXPECT_EQ(OccupancyGrid({{10, 10, 10}, 10}, 50).interest_count(), 0U);
}

TEST(OccupancyGrid, VoxelCentresLieAtWholeMultiples) {
  EXPECT_EQ(voxel_of({49.9, 50.1, -0.1}, 10), (Index3{5, 5, 0}));
  EXPECT_EQ(voxel_of({54.9, 55.0, -5.1}, 10), (Index3{5, 6, -1}));
}

}  // namespace
}  // namespace cryocosm
