// Unit tests of @NAME@.granule.
#include "granule.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace @NAME@ {
namespace {

using namespace cryocosm;

// The balls of the granule that `seed` draws, and its radius as recorded.
std::vector<SphereSet::Ball> balls_of(const GranuleParams& params, std::uint64_t seed) {
  Draw draw{Random(seed)};
  const std::unique_ptr<Structure> granule = Granule(params).draw(draw);
  Random random(seed);
  const std::optional<Unit> unit = granule->unit(0, random);
  EXPECT_TRUE(unit.has_value());
  EXPECT_EQ(unit->shape->kind(), SphereSet::k_kind);
  EXPECT_FALSE(granule->unit(1, random).has_value());
  const auto balls = static_cast<const SphereSet&>(*unit->shape).balls();
  return {balls.begin(), balls.end()};
}

double outline_A(const std::vector<SphereSet::Ball>& balls) {
  double outline = 0;
  for (const SphereSet::Ball& ball : balls) outline = std::max(outline, norm(ball.centre_A) + ball.radius_A);
  return outline;
}

TEST(Granule, OutlineIsTheRadius) {
  GranuleParams params;
  params.radius_A = 200;
  EXPECT_NEAR(outline_A(balls_of(params, 1)), 200, 1e-9);
}

TEST(Granule, RadiusIsDrawnWithinItsDistribution) {
  const GranuleParams params;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const double outline = outline_A(balls_of(params, seed));
    EXPECT_GE(outline, 150 - 1e-9);
    EXPECT_LE(outline, 300 + 1e-9);
  }
}

TEST(Granule, HasTheKnobsAskedFor) {
  GranuleParams params;
  params.knobs = 5;
  EXPECT_EQ(balls_of(params, 1).size(), 6u);
  params.knobs = 0;
  EXPECT_EQ(balls_of(params, 1).size(), 1u);
}

}  // namespace
}  // namespace @NAME@
