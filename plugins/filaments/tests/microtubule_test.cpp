// filaments.microtubule: the ring, the bending and the chain.
#include "microtubule.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "cryocosm/testing.hpp"

namespace cryocosm::filaments {
namespace {

constexpr GridSpec k_grid{{100, 100, 100}, 10};

TEST(Microtubule, HasThirteenEvenlySpacedProtofilaments) {
  testing::TestBuild build(k_grid);
  const Microtubule generator(MicrotubuleParams{}, build);
  Draw draw(Random(1));
  const auto filament = generator.draw(draw);
  Random random(1);
  const auto unit = filament->unit(0, random);
  ASSERT_EQ(unit->shape->kind(), "spheres");
  const auto balls = static_cast<const SphereSet*>(unit->shape)->balls();
  ASSERT_EQ(balls.size, 13U);
  for (std::size_t i = 0; i < 13; ++i) {
    EXPECT_NEAR(norm(balls[i].centre_A), 105, 1e-9);
    EXPECT_EQ(balls[i].centre_A.z, 0);
    EXPECT_NEAR(norm(balls[i].centre_A - balls[(i + 1) % 13].centre_A), 2 * 105 * std::sin(k_pi / 13), 1e-9);
    EXPECT_EQ(balls[i].density, balls[0].density);
  }
  EXPECT_TRUE(filament->has_centerline());
  EXPECT_EQ(filament->min_units(), 15U);
}

TEST(Microtubule, LengthLimitsTheUnits) {
  MicrotubuleParams params;
  params.length_A = 410;
  testing::TestBuild build(k_grid);
  const Microtubule generator(params, build);
  Draw draw(Random(1));
  const auto filament = generator.draw(draw);
  Random random(1);
  EXPECT_TRUE(filament->unit(10, random).has_value());
  EXPECT_FALSE(filament->unit(11, random).has_value());
}

TEST(Microtubule, BendingFollowsEquation8) {
  // independent: a helix of radius f and slope g, differentiated numerically
  const double p = 2e4, d = 60, h = 0.6;
  const double f = d / std::acos(std::exp(-d / p)), g = h * f;
  const auto r = [&](double s) { return Vec3{f * std::cos(s), f * std::sin(s), g * s}; };
  const double e = 1e-3;
  const Vec3 d1 = (r(e) - r(-e)) / (2 * e), d2 = (r(e) - 2 * r(0) + r(-e)) / (e * e);
  const Vec3 d3 = (r(2 * e) - 2 * r(e) + 2 * r(-e) - r(-2 * e)) / (2 * e * e * e);
  const Vec3 c = cross(d1, d2);
  const Bending bending = bending_of(p, d, h);
  EXPECT_NEAR(bending.curvature_per_A / (norm(c) / std::pow(norm(d1), 3)), 1, 1e-5);
  EXPECT_NEAR(bending.torsion_per_A / (dot(c, d3) / dot(c, c)), 1, 1e-4);
}

TEST(Microtubule, ThePersistenceLengthIsThatOfASmallStep) {
  // in the plane (h = 0) the tangent turns by q d per unit, and cos(q d) = exp(-d/p) by construction
  const Bending bending = bending_of(5000, 50, 0);
  EXPECT_NEAR(std::cos(bending.curvature_per_A * 50), std::exp(-50.0 / 5000), 1e-12);
  EXPECT_EQ(bending.torsion_per_A, 0);
}

TEST(Microtubule, RefusesOverlappingProtofilaments) {
  Value params;
  params.type = Value::Type::group;
  params.keys = {"ball_radius"};
  params.items = {detail::load(40.0)};
  EXPECT_EQ(Microtubule::schema().first_broken_rule(params), 0);
}

}  // namespace
}  // namespace cryocosm::filaments
