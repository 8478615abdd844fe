// Distances to shells with pores, against a search over all of the sheet; patterns of pores.
#include "shell.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "pore_pattern.hpp"
#include "shells.hpp"

namespace nuclear_pore {
namespace {

using namespace cryocosm;

Vec3 random_point(double radius_A, Random& random) {
  return random.uniform(0, radius_A) * random_direction(random);
}

TEST(Shell, DistanceIsThatToTheSheetLessTheHalfGap) {
  // with one pore on z all is symmetric about z: the sheet is an arc in the half plane of p
  Shell shell = *seven_pores();
  shell.axes = {{0, 0, 1}};
  constexpr int k_steps = 20'000;
  const double step_rad = (k_pi - shell.edge_angle_rad) / k_steps;
  Random random(1);
  for (int i = 0; i < 300; ++i) {
    const Vec3 p = i % 2 == 0 ? random_point(4000, random)
                              : Vec3{0, 0, 2400} + random_point(900, random);  // around the pore
    const double across = std::hypot(p.x, p.y);
    double nearest = 1e9;
    for (int k = 0; k <= k_steps; ++k) {
      const double angle = shell.edge_angle_rad + k * step_rad;
      nearest = std::min(nearest, std::hypot(across - 2500 * std::sin(angle), p.z - 2500 * std::cos(angle)));
    }
    // the nearest of points this far apart lies at most half of it beside the nearest of all
    EXPECT_NEAR(distance_A(shell, p), nearest - shell.half_gap_A, 2500 * step_rad / 2 + 1e-9);
  }
}

TEST(Shell, PoresHaveTheirDiameter) {
  const auto shell = seven_pores();
  for (std::size_t i = 0; i < shell->axes.size(); ++i) {
    const Vec3 axis = shell->axes[i], side = normalized(cross(axis, {0.3, 0.5, -0.8}));
    EXPECT_NEAR(distance_A(*shell, shell->pore_centre(i) + 475.0 * side), 0, 1e-9);
    EXPECT_NEAR(distance_A(*shell, shell->pore_centre(i)), 475, 1e-9);
  }
}

TEST(Shell, NearestPointsLieOnTheSurfaceAtTheDistance) {
  const auto shell = seven_pores();
  Random random(2);
  for (int i = 0; i < 1000; ++i) {
    const Vec3 p = random_point(4000, random);
    const SurfacePoint nearest = nearest_on(*shell, p);
    EXPECT_NEAR(distance_A(*shell, nearest.position_A), 0, 1e-9);
    EXPECT_NEAR(norm(nearest.normal), 1, 1e-12);
    const double distance = distance_A(*shell, p);
    EXPECT_NEAR(norm(p - nearest.position_A - distance * nearest.normal), 0, 1e-8);
  }
}

TEST(PorePattern, KeepsTheDistanceAndTheNumber) {
  Random random(3);
  const auto axes = pore_pattern(100, 0.2, random);
  ASSERT_TRUE(axes);
  ASSERT_EQ(axes->size(), 100U);
  for (std::size_t i = 0; i < axes->size(); ++i)
    for (std::size_t k = 0; k < i; ++k)
      EXPECT_GE(std::acos(std::clamp(dot((*axes)[i], (*axes)[k]), -1.0, 1.0)), 0.2 - 1e-9);
}

TEST(PorePattern, GivesUpWhereThereIsNoRoom) {
  Random random(3);
  // 13 caps of 60 degrees: no more than 12 unit balls touch one
  EXPECT_FALSE(pore_pattern(13, k_pi / 3 + 0.001, random));
}

}  // namespace
}  // namespace nuclear_pore
