// Filaments as chains: their units, what may touch, and the shapes that come with the family.
#include "filament.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "actin.hpp"
#include "chains.hpp"
#include "chromatin.hpp"
#include "cryocosm/error.hpp"
#include "dna.hpp"
#include "helix.hpp"
#include "intermediate.hpp"
#include "spheres.hpp"

namespace cryocosm::filaments {
namespace {

constexpr GridSpec k_grid{{100, 100, 100}, 10};

template <class Generator, class Params>
Unit unit_of(const Generator& generator, const Params&) {
  static std::vector<std::unique_ptr<Structure>> kept;
  Draw draw(Random(1));
  kept.push_back(generator.draw(draw));
  Random random(1);
  return *kept.back()->unit(0, random);
}

void expect_balls_apart(const Unit& unit, double slack_A = 1e-9) {
  const auto balls = static_cast<const SphereSet*>(unit.shape)->balls();
  for (std::size_t i = 0; i < balls.size; ++i)
    for (std::size_t j = 0; j < i; ++j)  // densities of balls that overlap would add up
      EXPECT_GE(norm(balls[i].centre_A - balls[j].centre_A), balls[i].radius_A + balls[j].radius_A - slack_A)
          << i << ' ' << j;
}

TEST(Filament, SpinIsThatOfEquation9PutRight) {
  FilamentParams params;
  params.spacing_A = 60;
  params.turn_A = 750;
  EXPECT_NEAR(twist_of(params), 2 * k_pi / 12.5, 1e-12);
  params.turn_A = -750;
  EXPECT_NEAR(twist_of(params), -2 * k_pi / 12.5, 1e-12);
  params.turn_A = 0;
  EXPECT_EQ(twist_of(params), 0);
}

TEST(Filament, UnitsTouchAsManyAsTheyReachOver) {
  EXPECT_EQ(unit_step(40, 0, 40).bonded, 2);
  EXPECT_EQ(unit_step(60, 0, 48).bonded, 1);
  EXPECT_EQ(unit_step(10, 0, 128).bonded, 16);
  try {
    unit_step(10, 0, 360);
    FAIL() << "nothing was thrown";
  } catch (const DataError& error) {
    EXPECT_EQ(error.code(), Code::inconsistent);
    EXPECT_EQ(
        error.message(),
        "a unit of 360 A along the centerline would reach over more than 16 others that are 10 A apart");
    EXPECT_EQ(error.hint(), "put the units further apart, or make them shorter");
  }
}

TEST(Filament, PersistenceIsAtLeastTheMinimumAndRecorded) {
  struct Recorder final : Draw {
    using Draw::Draw;
    void record(std::string_view name, double value) override { drawn.emplace_back(name, value); }
    std::vector<std::pair<std::string, double>> drawn;
  };
  testing::TestBuild build(k_grid);
  const Actin actin(ActinParams{}, build);
  double sum = 0;
  constexpr int k_filaments = 2000;
  for (std::uint64_t seed = 0; seed < k_filaments; ++seed) {
    Recorder draw{Random(seed)};
    const auto filament = actin.draw(draw);
    ASSERT_EQ(draw.drawn[0].first, "persistence_length");
    ASSERT_GE(draw.drawn[0].second, 1.77e5);
    ASSERT_EQ(draw.drawn[1].first, "elevation");
    ASSERT_GE(draw.drawn[1].second, 0.2);
    ASSERT_LE(draw.drawn[1].second, 1);
    sum += draw.drawn[0].second;
  }
  // the exponential part has mean and deviation 2.3e4
  EXPECT_NEAR(sum / k_filaments, 2e5, 4 * 2.3e4 / std::sqrt(k_filaments));
}

TEST(Actin, IsThePairOfThePaper) {
  testing::TestBuild build(k_grid);
  const ActinParams params;
  const Actin actin(params, build);
  const Unit unit = unit_of(actin, params);
  const auto balls = static_cast<const SphereSet*>(unit.shape)->balls();
  ASSERT_EQ(balls.size, 2U);
  EXPECT_NEAR(norm(balls[0].centre_A - Vec3{25, 0, 0}), 0, 1e-12);
  EXPECT_NEAR(norm(balls[1].centre_A - Vec3{-25, 0, 0}), 0, 1e-12);
  EXPECT_EQ(balls[0].radius_A, 25);
  EXPECT_EQ(unit.step.nearest_A, 60);
  EXPECT_NEAR(unit.step.twist_rad * 180 / k_pi, 28.8, 0.1);
}

// Density along a line beside the axis, where a strand passes once in every crossover.
TEST(Actin, ShowsItsCrossoverRepeat) {
  testing::TestBuild build({{100, 100, 100}, 5});
  ActinParams params;
  params.persistence_length_A = 1e12;
  const Actin actin(params, build);
  const Unit unit = unit_of(actin, params);
  const GridSpec grid{{41, 41, 1200}, 5};
  std::vector<float> density(grid.count());
  const Spheres spheres{NoParams{}};
  for (int i = 0; i < 100; ++i)  // 6000 A: sixteen crossovers
    spheres.draw(*unit.shape, {rotation_about({0, 0, 1}, i * unit.step.twist_rad), {100, 100, 60.0 * i}},
                 whole_window(density.data(), grid));
  const auto power = [&](double period_A) {
    double re = 0, im = 0;
    for (std::int64_t z = 0; z < grid.size.z; ++z) {
      double value = 0;  // both sides of the plane x = 0, by which crossovers differ from the axial rise
      for (std::int64_t y = 0; y < 41; ++y)
        value += static_cast<double>(density[static_cast<std::size_t>((z * 41 + y) * 41 + 28)]);
      const double phase = 2 * k_pi * static_cast<double>(z) * 5 / period_A;
      re += value * std::cos(phase);
      im += value * std::sin(phase);
    }
    return std::hypot(re, im);
  };
  double best = 0, best_period = 0;
  for (double period = 150; period < 1500; period += 5)
    if (power(period) > best) {
      best = power(period);
      best_period = period;
    }
  // a pair looks the same after half a turn of 750 A; 6000 A of it tell periods apart to 375^2 / 6000 A
  EXPECT_NEAR(best_period, 375, 375.0 * 375 / 6000 / 2);
}

TEST(Shapes, HaveNoBallsInsideOneAnother) {
  testing::TestBuild build(k_grid);
  expect_balls_apart(unit_of(Actin(ActinParams{}, build), ActinParams{}));
  expect_balls_apart(unit_of(Intermediate(IntermediateParams{}, build), IntermediateParams{}));
  expect_balls_apart(unit_of(Chromatin(ChromatinParams{}, build), ChromatinParams{}));
}

TEST(Chromatin, IsADiscOnEdgeWithLinkers) {
  testing::TestBuild build(k_grid);
  const ChromatinParams params;
  const Chromatin generator(params, build);
  const Unit unit = unit_of(generator, params);
  Box box;
  for (const auto& ball : static_cast<const SphereSet*>(unit.shape)->balls()) {
    extend(box, ball.centre_A - ball.radius_A * Vec3{1, 1, 1});
    extend(box, ball.centre_A + ball.radius_A * Vec3{1, 1, 1});
  }
  EXPECT_NEAR(box.high.x - box.low.x, 55, 1e-9);
  EXPECT_NEAR(box.high.y, 55, 1);  // thirteen balls on a circle do not reach its edge everywhere
  // linkers reach to half way to the next unit, or a ball short of it
  EXPECT_GE(box.high.z, 110 - 20);
  EXPECT_LE(box.high.z, 110 + 20);
}

TEST(Dna, IsAnUnbrokenRod) {
  testing::TestBuild build(k_grid);
  const DnaParams params;
  const Dna generator(params, build);
  const Unit unit = unit_of(generator, params);
  const auto balls = static_cast<const SphereSet*>(unit.shape)->balls();
  ASSERT_EQ(balls.size, 1U);
  EXPECT_LT(unit.step.nearest_A, 2 * balls[0].radius_A);
}

TEST(Schemas, RefuseWhatCanNotBe) {
  const auto broken = [](const auto& schema, const char* key, double value) {
    Value params;
    params.type = Value::Type::group;
    params.keys = {key};
    params.items = {detail::load(value)};
    const int rule = schema.first_broken_rule(params);
    return rule < 0 ? std::string() : schema.info().rules[static_cast<std::size_t>(rule)];
  };
  EXPECT_EQ(broken(Actin::schema(), "separation", 40),
            "the balls of a pair must not overlap: separation >= 2 ball_radius");
  EXPECT_EQ(broken(Actin::schema(), "spacing", 24),
            "units must not lie inside one another: spacing >= ball_radius");
  EXPECT_EQ(broken(Chromatin::schema(), "height", 120),
            "two turns of DNA must fit on the disc: 4 linker_radius <= height <= width");
  EXPECT_EQ(broken(Chromatin::schema(), "spacing", 100), "nucleosomes must not overlap: spacing >= width");
  EXPECT_EQ(broken(Intermediate::schema(), "ring_radius", 10),
            "protofibrils must not overlap: 2 ball_radius <= 2 pi ring_radius / protofibrils");
}

}  // namespace
}  // namespace cryocosm::filaments
