// Surfaces parallel to an ellipsoid: area, uniform points, curvatures, crossings with spheres.
#include "offset_surface.hpp"

#include <numeric>

#include "ellipsoid_surface.hpp"
#include "offset_grid.hpp"
#include "wall_tools.hpp"

namespace cryocosm::membranes::test {
namespace {

// ------------------------------------------------------------------------------------------

constexpr double k_inset_A = 80;
const Vec3 k_axes_A{300, 220, 180};

OffsetSurface offset_surface(const Pose& pose = {}) {
  return OffsetSurface(
      std::make_unique<EllipsoidSurface>(EllipsoidForm({k_axes_A.x, k_axes_A.y, k_axes_A.z}), pose),
      k_inset_A);
}

TEST(OffsetSurface, AreaAgreesWithQuadrature) {
  for (const Vec3 axes : {Vec3{300, 220, 180}, {200, 200, 200}, {400, 200, 180}})
    for (const double inset_A : {10.0, 40.0, 75.0}) {
      const OffsetSurface surface(
          std::make_unique<EllipsoidSurface>(EllipsoidForm({axes.x, axes.y, axes.z}), Pose{}), inset_A);
      EXPECT_NEAR(surface.area_A2() / OffsetGrid(axes, inset_A).whole().area_A2, 1, 1e-3) << inset_A;
    }
}

TEST(OffsetSurface, SamplesAreUniformByArea) {
  const OffsetSurface surface = offset_surface();
  const OffsetGrid grid(k_axes_A, k_inset_A);
  constexpr std::size_t k_z = 6, k_phi = 8;
  constexpr int k_n = 20000;
  const double whole = grid.whole().area_A2;
  std::vector<double> expected, counts(k_z * k_phi);
  for (std::size_t i = 0; i < k_z; ++i)
    for (std::size_t j = 0; j < k_phi; ++j) {
      const double z = -1 + 2.0 / k_z * static_cast<double>(i),
                   phi = 2 * k_pi / k_phi * static_cast<double>(j);
      expected.push_back(k_n / whole *
                         grid.part(z, z + 2.0 / k_z, phi, phi + 2 * k_pi / k_phi, 150, 150).area_A2);
    }
  EXPECT_NEAR(std::accumulate(expected.begin(), expected.end(), 0.0), k_n, 1e-3 * k_n);
  Random random(2);
  for (int i = 0; i < k_n; ++i) {
    const SurfacePoint p = surface.sample(random);
    const Vec3 above = p.position_A + k_inset_A * p.normal;
    const Vec3 v{above.x / k_axes_A.x, above.y / k_axes_A.y, above.z / k_axes_A.z};
    ASSERT_NEAR(norm(v), 1, 1e-9);
    const auto bin = [](double part, std::size_t bins) {
      return std::min(bins - 1, static_cast<std::size_t>(part * static_cast<double>(bins)));
    };
    const double angle = std::atan2(v.y, v.x);
    counts[bin((v.z + 1) / 2, k_z) * k_phi +
           bin((angle < 0 ? angle + 2 * k_pi : angle) / (2 * k_pi), k_phi)] += 1;
  }
  expect_counts(counts, expected);
}

TEST(OffsetSurface, BendsAsItsNormalsTurn) {
  Random random(6);
  const OffsetSurface surface = offset_surface({random_rotation(random), {10, 20, 30}});
  for (int i = 0; i < 100; ++i) {
    const SurfacePoint p = surface.sample(random);
    const Curvatures k = surface.curvatures(p);
    // the sum of the curvatures is the divergence of the normals, here by central differences
    const Vec3 u = normalized(cross(p.normal, random_direction(random))), v = cross(p.normal, u);
    double divergence = 0;
    for (const Vec3 w : {u, v}) {
      const double h = 0.05;
      const Vec3 turned =
          surface.nearest(p.position_A + h * w).normal - surface.nearest(p.position_A - h * w).normal;
      divergence += dot(turned, w) / (2 * h);
    }
    EXPECT_NEAR(k.greater_per_A + k.smaller_per_A, divergence, 1e-4 * divergence);
    EXPECT_GE(k.greater_per_A, k.smaller_per_A);
  }
}

TEST(OffsetSurface, MeetsSpheresAtTheirDistance) {
  Random random(7);
  const Pose pose{random_rotation(random), {10, 20, 30}};
  const OffsetSurface surface = offset_surface(pose);
  for (int i = 0; i < 50; ++i) {
    const Vec3 c = surface.sample(random).position_A;
    const auto p = surface.on_sphere(c, 70, random);
    ASSERT_TRUE(p.has_value());
    EXPECT_NEAR(norm(p->position_A - c), 70, 1e-6);
    EXPECT_LT(norm(surface.nearest(p->position_A).position_A - p->position_A), 1e-6);
  }
  EXPECT_FALSE(surface.on_sphere(pose.position_A, 90, random).has_value());   // in the middle
  EXPECT_FALSE(surface.on_sphere(pose.position_A, 400, random).has_value());  // around it
}

}  // namespace
}  // namespace cryocosm::membranes::test
