// filaments.spheres: volumes, edges, tiles and probes.
#include "spheres.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace cryocosm::filaments {
namespace {

TEST(Spheres, BallHasItsVolumeAndMass) {
  const double radius = 60, edge = 5, density = 2;
  const SphereSet shape({{{0, 0, 0}, radius, density}}, edge);
  const GridSpec grid{{80, 80, 80}, 2};
  std::vector<float> drawn(grid.count());
  std::vector<std::uint8_t> mask(grid.count());
  const Pose pose{{}, {79.3, 80.1, 78.7}};
  const Spheres spheres{NoParams{}};
  spheres.draw(shape, pose, whole_window(drawn.data(), grid));
  spheres.exclude(shape, pose, whole_window(mask.data(), grid));
  const double volume = 4.0 / 3 * k_pi * radius * radius * radius;
  const double counted = 8.0 * std::accumulate(mask.begin(), mask.end(), 0.0);
  // 4 pi r^2 / v^2 = 11,300 boundary voxels of random sign: about sqrt(11300)/2 voxels of 113,000
  EXPECT_NEAR(counted / volume, 1, 0.003);
  // mass of the cubic edge: density * 4 pi * integral of r^2 s(r), whose second moment is
  // R^2 + e^2 / 5 per unit density gradient: (4/3 pi)(R^3 + 3 R e^2 / 5)
  const double mass = density * 4.0 / 3 * k_pi * (radius * radius * radius + 0.6 * radius * edge * edge);
  EXPECT_NEAR(8.0 * std::accumulate(drawn.begin(), drawn.end(), 0.0) / mass, 1, 1e-3);
}

TEST(Spheres, TilesGiveTheSameBitsAsTheWhole) {
  const SphereSet shape({{{30, 0, 0}, 25, 1}, {{-30, 5, 0}, 20, 2}}, 6);
  const Pose pose{rotation_about({0, 0.6, 0.8}, 0.9), {101.3, 99.2, 104.8}};
  const GridSpec grid{{20, 20, 20}, 10};
  std::vector<float> whole(grid.count()), tiled(grid.count());
  const Spheres spheres{NoParams{}};
  spheres.draw(shape, pose, whole_window(whole.data(), grid));
  for (std::int64_t y = 0; y < 20; y += 5)
    for (std::int64_t x = 0; x < 20; x += 10)
      spheres.draw(shape, pose, {tiled.data() + y * 20 + x, {x, y, 0}, {10, 5, 20}, 20, 400, 10});
  EXPECT_EQ(whole, tiled);
}

TEST(Spheres, ProbesAreExcludedInEveryPose) {
  const SphereSet shape({{{60, 0, 0}, 20, 1}, {{-60, 0, 0}, 4, 1}}, 5);
  std::vector<Vec3> probes;
  const Spheres spheres{NoParams{}};
  spheres.probes(shape, 10, probes);
  ASSERT_EQ(probes.size(), 1U);  // the small ball is thinner than a voxel's diagonal
  const GridSpec grid{{30, 30, 30}, 10};
  Random random(8);
  for (int i = 0; i < 200; ++i) {
    const Pose pose{random_rotation(random), {145 + 10 * random.uniform(), 145 + 10 * random.uniform(), 150}};
    std::vector<std::uint8_t> mask(grid.count());
    const auto window = whole_window(mask.data(), grid);
    spheres.exclude(shape, pose, window);
    const Vec3 p = to_tomogram(pose, probes[0]) / 10;
    EXPECT_EQ(window.at(std::lround(p.x), std::lround(p.y), std::lround(p.z)), 1);
  }
}

TEST(Spheres, InnerBallIsTheLargestAndExcludedInEveryPose) {
  const SphereSet shape({{{60, 0, 0}, 20, 1}, {{-30, 10, 5}, 44.5, 1}, {{0, 50, 0}, 4, 1}}, 5);
  const Spheres spheres{NoParams{}};
  const Ball ball = spheres.inner_ball(shape, 10);
  EXPECT_EQ(ball.centre_A, (Vec3{-30, 10, 5}));
  EXPECT_NEAR(ball.radius_A, 44.5, 1e-5);
  EXPECT_LT(ball.radius_A, 44.5);
  const GridSpec grid{{60, 60, 60}, 5};
  Random random(9);
  for (int k = 0; k < 50; ++k) {
    const Pose pose{random_rotation(random), Vec3{150, 150, 150} + 5 * random_direction(random)};
    const Vec3 c = to_tomogram(pose, ball.centre_A);
    std::vector<std::uint8_t> mask(grid.count());
    const auto window = whole_window(mask.data(), grid);
    spheres.exclude(shape, pose, window);
    for (std::int64_t z = 0; z < 60; ++z)
      for (std::int64_t y = 0; y < 60; ++y)
        for (std::int64_t x = 0; x < 60; ++x)
          if (norm(5.0 * Vec3{double(x), double(y), double(z)} - c) <= ball.radius_A) {
            ASSERT_EQ(window.at(x, y, z), 1);
          }
  }
}

}  // namespace
}  // namespace cryocosm::filaments
