// Squared distances against brute force: single lines, and the dilation of masks on boxes of odd shapes.
#include "distance_transform.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "cryocosm/random.hpp"
#include "template_shape.hpp"

namespace {

using namespace cryocosm;
using namespace cryocosm::macromolecules;

constexpr double k_nothing = std::numeric_limits<double>::infinity();

std::vector<double> spread_by_brute_force(const std::vector<double>& before) {
  std::vector<double> after(before.size(), k_nothing);
  for (std::size_t i = 0; i < before.size(); ++i)
    for (std::size_t j = 0; j < before.size(); ++j) {
      const double d = static_cast<double>(i) - static_cast<double>(j);
      after[i] = std::min(after[i], before[j] + d * d);
    }
  return after;
}

TEST(DistanceLine, isTheLeastOverAllParabolas) {
  Random random(1);
  DistanceLine transform;  // one for all: what a longer line left behind must not matter
  for (int k = 0; k < 3000; ++k) {
    std::vector<double> line(1 + random.index(40));
    const double filled = random.uniform();  // from empty lines to full ones
    // small values make ties and hidden parabolas, large ones leave a single winner
    const std::uint64_t largest = k % 2 == 0 ? 12 : 3000;
    for (double& value : line)
      value = random.uniform() < filled ? static_cast<double>(random.index(largest)) : k_nothing;
    const std::vector<double> expected = spread_by_brute_force(line);
    transform.spread(line);
    ASSERT_EQ(line, expected) << "line " << k;
  }
}

TEST(DistanceLine, leavesEmptyLinesEmpty) {
  std::vector<double> nothing, line(5, k_nothing);
  DistanceLine transform;
  transform.spread(nothing);
  transform.spread(line);
  EXPECT_TRUE(nothing.empty());
  EXPECT_EQ(line, std::vector<double>(5, k_nothing));
}

TEST(ForEachLine, visitsEveryVoxelOnceAlongEachAxisInOrder) {
  const Index3 size{3, 4, 5};
  std::vector<int> visits(60);
  std::vector<std::int64_t> strides;
  for_each_line(size, [&](std::int64_t first, std::int64_t n, std::int64_t stride) {
    if (strides.empty() || strides.back() != stride) strides.push_back(stride);
    EXPECT_EQ(n, stride == 1 ? 3 : stride == 3 ? 4 : 5);
    for (std::int64_t i = 0; i < n; ++i) ++visits.at(static_cast<std::size_t>(first + i * stride));
  });
  EXPECT_EQ(strides, (std::vector<std::int64_t>{1, 3, 12}));
  EXPECT_EQ(visits, std::vector<int>(60, 3));
}

// Whether a voxel of the mask lies within `radius` voxels of each voxel, looked up one by one.
std::vector<std::uint8_t> dilated_by_brute_force(const std::vector<std::uint8_t>& mask, Index3 size,
                                                 double radius) {
  std::vector<std::uint8_t> near(mask.size());
  const auto index = [&](std::size_t at) {
    const auto i = static_cast<std::int64_t>(at);
    return Index3{i % size.x, i / size.x % size.y, i / (size.x * size.y)};
  };
  for (std::size_t i = 0; i < mask.size(); ++i)
    for (std::size_t j = 0; j < mask.size(); ++j) {
      if (mask[j] == 0) continue;
      const Index3 a = index(i), b = index(j);
      const std::int64_t x = a.x - b.x, y = a.y - b.y, z = a.z - b.z;
      if (static_cast<double>(x * x + y * y + z * z) <= radius * radius) near[i] = 1;
    }
  return near;
}

// Masks that leave rows, planes or everything empty, and one without a gap.
std::vector<std::vector<std::uint8_t>> masks(const GridSpec& grid, Random& random) {
  std::vector<std::vector<std::uint8_t>> all;
  for (const double part : {0.0, 0.01, 0.2, 1.0}) {
    std::vector<std::uint8_t> mask(grid.count());
    for (std::uint8_t& voxel : mask) voxel = random.uniform() < part;
    all.push_back(mask);
  }
  for (const std::size_t only : {std::size_t{0}, grid.count() / 2, grid.count() - 1}) {
    all.emplace_back(grid.count());
    all.back()[only] = 1;
  }
  return all;
}

TEST(ClearOutside, keepsExactlyWhatLiesWithinReach) {
  Random random(2);
  for (const Index3 size : {Index3{1, 1, 1}, {9, 1, 1}, {1, 11, 2}, {2, 1, 13}, {13, 6, 3}, {3, 10, 9}})
    for (const double voxel_A : {0.5, 2.0}) {
      const GridSpec grid{size, voxel_A};
      for (const std::vector<std::uint8_t>& mask : masks(grid, random))
        // powers of two and their sums, so that reach / voxel is exact and ties count; last beyond the box
        for (const double radius : {0.0, 0.75, 1.0, 1.5, 2.0, 3.0, 5.0, 6.25, 64.0}) {
          Volume volume{grid, std::vector<float>(grid.count(), 2.0F)};
          clear_outside(volume, mask, radius * voxel_A);
          const std::vector<std::uint8_t> near = dilated_by_brute_force(mask, size, radius);
          for (std::size_t i = 0; i < near.size(); ++i)
            ASSERT_EQ(volume.voxels[i], near[i] != 0 ? 2.0F : 0.0F)
                << size.x << " x " << size.y << " x " << size.z << ", radius " << radius << ", voxel " << i;
        }
    }
}

// Outside the mask a thousandth of the greatest density, dark or bright, is not worth a voxel; inside it is.
TEST(ClearOutside, dropsNegligibleDensityOutsideTheMaskOnly) {
  Volume volume{{{6, 1, 1}, 10}, {0.003F, 4, 0.003F, -0.003F, 0.005F, -0.005F}};
  clear_outside(volume, {1, 1, 0, 0, 0, 0}, 1000);
  EXPECT_EQ(volume.voxels, (std::vector<float>{0.003F, 4, 0, 0, 0.005F, -0.005F}));
}

}  // namespace
