// Angular weights: coverage of the half circle, the missing wedge, uneven and repeated angles.
#include <gtest/gtest.h>

#include "angular_weights.hpp"
#include "hosts.hpp"

namespace cryocosm::tem {
namespace {

std::vector<double> weights_deg(const std::vector<double>& angles_deg) {
  std::vector<Tilt> tilts(angles_deg.size());
  for (std::size_t i = 0; i < tilts.size(); ++i) tilts[i].angle_deg = angles_deg[i];
  std::vector<double> weights = angular_weights(view(tilts));
  for (double& weight : weights) weight *= 180 / k_pi;
  return weights;
}

void expect_weights(const std::vector<double>& angles_deg, const std::vector<double>& expected) {
  const auto weights = weights_deg(angles_deg);
  ASSERT_EQ(weights.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR(weights[i], expected[i], 1e-9) << i;
}

TEST(AngularWeights, EvenCoverageSumsToTheHalfCircle) {
  expect_weights({-60, 0, 60}, {60, 60, 60});
  expect_weights({-90, -45, 0, 45}, {45, 45, 45, 45});
}

TEST(AngularWeights, OppositeDirectionsShare) { expect_weights({-90, 0, 90}, {45, 90, 45}); }

TEST(AngularWeights, NobodyGetsTheMissingWedge) {
  expect_weights({-6, -3, 0, 3, 6}, {3, 3, 3, 3, 3});
  expect_weights({10, 20}, {10, 10});
}

TEST(AngularWeights, UnevenStepsCountByTheirNeighbours) {
  expect_weights({-30, -20, 0, 30}, {10, 15, 25, 30});
  expect_weights({0, -30, 30, -20}, {25, 10, 30, 15});  // in any order
}

TEST(AngularWeights, RepeatedAnglesShareOneWeight) { expect_weights({0, 0, 3, 6}, {1.5, 1.5, 3, 3}); }

TEST(AngularWeights, OneDirectionStandsForAll) {
  expect_weights({17}, {180});
  expect_weights({17, 17}, {90, 90});
}

TEST(AngularWeights, AnglesBeyondTheHalfCircleAreTurnedBack) {
  expect_weights({-180 - 3, 0, 183, 360}, {3, 1.5, 3, 1.5});
}

}  // namespace
}  // namespace cryocosm::tem
