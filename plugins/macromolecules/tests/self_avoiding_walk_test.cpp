// Tests of macromolecules.self_avoiding_walk: distances, directions and rotations have the distributions
// promised.
#include "self_avoiding_walk.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "cryocosm/testing.hpp"

namespace {

using namespace cryocosm;

// Kolmogorov-Smirnov statistic of `sample` against the uniform distribution on [0, 1], times sqrt(n);
// exceeds 1.95 once in a thousand samples.
double ks_uniform(std::vector<double> sample) {
  std::sort(sample.begin(), sample.end());
  const auto n = static_cast<double>(sample.size());
  double d = 0;
  for (std::size_t i = 0; i < sample.size(); ++i)
    d = std::max({d, sample[i] - static_cast<double>(i) / n, static_cast<double>(i + 1) / n - sample[i]});
  return d * std::sqrt(n);
}

constexpr int k_draws = 20000;
constexpr double k_once_in_a_thousand = 1.95;

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
  std::vector<double> angle, image_z;
  for (int i = 0; i < k_draws; ++i) {
    const Quaternion q = walk.next(scene, {view(poses)}, unit_of(150, 300), random)->pose.rotation;
    // the angle of a uniform rotation has density (1 - cos) / pi on [0, pi]
    const double a = 2 * std::acos(std::min(1.0, std::abs(q.w)));
    angle.push_back((a - std::sin(a)) / k_pi);
    image_z.push_back((rotate(q, {1, 0, 0}).z + 1) / 2);
  }
  EXPECT_LT(ks_uniform(angle), k_once_in_a_thousand);
  EXPECT_LT(ks_uniform(image_z), k_once_in_a_thousand);
}

TEST(SelfAvoidingWalk, startsUniformlyInTheVolume) {
  const GridSpec grid{{100, 50, 20}, 10};
  const cryocosm::testing::EmptyScene scene(grid);
  const macromolecules::SelfAvoidingWalk walk{NoParams{}};
  const Box box = bounds(grid);
  Random random(13);
  std::vector<double> x, y, z;
  for (int i = 0; i < k_draws; ++i) {
    const Vec3 p = walk.first(scene, unit_of(150, 300), random)->pose.position_A;
    x.push_back((p.x - box.low.x) / (box.high.x - box.low.x));
    y.push_back((p.y - box.low.y) / (box.high.y - box.low.y));
    z.push_back((p.z - box.low.z) / (box.high.z - box.low.z));
  }
  EXPECT_LT(ks_uniform(x), k_once_in_a_thousand);
  EXPECT_LT(ks_uniform(y), k_once_in_a_thousand);
  EXPECT_LT(ks_uniform(z), k_once_in_a_thousand);
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
