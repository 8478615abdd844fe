// Tests of the largest ball inside a template's mask: boxes, brute force over all voxels, random poses.
#include "inner_ball.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "cryocosm/random.hpp"
#include "interpolate.hpp"

namespace {

using namespace cryocosm;
using macromolecules::inner_ball;
using macromolecules::Interpolate;

constexpr double k_rounding = 1e-4;  // what the ball leaves to the rounding of indices, in voxels

DensityTemplate make(Index3 size, double voxel_A, const std::function<bool(Index3)>& inside) {
  const GridSpec grid{size, voxel_A};
  std::vector<std::uint8_t> mask;
  for (std::int64_t z = 0; z < size.z; ++z)
    for (std::int64_t y = 0; y < size.y; ++y)
      for (std::int64_t x = 0; x < size.x; ++x) mask.push_back(inside({x, y, z}));
  return DensityTemplate(grid, std::vector<float>(grid.count(), 1.0F), std::move(mask));
}

double distance2(Index3 a, Vec3 b) {
  const Vec3 d{static_cast<double>(a.x) - b.x, static_cast<double>(a.y) - b.y,
               static_cast<double>(a.z) - b.z};
  return dot(d, d);
}

// Two balls that touch, one of them with a hole: the deepest place is in the smaller one.
DensityTemplate irregular(double voxel_A) {
  return make({26, 18, 17}, voxel_A, [](Index3 i) {
    const bool holed = distance2(i, {8.3, 8.8, 8}) <= 49 && i != Index3{8, 9, 8};
    return holed || distance2(i, {19, 9.4, 7.7}) <= 30;
  });
}

// Half the voxels of a cube at random: small caves everywhere.
DensityTemplate noise(std::uint64_t seed, double part) {
  Random random(seed);
  return make({9, 8, 10}, 7, [&](Index3) { return random.uniform() < part; });
}

// Distance of p (a template index) from all cubes that are not mask, one layer around the grid included.
double room(const DensityTemplate& shape, Vec3 p) {
  const Index3 n = shape.grid().size;
  double least = 1e300;
  for (std::int64_t z = -1; z <= n.z; ++z)
    for (std::int64_t y = -1; y <= n.y; ++y)
      for (std::int64_t x = -1; x <= n.x; ++x) {
        const bool inside = x >= 0 && y >= 0 && z >= 0 && x < n.x && y < n.y && z < n.z;
        if (inside && shape.mask()[static_cast<std::size_t>(x + n.x * (y + n.y * z))] != 0) continue;
        const auto gap = [](double a, std::int64_t b) {
          return std::max(0.0, std::abs(a - static_cast<double>(b)) - 0.5);
        };
        least = std::min(least, norm(Vec3{gap(p.x, x), gap(p.y, y), gap(p.z, z)}));
      }
  return least;
}

Vec3 index_of(const DensityTemplate& shape, Vec3 p_A) {
  const Index3 c = shape.centre();
  return p_A / shape.grid().voxel_A +
         Vec3{static_cast<double>(c.x), static_cast<double>(c.y), static_cast<double>(c.z)};
}

TEST(InnerBall, fillsBoxesOfOddAndEvenWidth) {
  for (const Index3 box :
       {Index3{1, 1, 1}, {2, 2, 2}, {5, 7, 9}, {4, 6, 6}, {6, 4, 8}, {6, 6, 4}, {9, 7, 5}}) {
    const DensityTemplate shape = make({13, 14, 15}, 3, [&](Index3 i) {
      return i.x >= 2 && i.y >= 3 && i.z >= 4 && i.x < 2 + box.x && i.y < 3 + box.y && i.z < 4 + box.z;
    });
    const double half = static_cast<double>(std::min({box.x, box.y, box.z})) / 2;
    EXPECT_NEAR(inner_ball(shape).radius_A, 3 * (half - k_rounding), 1e-9) << box.x << box.y << box.z;
  }
}

TEST(InnerBall, fillsATemplateThatIsMaskUpToItsFaces) {
  const Ball ball = inner_ball(make({7, 7, 7}, 2, [](Index3) { return true; }));
  EXPECT_NEAR(ball.radius_A, 2 * (3.5 - k_rounding), 1e-9);
  EXPECT_EQ(ball.centre_A, Vec3{});
}

TEST(InnerBall, hasTheRoomThatAllVoxelsLeaveIt) {
  std::vector<DensityTemplate> shapes;
  shapes.push_back(irregular(10));
  for (std::uint64_t seed = 1; seed <= 20; ++seed) shapes.push_back(noise(seed, 0.5 + 0.025 * double(seed)));
  for (const DensityTemplate& shape : shapes) {
    const Ball ball = inner_ball(shape);
    EXPECT_NEAR(ball.radius_A / shape.grid().voxel_A,
                room(shape, index_of(shape, ball.centre_A)) - k_rounding, 1e-9);
    double best = 0;
    const Index3 n = shape.grid().size;
    for (std::int64_t z = 0; z < n.z; ++z)
      for (std::int64_t y = 0; y < n.y; ++y)
        for (std::int64_t x = 0; x < n.x; ++x)
          best = std::max(
              best, room(shape, {static_cast<double>(x), static_cast<double>(y), static_cast<double>(z)}));
    EXPECT_GE(ball.radius_A / shape.grid().voxel_A, best - k_rounding - 1e-9);
  }
}

// The promise itself, on voxels larger and smaller than those of the template.
TEST(InnerBall, holdsOnlyExcludedVoxelsInEveryPose) {
  const Interpolate rasterizer{NoParams{}};
  Random random(5);
  for (const double voxel_A : {3.0, 10.0, 14.0}) {
    const DensityTemplate shape = irregular(10);
    const Ball ball = rasterizer.inner_ball(shape, voxel_A);
    ASSERT_GT(ball.radius_A, 45);
    const auto n = static_cast<std::int64_t>(320 / voxel_A);
    const GridSpec grid{{n, n, n}, voxel_A};
    std::size_t inside = 0;
    for (int k = 0; k < 100; ++k) {
      const Pose pose{random_rotation(random), Vec3{160, 160, 160} + 10 * random_direction(random)};
      const Vec3 c = to_tomogram(pose, ball.centre_A);
      std::vector<std::uint8_t> taken(grid.count());
      rasterizer.exclude(shape, pose, whole_window(taken.data(), grid));
      std::size_t at = 0;
      for (std::int64_t z = 0; z < n; ++z)
        for (std::int64_t y = 0; y < n; ++y)
          for (std::int64_t x = 0; x < n; ++x, ++at)
            if (distance2({x, y, z}, c / voxel_A) * voxel_A * voxel_A <= ball.radius_A * ball.radius_A) {
              ASSERT_EQ(taken[at], 1);
              ++inside;
            }
    }
    const double expected = 100 * 4 * k_pi / 3 * std::pow(ball.radius_A / voxel_A, 3);
    EXPECT_NEAR(static_cast<double>(inside), expected, 0.05 * expected);  // the balls lay within the grid
  }
}

}  // namespace
