// Walls that cross the volume.
#include "crossing.hpp"

#include <gtest/gtest.h>

#include "cryocosm/testing.hpp"
#include "envelope_field.hpp"
#include "shells.hpp"

namespace nuclear_pore {
namespace {

using namespace cryocosm;

const GridSpec k_grid{{100, 80, 40}, 10};
const Vec3 k_middle{495, 395, 195};

TEST(Crossing, TheWallGoesThroughTheMiddleAsTurned) {
  CrossingParams params;
  params.elevation_deg = 30;
  params.azimuth_deg = 90;
  params.spread = 0;
  const EnvelopeField envelope(seven_pores(), {}, 10);
  Unit unit;
  unit.shape = &envelope;
  Random random(1);
  const auto proposal = Crossing(params).first(cryocosm::testing::EmptyScene(k_grid), unit, random);
  const Vec3 outward{0, std::cos(k_pi / 6), std::sin(k_pi / 6)};
  EXPECT_NEAR(norm(proposal->pose.position_A + 2500.0 * outward - k_middle), 0, 1e-9);
}

TEST(Crossing, PointsAreSpreadAboutTheMiddle) {
  CrossingParams params;
  params.elevation_deg = 0;
  params.azimuth_deg = 0;
  params.spread = 0.5;
  const SphereSet ball({{{}, 300, 1}}, 5);  // any other shape has its hull for a wall
  Unit unit;
  unit.shape = &ball;
  Random random(1);
  Vec3 mean;
  constexpr int k_draws = 10'000;
  for (int i = 0; i < k_draws; ++i) {
    const auto proposal = Crossing(params).first(cryocosm::testing::EmptyScene(k_grid), unit, random);
    const Vec3 d = proposal->pose.position_A + Vec3{ball.radius_A(), 0, 0} - k_middle;
    ASSERT_LE(std::abs(d.x), 250 + 1e-9);
    ASSERT_LE(std::abs(d.y), 200 + 1e-9);
    ASSERT_LE(std::abs(d.z), 100 + 1e-9);
    mean = mean + d / k_draws;
  }
  // four standard errors of the mean of a uniform distribution: 4 * width / sqrt(12 n)
  EXPECT_NEAR(mean.x, 0, 4 * 500 / std::sqrt(12.0 * k_draws));
  EXPECT_NEAR(mean.y, 0, 4 * 400 / std::sqrt(12.0 * k_draws));
  EXPECT_NEAR(mean.z, 0, 4 * 200 / std::sqrt(12.0 * k_draws));
}

TEST(Crossing, ShellsWithinShareThePose) {
  const std::vector<Pose> chain{{rotation_about({0, 1, 0}, 1), {1, 2, 3}}};
  Random random(1);
  const auto proposal =
      Crossing(CrossingParams{}).next(cryocosm::testing::EmptyScene(k_grid), {view(chain)}, Unit{}, random);
  EXPECT_EQ(proposal->pose.position_A, chain[0].position_A);
  EXPECT_EQ(proposal->pose.rotation.w, chain[0].rotation.w);
}

}  // namespace
}  // namespace nuclear_pore
