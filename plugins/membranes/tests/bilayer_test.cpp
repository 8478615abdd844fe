// membranes.bilayer: profile, amount, windows and probes.
#include "bilayer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "cryocosm/testing.hpp"
#include "sphere.hpp"

namespace cryocosm::membranes {
namespace {

SphereParams fixed(double radius, double t, double sigma) {
  SphereParams params;
  params.radius_A = radius;
  params.layer_distance_A = t;
  params.layer_sigma_A = sigma;
  params.density = 2;
  return params;
}

struct Drawn {
  std::unique_ptr<Structure> structure;
  const Shape* shape = nullptr;
};
Drawn draw(const SphereParams& params) {
  Draw source(Random(1));
  testing::TestBuild build({{100, 100, 100}, 10});
  Drawn drawn{Sphere(params, build).draw(source), nullptr};
  Random random(1);
  drawn.shape = drawn.structure->unit(0, random)->shape;
  return drawn;
}

TEST(Bilayer, HasTwoPeaksAtTheLayers) {
  const Drawn vesicle = draw(fixed(100, 36, 4));
  const GridSpec grid{{260, 1, 1}, 1};
  std::vector<float> density(grid.count());
  Bilayer{NoParams{}}.draw(*vesicle.shape, Pose{{}, {0, 0, 0}}, whole_window(density.data(), grid));
  const auto at = [&](int r) { return density[static_cast<std::size_t>(r)]; };
  EXPECT_GT(at(82), at(81));
  EXPECT_GT(at(82), at(83));
  EXPECT_GT(at(118), at(117));
  EXPECT_GT(at(118), at(119));
  // at 1 A voxels a layer of 4 A is 0.3 % wider and lower than the ideal Gaussian
  EXPECT_NEAR(at(82), 2, 0.01);
  EXPECT_NEAR(at(86) / at(82), std::exp(-0.5), 0.005);
  EXPECT_NEAR(at(100), 2 * 2 * std::exp(-0.5 * 18 * 18 / 16.0), 1e-4);
}

TEST(Bilayer, HoldsTheSameAmountAtEveryVoxelSize) {
  const Drawn vesicle = draw(fixed(120, 36, 5));
  // closed form: each layer integrates to peak * sigma * sqrt(2 pi) * 4 pi (R^2 + sigma^2)
  double expected = 0;
  for (const double r : {120 - 18.0, 120 + 18.0})
    expected += 2 * 5 * std::sqrt(2 * k_pi) * 4 * k_pi * (r * r + 25);
  for (const double voxel : {5.0, 10.0}) {
    const auto n = static_cast<std::int64_t>(400 / voxel);
    const GridSpec grid{{n, n, n}, voxel};
    std::vector<float> density(grid.count());
    const double c = static_cast<double>(n / 2) * voxel + 0.3 * voxel;
    Bilayer{NoParams{}}.draw(*vesicle.shape, Pose{{}, {c, c, c}}, whole_window(density.data(), grid));
    double sum = 0;
    for (const float d : density) sum += d;
    EXPECT_NEAR(sum * voxel * voxel * voxel / expected, 1, 0.01) << voxel;
  }
}

TEST(Bilayer, ExcludesTheWallAndItsVolumeIsRight) {
  const Drawn vesicle = draw(fixed(150, 30, 5));
  const GridSpec grid{{80, 80, 80}, 5};
  std::vector<std::uint8_t> mask(grid.count());
  Bilayer{NoParams{}}.exclude(*vesicle.shape, Pose{{}, {198, 201, 203}}, whole_window(mask.data(), grid));
  double count = 0;
  for (const auto m : mask) count += m;
  const double shell = 4.0 / 3 * k_pi * (175.0 * 175 * 175 - 125.0 * 125 * 125);
  // counting lattice points in a shell: error well below one per ten surface voxels
  EXPECT_NEAR(count * 125 / shell, 1, 0.01);
}

TEST(Bilayer, TilesGiveTheSameBitsAsTheWhole) {
  const Drawn vesicle = draw(fixed(150, 33, 5));
  const Pose pose{rotation_about({0.6, 0.8, 0}, 1.1), {151.7, 160.2, 149.9}};
  const GridSpec grid{{32, 32, 32}, 10};
  std::vector<float> whole(grid.count()), tiled(grid.count());
  const Bilayer bilayer{NoParams{}};
  bilayer.draw(*vesicle.shape, pose, whole_window(whole.data(), grid));
  for (std::int64_t z = 0; z < 32; z += 8)
    for (std::int64_t x = 0; x < 32; x += 16)
      bilayer.draw(*vesicle.shape, pose,
                   {tiled.data() + z * 32 * 32 + x, {x, 0, z}, {16, 32, 8}, 32, 32 * 32, 10});
  EXPECT_EQ(whole, tiled);
}

TEST(Bilayer, ProbesAreExcludedInEveryPose) {
  const Drawn vesicle = draw(fixed(150, 33, 5));
  const Bilayer bilayer{NoParams{}};
  std::vector<Vec3> probes;
  bilayer.probes(*vesicle.shape, 10, probes);
  ASSERT_GT(probes.size(), 200U);
  const GridSpec grid{{48, 48, 48}, 10};
  Random random(4);
  for (int trial = 0; trial < 20; ++trial) {
    const Pose pose{random_rotation(random), {230 + random.uniform(), 235 + 9 * random.uniform(), 240}};
    std::vector<std::uint8_t> mask(grid.count());
    const auto window = whole_window(mask.data(), grid);
    bilayer.exclude(*vesicle.shape, pose, window);
    for (const Vec3 probe : probes) {
      const Vec3 p = to_tomogram(pose, probe) / 10;
      EXPECT_EQ(window.at(std::lround(p.x), std::lround(p.y), std::lround(p.z)), 1);
    }
  }
}

TEST(Bilayer, InnerBallFillsTheWallInEveryPose) {
  const Drawn vesicle = draw(fixed(120, 33, 5));
  const Bilayer bilayer{NoParams{}};
  const double half_A = static_cast<const ImplicitField&>(*vesicle.shape).wall().half_thickness_A;
  const Ball ball = bilayer.inner_ball(*vesicle.shape, 5);
  EXPECT_LT(ball.radius_A, half_A);
  EXPECT_NEAR(ball.radius_A, half_A, 0.01);  // a sphere's distance is exact but for the rounding of floats
  EXPECT_NEAR(norm(ball.centre_A), 120, 0.01);
  const GridSpec grid{{64, 64, 64}, 5};
  Random random(6);
  for (int k = 0; k < 20; ++k) {
    const Pose pose{random_rotation(random), Vec3{160, 160, 160} + 5 * random_direction(random)};
    const Vec3 c = to_tomogram(pose, ball.centre_A);
    std::vector<std::uint8_t> mask(grid.count());
    const auto window = whole_window(mask.data(), grid);
    bilayer.exclude(*vesicle.shape, pose, window);
    for (std::int64_t z = 0; z < 64; ++z)
      for (std::int64_t y = 0; y < 64; ++y)
        for (std::int64_t x = 0; x < 64; ++x)
          if (norm(5.0 * Vec3{double(x), double(y), double(z)} - c) <= ball.radius_A) {
            ASSERT_EQ(window.at(x, y, z), 1);
          }
  }
}

// A field whose surface the walk cannot find: its distance never falls below 10 Å.
class NoSurface final : public ImplicitField {
 public:
  NoSurface() { wall_.half_thickness_A = 8; }
  double radius_A() const override { return 100; }
  const Wall& wall() const override { return wall_; }
  void distance(Vec3, Vec3, std::int64_t, std::size_t n, float* out) const override {
    std::fill_n(out, n, 10.0F);
  }
  Vec3 gradient(Vec3) const override { return {0, 0, 1}; }

 private:
  Wall wall_;
};

TEST(Bilayer, InnerBallIsNoneWhereNoSurfaceIsFound) {
  EXPECT_EQ(Bilayer{NoParams{}}.inner_ball(NoSurface(), 5).radius_A, 0);
}

}  // namespace
}  // namespace cryocosm::membranes
