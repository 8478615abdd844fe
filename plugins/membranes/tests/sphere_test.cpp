// membranes.sphere: what is drawn, and the closed forms of its surface.
#include "sphere.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "cryocosm/testing.hpp"
#include "sphere_surface.hpp"
#include "uniform.hpp"

namespace cryocosm::membranes {
namespace {

TEST(Sphere, DrawsWithinItsDistributions) {
  testing::TestBuild build({{100, 100, 100}, 10});
  const Sphere sphere(SphereParams{}, build);
  for (std::uint64_t i = 0; i < 200; ++i) {
    Draw draw(Random(5).child(i));
    const auto structure = sphere.draw(draw);
    Random random(1);
    const auto unit = structure->unit(0, random);
    ASSERT_TRUE(unit.has_value());
    EXPECT_EQ(unit->shape->kind(), "field");
    const auto& wall = static_cast<const ImplicitField*>(unit->shape)->wall();
    EXPECT_GE(wall.layer_distance_A, 30);
    EXPECT_LT(wall.layer_distance_A, 40);
    EXPECT_DOUBLE_EQ(wall.half_thickness_A, wall.layer_distance_A / 2 + 2 * wall.layer_sigma_A);
    EXPECT_FALSE(structure->unit(1, random).has_value());
  }
}

TEST(Sphere, SameStreamSameVesicle) {
  testing::TestBuild build({{100, 100, 100}, 10});
  const Sphere sphere(SphereParams{}, build);
  Draw a(Random(9).child(3)), b(Random(9).child(3)), c(Random(9).child(4));
  Random random(1);
  const double ra = sphere.draw(a)->unit(0, random)->shape->radius_A();
  const double rb = sphere.draw(b)->unit(0, random)->shape->radius_A();
  const double rc = sphere.draw(c)->unit(0, random)->shape->radius_A();
  EXPECT_EQ(ra, rb);
  EXPECT_NE(ra, rc);
}

TEST(SphereSurface, SamplesAreUniformByArea) {
  const SphereSurface surface({100, 200, 300}, 50);
  Random random(17);
  const int n = 20000;
  Vec3 mean{};
  double z2 = 0;
  for (int i = 0; i < n; ++i) {
    const SurfacePoint p = surface.sample(random);
    EXPECT_NEAR(norm(p.position_A - Vec3{100, 200, 300}), 50, 1e-9);
    mean = mean + p.normal / n;
    z2 += p.normal.z * p.normal.z / n;
  }
  // each component has mean 0 and variance 1/3; z^2 has mean 1/3 and variance 1/5 - 1/9
  const double sigma_mean = std::sqrt(1.0 / 3 / n), sigma_z2 = std::sqrt((1.0 / 5 - 1.0 / 9) / n);
  EXPECT_NEAR(mean.x, 0, 5 * sigma_mean);
  EXPECT_NEAR(mean.y, 0, 5 * sigma_mean);
  EXPECT_NEAR(mean.z, 0, 5 * sigma_mean);
  EXPECT_NEAR(z2, 1.0 / 3, 5 * sigma_z2);
}

TEST(SphereSurface, MeetsASphereWhereBothSay) {
  const SphereSurface surface({0, 0, 0}, 100);
  Random random(3);
  for (int i = 0; i < 100; ++i) {
    const auto p = surface.on_sphere({0, 0, 100}, 60, random);
    ASSERT_TRUE(p.has_value());
    EXPECT_NEAR(norm(p->position_A), 100, 1e-9);
    EXPECT_NEAR(norm(p->position_A - Vec3{0, 0, 100}), 60, 1e-9);
  }
  EXPECT_FALSE(surface.on_sphere({0, 0, 500}, 60, random).has_value());
}

TEST(SphereSurface, MeshIsClosedOutwardAndWithinBudget) {
  const SphereSurface surface({10, 0, -10}, 80);
  std::vector<Vec3> points;
  std::vector<Triangle> triangles;
  surface.mesh(2000, points, triangles);
  EXPECT_EQ(triangles.size(), 1280U);
  EXPECT_EQ(points.size(), 642U);  // Euler: V - E + F = 2 with E = 3F/2 only holds for a closed mesh
  double volume = 0, area = 0;
  for (const Triangle t : triangles) {
    const Vec3 a = points[t.a], b = points[t.b], c = points[t.c];
    volume += dot(a - Vec3{10, 0, -10}, cross(b - Vec3{10, 0, -10}, c - Vec3{10, 0, -10})) / 6;
    area += norm(cross(b - a, c - a)) / 2;
  }
  // the chord error of an edge of length e is about e^2 / 8r: with e = 12 A some 0.3 %
  EXPECT_NEAR(area / surface.area_A2(), 1, 0.01);
  EXPECT_NEAR(volume / (4.0 / 3 * k_pi * 80 * 80 * 80), 1, 0.015);
}

TEST(Uniform, FillsTheVolume) {
  const testing::EmptyScene scene({{40, 30, 20}, 10});
  const Uniform uniform{NoParams{}};
  Random random(2);
  double mean_x = 0;
  const int n = 4000;
  for (int i = 0; i < n; ++i) mean_x += uniform.first(scene, Unit{}, random)->pose.position_A.x / n;
  EXPECT_NEAR(mean_x, 195, 5 * 400 / std::sqrt(12.0 * n));
}

}  // namespace
}  // namespace cryocosm::membranes
