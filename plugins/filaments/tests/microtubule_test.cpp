// filaments.microtubule: the ring, the bending and the chain.
#include "microtubule.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "cryocosm/error.hpp"
#include "cryocosm/testing.hpp"
#include "spheres.hpp"

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

std::vector<SphereSet::Ball> balls_of(const MicrotubuleParams& params) {
  testing::TestBuild build(k_grid);
  const Microtubule generator(params, build);
  Draw draw(Random(1));
  Random random(1);
  const auto unit = generator.draw(draw)->unit(0, random);
  const auto balls = static_cast<const SphereSet*>(unit->shape)->balls();
  return {balls.begin(), balls.end()};
}

Step step_of(const MicrotubuleParams& params) {
  testing::TestBuild build(k_grid);
  const Microtubule generator(params, build);
  Draw draw(Random(1));
  Random random(1);
  return generator.draw(draw)->unit(0, random)->step;
}

MicrotubuleParams helical() {
  MicrotubuleParams params;
  params.lattice = "helical";
  return params;
}

TEST(Microtubule, HelicalLatticeClimbsThreeMonomersInATurn) {
  const auto balls = balls_of(helical());
  ASSERT_EQ(balls.size(), 26U);
  for (std::size_t i = 0; i < 12; ++i) {
    // the B lattice: beside an alpha subunit lies an alpha subunit, 3 x 40 / 13 A higher
    EXPECT_NEAR(balls[2 * i + 2].centre_A.z - balls[2 * i].centre_A.z, 120.0 / 13, 1e-9);
    EXPECT_EQ(balls[2 * i + 2].density, balls[2 * i].density);
    EXPECT_NEAR(balls[2 * i + 1].centre_A.z - balls[2 * i].centre_A.z, 40, 1e-9);
    EXPECT_GT(balls[2 * i + 1].density, balls[2 * i].density);
  }
  // units follow at the dimer's repeat
  EXPECT_EQ(step_of(helical()).nearest_A, 80);
  EXPECT_EQ(step_of(helical()).twist_rad, 0);
}

TEST(Microtubule, OddStartsMakeASeam) {
  // from the last protofilament on to the first of the next turn the lattice goes on; with three starts it
  // meets a subunit of the other kind there, with two or four of the same
  for (const std::int64_t starts : {2, 3, 4}) {
    MicrotubuleParams params = helical();
    params.starts = starts;
    const auto balls = balls_of(params);
    const double stagger = static_cast<double>(starts) * 40 / 13;
    const double expected_z = balls[24].centre_A.z + stagger;  // alpha of the last protofilament
    double met = -1;
    for (const std::size_t monomer : {0U, 1U})
      for (int repeat = -4; repeat <= 4; ++repeat)
        if (std::abs(balls[monomer].centre_A.z + 80 * repeat - expected_z) < 1e-9)
          met = balls[monomer].density;
    EXPECT_EQ(met == balls[24].density, starts % 2 == 0) << starts;
    EXPECT_GT(met, 0) << starts;
  }
}

// |sum over the ring of density exp(-i n phi)| for one radius of the painted cross-section.
double rotational_power(const std::vector<float>& section, std::int64_t size, double voxel_A, double radius_A,
                        int order) {
  constexpr int k_samples = 720;
  double re = 0, im = 0;
  for (int s = 0; s < k_samples; ++s) {
    const double phi = 2 * k_pi * s / k_samples;
    const double x = static_cast<double>(size / 2) + radius_A / voxel_A * std::cos(phi);
    const double y = static_cast<double>(size / 2) + radius_A / voxel_A * std::sin(phi);
    const auto i = static_cast<std::int64_t>(std::lround(x)), j = static_cast<std::int64_t>(std::lround(y));
    const double value = static_cast<double>(section[static_cast<std::size_t>(j * size + i)]);
    re += value * std::cos(order * phi);
    im -= value * std::sin(order * phi);
  }
  return std::hypot(re, im) / k_samples;
}

TEST(Microtubule, CrossSectionShowsItsProtofilamentsAtTheRightRadius) {
  for (std::int64_t n = 11; n <= 16; ++n) {
    MicrotubuleParams params;
    params.protofilaments = n;
    const auto balls = balls_of(params);
    const SphereSet shape(balls, 2);
    const GridSpec grid{{160, 160, 1}, 2};
    std::vector<float> section(grid.count());
    Spheres(NoParams{}).draw(shape, {{}, {160, 160, 0}}, whole_window(section.data(), grid));
    for (int order = 2; order < 22; ++order) {  // 22 is a harmonic of 11
      if (order == n) continue;
      EXPECT_LT(rotational_power(section, 160, 2, 105, order),
                0.1 * rotational_power(section, 160, 2, 105, int(n)))
          << n << " against " << order;
    }
    // the mean over a circle is largest at the ring, and nothing is left beyond half a ball
    EXPECT_GT(rotational_power(section, 160, 2, 105, 0), rotational_power(section, 160, 2, 95, 0));
    EXPECT_GT(rotational_power(section, 160, 2, 105, 0), rotational_power(section, 160, 2, 115, 0));
    EXPECT_EQ(rotational_power(section, 160, 2, 130, 0), 0);
    EXPECT_EQ(rotational_power(section, 160, 2, 80, 0), 0);
  }
}

TEST(Microtubule, RefusesOverlappingProtofilaments) {
  Value params;
  params.type = Value::Type::group;
  params.keys = {"ball_radius"};
  params.items = {detail::load(40.0)};
  EXPECT_EQ(Microtubule::schema().first_broken_rule(params), 0);
}

TEST(Microtubule, RefusesRingsInsideOneAnother) {
  Value params;
  params.type = Value::Type::group;
  params.keys = {"spacing"};
  params.items = {detail::load(19.0)};
  EXPECT_EQ(Microtubule::schema().first_broken_rule(params), 1);
  EXPECT_EQ(Microtubule::schema().info().rules[1],
            "units must not lie inside one another: spacing >= ball_radius");
}

}  // namespace
}  // namespace cryocosm::filaments
