// Points, curvatures and curves of envelopes, against closed forms and the SDK's differences of normals.
#include "envelope_surface.hpp"

#include <gtest/gtest.h>

#include "shells.hpp"

namespace nuclear_pore {
namespace {

using namespace cryocosm;

const Pose k_pose{normalized(Quaternion{0.4, 0.2, -0.7, 0.5}), {100, -2000, 300}};

const Box k_volume = bounds(GridSpec{{100, 100, 50}, 20});

bool is_on_rim(const Shell& shell, Vec3 p) {
  for (const Vec3 axis : shell.axes)
    if (dot(axis, normalized(p)) > std::cos(shell.edge_angle_rad)) return true;
  return false;
}

/// Where a rim joins a sphere the curvature jumps, and differences of normals across the seam are neither.
bool is_near_seam(const Shell& shell, Vec3 p) {
  constexpr double k_near_rad = 20.0 / 2500;
  for (const Vec3 axis : shell.axes)
    if (std::abs(std::acos(dot(axis, normalized(p))) - shell.edge_angle_rad) < k_near_rad) return true;
  return false;
}

TEST(EnvelopeSurface, SamplesAreUniformByArea) {
  const auto shell = seven_pores();
  const EnvelopeSurface surface(shell, k_pose, 30, k_volume);
  Random random(1);
  constexpr int k_samples = 20'000;
  int outer = 0, inner = 0, waist = 0, rim = 0;
  for (int i = 0; i < k_samples; ++i) {
    const SurfacePoint point = surface.sample(random);
    const Vec3 p = to_unit(k_pose, point.position_A);
    ASSERT_NEAR(distance_A(*shell, p), 0, 1e-6);
    const Vec3 normal =
        nearest_on(*shell, p + 10.0 * rotate(conjugate(k_pose.rotation), point.normal)).normal;
    ASSERT_NEAR(dot(rotate(k_pose.rotation, normal), point.normal), 1, 1e-6);
    if (!is_on_rim(*shell, p))
      ++(norm(p) > 2500 ? outer : inner);
    else if (std::abs(norm(p) - 2500) < 100)
      ++waist;  // in the middle third of the half circle, roughly: sin(phi) < 1/2
    rim += is_on_rim(*shell, p);
  }
  // binomial counts, within four standard deviations
  const auto expect_part = [&](int count, double area_A2) {
    const double part = area_A2 / surface.area_A2();
    EXPECT_NEAR(count, k_samples * part, 4 * std::sqrt(k_samples * part * (1 - part)));
  };
  expect_part(outer, sphere_area_A2(*shell, 2700));
  expect_part(inner, sphere_area_A2(*shell, 2300));
  expect_part(rim, 7 * rim_area_A2(*shell));
  // the waist by sums over rings of the half circle
  double ring_A2 = 0;
  constexpr int k_rings = 10'000;
  for (int i = 0; i < k_rings; ++i) {
    const double phi = k_pi * (i + 0.5) / k_rings, a = shell->edge_angle_rad;
    const double along = 2500 + 200 * std::cos(phi), into = 200 * std::sin(phi);
    if (std::abs(std::hypot(along, into) - 2500) < 100)
      ring_A2 += 200 * k_pi / k_rings * 2 * k_pi * (along * std::sin(a) - into * std::cos(a));
  }
  expect_part(waist, 7 * ring_A2);
}

TEST(EnvelopeSurface, CurvaturesAreThoseOfTheNormals) {
  const auto shell = seven_pores();
  const EnvelopeSurface surface(shell, k_pose, 30, k_volume);
  Random random(2);
  int compared = 0;
  for (int i = 0; i < 300; ++i) {
    const SurfacePoint point = surface.sample(random);
    const Curvatures given = surface.curvatures(point), measured = surface.Surface::curvatures(point);
    if (is_near_seam(*shell, to_unit(k_pose, point.position_A))) continue;
    EXPECT_NEAR(given.greater_per_A, measured.greater_per_A, 2e-5);
    EXPECT_NEAR(given.smaller_per_A, measured.smaller_per_A, 2e-5);
    ++compared;
  }
  EXPECT_GT(compared, 250);
}

TEST(EnvelopeSurface, EnclosesWhatIsBetweenTheMembranes) {
  const EnvelopeSurface surface(seven_pores(), k_pose, 30, k_volume);
  const Vec3 between = normalized(Vec3{1, -1, 1});
  EXPECT_TRUE(surface.encloses(to_tomogram(k_pose, 2500.0 * between)));
  EXPECT_FALSE(surface.encloses(to_tomogram(k_pose, 2750.0 * between)));
  EXPECT_FALSE(surface.encloses(to_tomogram(k_pose, 2250.0 * between)));
  EXPECT_FALSE(surface.encloses(to_tomogram(k_pose, {0, 0, 2500})));  // a pore
  EXPECT_EQ(surface.half_thickness_A(), 30);
}

TEST(EnvelopeSurface, NeedsNoPores) {
  auto shell = std::make_shared<Shell>(*seven_pores());
  shell->axes.clear();
  const EnvelopeSurface surface(shell, k_pose, 30, k_volume);
  EXPECT_NEAR(surface.area_A2(), 4 * k_pi * (2700.0 * 2700 + 2300.0 * 2300), 1e-3);
  Random random(4);
  for (int i = 0; i < 100; ++i) {
    const double from_centre = norm(to_unit(k_pose, surface.sample(random).position_A));
    EXPECT_NEAR(std::abs(from_centre - 2500), 200, 1e-9);
  }
}

TEST(EnvelopeSurface, PointsAtADistanceLieOnBoth) {
  const auto shell = seven_pores();
  const EnvelopeSurface surface(shell, k_pose, 30, k_volume);
  Random random(3);
  for (int i = 0; i < 50; ++i) {
    const Vec3 from = surface.sample(random).position_A;
    const auto point = surface.on_sphere(from, 150, random);
    ASSERT_TRUE(point);
    EXPECT_NEAR(norm(point->position_A - from), 150, 1e-3);
    EXPECT_NEAR(distance_A(*shell, to_unit(k_pose, point->position_A)), 0, 1e-6);
  }
  EXPECT_FALSE(surface.on_sphere(k_pose.position_A, 1000, random));  // inside the nucleus
  EXPECT_FALSE(surface.on_sphere(k_pose.position_A, 3000, random));  // all around it
}

}  // namespace
}  // namespace nuclear_pore
