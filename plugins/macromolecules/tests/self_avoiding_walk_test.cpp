// Tests of macromolecules.self_avoiding_walk: distances, directions and rotations have the distributions
// promised.
#include "self_avoiding_walk.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "cryocosm/testing.hpp"
#include "statistics.hpp"

namespace {

using namespace cryocosm;
using namespace cryocosm::macromolecules::test;

constexpr int k_draws = 20000;

Unit unit_of(double nearest_A, double farthest_A) {
  Unit unit;
  unit.step.nearest_A = nearest_A;
  unit.step.farthest_A = farthest_A;
  return unit;
}

TEST(SelfAvoidingWalk, stepsAreUniformInDistanceAndDirection) {
  const cryocosm::testing::EmptyScene scene({{100, 100, 100}, 10});
  const macromolecules::SelfAvoidingWalk walk{NoParams{}};
  const std::vector<Pose> poses{{{}, {0, 0, 0}}, {{}, {500, 400, 300}}};
  Random random(11);
  std::vector<double> distance, z, azimuth;
  for (int i = 0; i < k_draws; ++i) {
    const auto proposal = walk.next(scene, {view(poses)}, unit_of(150, 300), random);
    ASSERT_TRUE(proposal);
    EXPECT_EQ(proposal->parent, 0U);
    const Vec3 step = proposal->pose.position_A - poses.back().position_A;  // from the tail, not the head
    distance.push_back((norm(step) - 150) / 150);
    z.push_back((step.z / norm(step) + 1) / 2);
    azimuth.push_back((std::atan2(step.y, step.x) + k_pi) / (2 * k_pi));
  }
  EXPECT_LT(ks_uniform(distance), k_once_in_a_thousand);
  EXPECT_LT(ks_uniform(z), k_once_in_a_thousand);
  EXPECT_LT(ks_uniform(azimuth), k_once_in_a_thousand);
}

TEST(SelfAvoidingWalk, rotationsAreUniformAndFresh) {
  const cryocosm::testing::EmptyScene scene({{100, 100, 100}, 10});
  const macromolecules::SelfAvoidingWalk walk{NoParams{}};
  const std::vector<Pose> poses{{{}, {500, 400, 300}}};
  Random random(12);
  std::vector<Quaternion> rotations;
  for (int i = 0; i < k_draws; ++i)
    rotations.push_back(walk.next(scene, {view(poses)}, unit_of(150, 300), random)->pose.rotation);
  expect_uniform_rotations(rotations);
}

TEST(SelfAvoidingWalk, startsUniformlyInTheVolume) {
  const GridSpec grid{{100, 50, 20}, 10};
  const cryocosm::testing::EmptyScene scene(grid);
  const macromolecules::SelfAvoidingWalk walk{NoParams{}};
  Random random(13);
  std::vector<Vec3> positions;
  std::vector<Quaternion> rotations;
  for (int i = 0; i < k_draws; ++i) {
    const Pose pose = walk.first(scene, unit_of(150, 300), random)->pose;
    positions.push_back(pose.position_A);
    rotations.push_back(pose.rotation);
  }
  expect_uniform_positions(positions, bounds(grid));
  expect_uniform_rotations(rotations);
}

TEST(SelfAvoidingWalk, takesAFixedDistance) {
  const cryocosm::testing::EmptyScene scene({{100, 100, 100}, 10});
  const macromolecules::SelfAvoidingWalk walk{NoParams{}};
  const std::vector<Pose> poses{{{}, {500, 400, 300}}};
  Random random(14);
  const auto proposal = walk.next(scene, {view(poses)}, unit_of(200, 200), random);
  EXPECT_NEAR(norm(proposal->pose.position_A - poses[0].position_A), 200, 1e-9);
}

}  // namespace
