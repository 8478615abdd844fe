// Tests of macromolecules.uniform, around_point and gradient: where units start and how they go on.
#include <gtest/gtest.h>

#include <cmath>

#include "around_point.hpp"
#include "checks.hpp"
#include "cryocosm/testing.hpp"
#include "fake_scene.hpp"
#include "gradient.hpp"
#include "statistics.hpp"
#include "uniform.hpp"

namespace {

using namespace cryocosm;
using namespace cryocosm::macromolecules;
using namespace cryocosm::macromolecules::test;
using cryocosm::testing::EmptyScene;
using cryocosm::testing::TestBuild;

const GridSpec k_grid{{100, 60, 40}, 10};  // from -5 Å to 995, 595 and 395
constexpr int k_poses = 20000;

struct Proposed {
  std::vector<Vec3> positions;
  std::vector<Quaternion> rotations;

  void add(const Proposal& proposal) {
    EXPECT_EQ(proposal.parent, 0U);
    EXPECT_EQ(proposal.if_refused, IfRefused::try_again);
    positions.push_back(proposal.pose.position_A);
    rotations.push_back(proposal.pose.rotation);
  }
};

Proposed first_poses(const TransformGenerator& transform, const SceneView& scene, std::uint64_t seed) {
  Proposed proposed;
  Random random(seed);
  for (int i = 0; i < k_poses; ++i) proposed.add(*transform.first(scene, Unit(), random));
  return proposed;
}

Proposed next_poses(const TransformGenerator& transform, Vec3 tail_A, const Unit& unit, std::uint64_t seed) {
  Proposed proposed;
  const EmptyScene scene(k_grid);
  const std::vector<Pose> poses{{{}, {900, 500, 10}}, {{}, tail_A}};
  Random random(seed);
  for (int i = 0; i < k_poses; ++i) proposed.add(*transform.next(scene, {view(poses)}, unit, random));
  return proposed;
}

void expect_walk(const TransformGenerator& transform) {
  Unit unit;
  unit.step.nearest_A = 150;
  unit.step.farthest_A = 300;
  const Vec3 tail_A{500, 300, 200};
  const Proposed next = next_poses(transform, tail_A, unit, 21);
  std::vector<double> distance, z, azimuth;
  for (const Vec3 p : next.positions) {
    const Vec3 step = p - tail_A;
    distance.push_back((norm(step) - 150) / 150);
    z.push_back((step.z / norm(step) + 1) / 2);
    azimuth.push_back((std::atan2(step.y, step.x) + k_pi) / (2 * k_pi));
  }
  for (const auto* const sample : {&distance, &z, &azimuth})
    EXPECT_LT(ks_uniform(*sample), k_once_in_a_thousand);
  expect_uniform_rotations(next.rotations);
}

TEST(UniformTransform, putsFirstAndNextUnitsAnywhere) {
  const macromolecules::Uniform uniform{NoParams{}};
  const Proposed first = first_poses(uniform, EmptyScene(k_grid), 1);
  expect_uniform_positions(first.positions, bounds(k_grid));
  expect_uniform_rotations(first.rotations);
  const Proposed next = next_poses(uniform, {0, 0, 0}, Unit(), 2);
  expect_uniform_positions(next.positions, bounds(k_grid));
  expect_uniform_rotations(next.rotations);
}

TEST(UniformTransform, endsWhereThereIsNoRoom) {
  const FakeScene full(k_grid, [](Random&) { return std::nullopt; });
  const macromolecules::Uniform uniform{NoParams{}};
  Random random(1);
  const std::vector<Pose> poses(1);
  EXPECT_FALSE(uniform.first(full, Unit(), random));
  EXPECT_FALSE(uniform.next(full, {view(poses)}, Unit(), random));
}

double normal_distribution(double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); }

TEST(AroundPointTransform, isGaussianAboutTheMiddleByDefault) {
  TestBuild build(k_grid);
  const AroundPoint around(AroundPointParams{}, build);
  const Proposed first = first_poses(around, EmptyScene(k_grid), 3);
  std::vector<double> x, y, z;
  for (const Vec3 p : first.positions) {
    x.push_back(normal_distribution((p.x - 495) / 500));
    y.push_back(normal_distribution((p.y - 295) / 500));
    z.push_back(normal_distribution((p.z - 195) / 500));
  }
  for (const auto* const sample : {&x, &y, &z}) EXPECT_LT(ks_uniform(*sample), k_once_in_a_thousand);
  expect_uniform_rotations(first.rotations);
}

TEST(AroundPointTransform, fillsABallEvenly) {
  AroundPointParams params;
  params.point_A = {100, 200, 300};
  params.spread = "ball";
  params.width_A = 70;
  TestBuild build(k_grid);
  const Proposed first = first_poses(AroundPoint(params, build), EmptyScene(k_grid), 4);
  std::vector<double> volume, z, azimuth;
  for (const Vec3 p : first.positions) {
    const Vec3 d = p - params.point_A;
    ASSERT_LE(norm(d), 70 + 1e-9);
    volume.push_back(std::pow(norm(d) / 70, 3));
    z.push_back((d.z / norm(d) + 1) / 2);
    azimuth.push_back((std::atan2(d.y, d.x) + k_pi) / (2 * k_pi));
  }
  for (const auto* const sample : {&volume, &z, &azimuth})
    EXPECT_LT(ks_uniform(*sample), k_once_in_a_thousand);
  expect_uniform_rotations(first.rotations);
}

TEST(AroundPointTransform, goesOnAsAWalk) {
  TestBuild build(k_grid);
  expect_walk(AroundPoint(AroundPointParams{}, build));
}

TEST(AroundPointTransform, refusesAPointOutside) {
  AroundPointParams params;
  params.point_A = {100, 200, 400};
  TestBuild build(k_grid);
  expect_error([&] { AroundPoint(params, build); }, Code::out_of_range,
               "the point (100, 200, 400) A lies outside the volume, which reaches from (-5, -5, -5) A to "
               "(995, 595, 395) A",
               "choose a point inside the volume");
}

GradientParams gradient(Vec3 direction, const char* profile, double start, double end) {
  GradientParams params;
  params.direction = direction;
  params.profile = profile;
  params.start = start;
  params.end = end;
  return params;
}

TEST(GradientTransform, isLinear) {
  TestBuild build(k_grid);
  for (const auto& [start, end] : {std::pair{0.0, 1.0}, {3.0, 1.0}, {2.0, 5.0}}) {
    const Gradient along_z(gradient({0, 0, 7}, "linear", start, end), build);
    const Proposed first = first_poses(along_z, EmptyScene(k_grid), 5);
    std::vector<double> law, x;
    for (const Vec3 p : first.positions) {
      const double t = (p.z + 5) / 400;
      law.push_back((start * t + (end - start) * t * t / 2) / ((start + end) / 2));
      x.push_back((p.x + 5) / 1000);
    }
    EXPECT_LT(ks_uniform(law), k_once_in_a_thousand);
    EXPECT_LT(ks_uniform(x), k_once_in_a_thousand);
    expect_uniform_rotations(first.rotations);
  }
}

// Along the diagonal of a square t = (x + y) / 2 has the density 4t up to one half and 4 (1 - t) beyond;
// times a weight of t, whose mean is one half, the distribution function is 8/3 t^3, then 4 t^2 - 8/3 t^3 -
// 1/3.
TEST(GradientTransform, isLinearAlongADiagonal) {
  const GridSpec square{{50, 50, 10}, 10};
  TestBuild build(square);
  const Gradient diagonal(gradient({-1, -1, 0}, "linear", 0, 1), build);
  std::vector<double> law;
  for (const Vec3 p : first_poses(diagonal, EmptyScene(square), 6).positions) {
    const double t = 1 - (p.x + 5 + p.y + 5) / 1000;
    const double cube = 8.0 / 3 * t * t * t;
    law.push_back(t < 0.5 ? cube : 4 * t * t - cube - 1.0 / 3);
  }
  EXPECT_LT(ks_uniform(law), k_once_in_a_thousand);
}

TEST(GradientTransform, isExponential) {
  TestBuild build(k_grid);
  for (const double ratio : {20.0, 0.1}) {
    const Gradient along_x(gradient({1, 0, 0}, "exponential", 2, 2 * ratio), build);
    std::vector<double> law;
    for (const Vec3 p : first_poses(along_x, EmptyScene(k_grid), 7).positions)
      law.push_back((std::pow(ratio, (p.x + 5) / 1000) - 1) / (ratio - 1));
    EXPECT_LT(ks_uniform(law), k_once_in_a_thousand);
  }
}

// Room is left only where the density is nearly zero: most proposals are chosen among 256 that were refused.
TEST(GradientTransform, keepsItsLawWhereTheDensityVanishes) {
  TestBuild build(k_grid);
  const Gradient along_z(gradient({0, 0, 1}, "linear", 0, 1), build);
  const FakeScene scene(k_grid, [](Random& random) {
    return Pose{random_rotation(random), {100, 100, random.uniform(-5, -5 + 1.6)}};
  });
  std::vector<double> law;
  Random random(8);
  constexpr int k_few = 2000;
  for (int i = 0; i < k_few; ++i) {
    const auto proposal = along_z.first(scene, Unit(), random);
    ASSERT_TRUE(proposal);
    law.push_back(std::pow((proposal->pose.position_A.z + 5) / 1.6, 2));
  }
  EXPECT_LT(ks_uniform(law), k_once_in_a_thousand);
  // the mean weight is 0.002: nobody asks more than 256 times, and six in ten ask as often
  EXPECT_LE(scene.asked, 256 * k_few);
  EXPECT_GE(scene.asked, 128 * k_few);
}

TEST(GradientTransform, endsWhereThereIsNoRoomOrNoDensity) {
  TestBuild build(k_grid);
  const Gradient along_z(gradient({0, 0, 1}, "linear", 0, 1), build);
  Random random(9);
  const FakeScene full(k_grid, [](Random&) { return std::nullopt; });
  EXPECT_FALSE(along_z.first(full, Unit(), random));
  EXPECT_EQ(full.asked, 1);
  const FakeScene empty_end(k_grid, [](Random&) { return Pose{{}, {100, 100, -5}}; });
  EXPECT_FALSE(along_z.first(empty_end, Unit(), random));
  EXPECT_EQ(empty_end.asked, 256);
}

TEST(GradientTransform, goesOnAsAWalk) {
  TestBuild build(k_grid);
  expect_walk(Gradient(GradientParams{}, build));
}

TEST(GradientSchema, refusesWhatHasNoDensity) {
  const auto schema = Gradient::schema();
  const auto number = [](double value) { return detail::load(value); };
  const Value exponential = detail::load(std::string("exponential"));
  EXPECT_EQ(broken_rule(schema, settings({})), "");
  EXPECT_EQ(broken_rule(schema, settings({{"direction", detail::load(Vec3{0, 0, 0})}})),
            "direction must not be (0, 0, 0)");
  EXPECT_EQ(broken_rule(schema, settings({{"end", number(0)}})), "start and end must not both be zero");
  EXPECT_EQ(broken_rule(schema, settings({{"profile", exponential}})),
            "start and end must both be above zero when profile is 'exponential'");
  EXPECT_EQ(broken_rule(schema, settings({{"profile", exponential}, {"start", number(0.1)}})), "");
}

}  // namespace
