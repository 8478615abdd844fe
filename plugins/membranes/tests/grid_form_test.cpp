// Membranes on lattices: interpolated distances, lower bounds outside, fields made when first looked at.
#include "grid_form.hpp"

#include <atomic>

#include "bilayer.hpp"
#include "grid_field.hpp"
#include "grid_tools.hpp"
#include "membrane.hpp"
#include "redistance.hpp"

namespace cryocosm::membranes::test {
namespace {

TEST(SampledField, DerivativesOfQuadraticsAreExact) {
  const SampledField field = sampled(50, 5, [](Vec3 p) {
    return 3 + 2 * p.x - p.y + 0.5 * p.z + 0.1 * p.x * p.x - 0.05 * p.z * p.z + 0.02 * p.x * p.y -
           0.03 * p.y * p.z;
  });
  const Vec3 p{3.7, -11.2, 8.9};
  const Derivatives d = smooth_derivatives(field, p);
  // values are floats of up to 500: 3e-5, over a step squared
  EXPECT_NEAR(d.gradient.x, 2 + 0.2 * p.x + 0.02 * p.y, 1e-4);
  EXPECT_NEAR(d.gradient.y, -1 + 0.02 * p.x - 0.03 * p.z, 1e-4);
  EXPECT_NEAR(d.gradient.z, 0.5 - 0.1 * p.z - 0.03 * p.y, 1e-4);
  EXPECT_NEAR(d.xx, 0.2, 1e-5);
  EXPECT_NEAR(d.yy, 0, 1e-5);
  EXPECT_NEAR(d.zz, -0.1, 1e-5);
  EXPECT_NEAR(d.xy, 0.02, 1e-5);
  EXPECT_NEAR(d.yz, -0.03, 1e-5);
  EXPECT_NEAR(d.zx, 0, 1e-5);
}

TEST(GridDistance, IsWithinItsToleranceAndABoundOutside) {
  const auto exact = [](Vec3 p) { return torus_distance(p, 150, 75); };
  const GridDistance distance(sampled(310, 10, exact), 60);
  // step^2 / 8 times the sum of the curvatures, which is greatest where the tube is narrow: 60 Å inside it
  EXPECT_LT(distance.tolerance_A(), 100.0 / 8 * (2 / 15.0));
  Random random(1);
  for (int i = 0; i < 5000; ++i) {
    const Vec3 p = random.uniform(0, 600) * random_direction(random);
    const double d = distance.at(p);
    const bool is_outside = std::max({std::abs(p.x), std::abs(p.y), std::abs(p.z)}) > 310;
    EXPECT_LE(std::abs(d), std::abs(exact(p)) + (is_outside ? distance.tolerance_A() : 60));
    if (std::abs(exact(p)) < 60) {
      EXPECT_NEAR(d, exact(p), distance.tolerance_A());
    }
    if (is_outside) {
      EXPECT_GE(d, 60);
    }
  }
}

TEST(GridDistance, PartsOfARowGiveTheSameBits) {
  const GridDistance distance(sampled(200, 10, [](Vec3 p) { return sphere_distance(p, 100); }), 50);
  Random random(2);
  for (int trial = 0; trial < 20; ++trial) {
    const Vec3 step = 3.3 * random_direction(random),
               origin = random.uniform(0, 100) * random_direction(random) - 150.0 * step;
    float whole[300], parts[300];
    distance.row(origin, step, 0, 300, whole);
    distance.row(origin, step, 0, 113, parts);
    distance.row(origin, step, 113, 187, parts + 113);
    for (std::size_t i = 0; i < 300; ++i) ASSERT_EQ(whole[i], parts[i]);
  }
}

TEST(GridForm, RefusesAFieldWithoutASurface) {
  try {
    grid_form(sampled(50, 5, [](Vec3) { return 1.0; }), 10, serial);
    ADD_FAILURE() << "no error";
  } catch (const DataError& error) {
    EXPECT_EQ(error.message(), "the field has no zero level: it is of one sign");
  }
}

TEST(GridForm, KnowsItsSharpestBend) {
  const SampledField field = sampled(330, 8, [](Vec3 p) { return torus_distance(p, 180, 80); });
  EXPECT_NEAR(sharpest_bend_A(grid_form(field, 50, serial).surface, 0.01), 80, 3);
}

ImplicitField::Wall wall_of(double t_A, double sigma_A) {
  ImplicitField::Wall wall;
  wall.layer_distance_A = t_A;
  wall.layer_sigma_A = sigma_A;
  wall.half_thickness_A = half_thickness_A(t_A, sigma_A);
  return wall;
}

TEST(GridField, ComputesOnceAndOnlyWhenLookedAt) {
  std::atomic<int> made{0};
  const auto lazy = std::make_shared<const Lazy<GridForm>>([&made] {
    ++made;
    return std::make_shared<const GridForm>(
        grid_form(sampled(220, 8, [](Vec3 p) { return sphere_distance(p, 120); }), 60, serial));
  });
  const Membrane<GridField> membrane(GridField(lazy, 120, wall_of(35, 5), 8));
  const GridField field(lazy, 120, wall_of(35, 5), 8);
  EXPECT_GT(field.radius_A(), 120 + 17.5 + 20);
  EXPECT_EQ(field.wall().layer_distance_A, 35);
  EXPECT_EQ(made, 0);
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) threads.emplace_back([&] { distance_A(field, {1, 2, 3}); });
  for (std::thread& thread : threads) thread.join();
  EXPECT_NEAR(membrane.surface(0, {})->area_A2() / (4 * k_pi * 120 * 120), 1, 0.01);
  EXPECT_EQ(made, 1);
}

TEST(GridField, ThrowsWhatTheComputationThrowsToEveryone) {
  const auto lazy = std::make_shared<const Lazy<GridForm>>(
      []() -> std::shared_ptr<const GridForm> { throw DataError("nothing grew"); });
  const GridField field(lazy, 120, wall_of(35, 5), 8);
  EXPECT_THROW(distance_A(field, {}), DataError);
  EXPECT_THROW(distance_A(field, {}), DataError);
}

TEST(GridField, ProbesAndInnerBallAreExcludedInEveryPose) {
  constexpr double k_voxel_A = 8;
  const auto lazy = std::make_shared<const Lazy<GridForm>>([] {
    return std::make_shared<const GridForm>(
        grid_form(sampled(330, k_voxel_A, [](Vec3 p) { return smooth_step(torus_distance(p, 170, 80), 20); }),
                  60, serial));
  });
  const GridField field(lazy, 250, wall_of(35, 5), k_voxel_A);
  const Bilayer bilayer{NoParams{}};
  std::vector<Vec3> probes;
  bilayer.probes(field, k_voxel_A, probes);
  EXPECT_GT(probes.size(), 200U);
  const Ball ball = bilayer.inner_ball(field, k_voxel_A);
  EXPECT_GT(ball.radius_A, 0.8 * field.wall().half_thickness_A);
  const GridSpec grid{{82, 82, 82}, k_voxel_A};
  Random random(6);
  for (int trial = 0; trial < 6; ++trial) {
    const Pose pose{random_rotation(random), Vec3{325, 325, 325} + 5 * random_direction(random)};
    std::vector<std::uint8_t> mask(grid.count());
    const auto window = whole_window(mask.data(), grid);
    bilayer.exclude(field, pose, window);
    std::size_t missing = 0;
    for (const Vec3 probe : probes) {
      const Vec3 p = to_tomogram(pose, probe) / k_voxel_A;
      missing += window.at(std::lround(p.x), std::lround(p.y), std::lround(p.z)) == 0;
    }
    const Vec3 centre = to_tomogram(pose, ball.centre_A);
    for (std::int64_t z = 0; z < 82; ++z)
      for (std::int64_t y = 0; y < 82; ++y)
        for (std::int64_t x = 0; x < 82; ++x)
          if (norm(k_voxel_A * Vec3{double(x), double(y), double(z)} - centre) < ball.radius_A)
            missing += window.at(x, y, z) == 0;
    EXPECT_EQ(missing, 0U);
  }
}

}  // namespace
}  // namespace cryocosm::membranes::test
