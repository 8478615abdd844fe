// Which voxels lie between two coordinates.
#include "config/voxel_range.hpp"

#include <gtest/gtest.h>

namespace cryocosm {
namespace {

void expect_range(VoxelRange range, std::int64_t first, std::int64_t end) {
  EXPECT_EQ(range.first, first);
  EXPECT_EQ(range.end, end);
}

TEST(VoxelRange, HoldsCentresFromTheLowerCoordinateToBelowTheUpper) {
  expect_range(voxels_between(20, 50, 10, 100), 2, 5);
  expect_range(voxels_between(20.1, 50.1, 10, 100), 3, 6);
  expect_range(voxels_between(-1e300, 1e300, 10, 100), 0, 100);
  expect_range(voxels_between(2000, 3000, 10, 100), 100, 100);
  EXPECT_TRUE(is_empty(voxels_between(21, 29, 10, 100)));
  EXPECT_TRUE(is_empty(voxels_between(50, 20, 10, 100)));
}

TEST(VoxelRange, RoundingMovesNoVoxel) {
  // a unit in the last place is no distance
  for (const double voxel_A : {0.1, 0.3, 1.37, 3.17, 13.3})
    for (std::int64_t i = 0; i < 1000; ++i) {
      const double x_A = static_cast<double>(i) * voxel_A;
      ASSERT_EQ(voxels_between(std::nextafter(x_A, 1e9), 1e9, voxel_A, 2000).first, i) << voxel_A;
      ASSERT_EQ(voxels_between(0, x_A, voxel_A, 2000).end, i) << voxel_A;
    }
}

TEST(VoxelRange, SlabsAreCentredInTheVolume) {
  expect_range(voxels_of({200, 0}, {{1, 1, 100}, 10}), 40, 60);
  expect_range(voxels_of({200, 0}, {{1, 1, 101}, 10}), 40,
               60);  // twenty, although there is no middle for them
  expect_range(voxels_of({200, 0}, {{1, 1, 200}, 5}), 80, 120);
  expect_range(voxels_of({200, 100}, {{1, 1, 100}, 10}), 50, 70);
  expect_range(voxels_of({200, -450}, {{1, 1, 100}, 10}), 0, 15);
  expect_range(voxels_of({}, {{1, 1, 100}, 10}), 0, 100);
  // every thickness gives as many voxels as fit into it, within one
  for (double thickness_A = 20; thickness_A < 300; thickness_A += 7.3) {
    const VoxelRange range = voxels_of({thickness_A, 3.1}, {{1, 1, 100}, 3.37});
    EXPECT_NEAR(static_cast<double>(range.end - range.first), thickness_A / 3.37, 1) << thickness_A;
  }
}

TEST(VoxelRange, AVoxelThatTheMarginReachesIntoBelongsToIt) {
  expect_range(voxels_within_margin(0, 10, 20), 0, 20);
  expect_range(voxels_within_margin(25, 10, 20), 3, 17);
  EXPECT_TRUE(is_empty(voxels_within_margin(100, 10, 20)));
  EXPECT_TRUE(is_empty(voxels_within_margin(1e300, 10, 20)));
}

}  // namespace
}  // namespace cryocosm
