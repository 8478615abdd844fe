// The filters of back-projection: each against its formula, and the limits in which they agree.
#include "weighting.hpp"

#include <gtest/gtest.h>

#include "hosts.hpp"

namespace cryocosm::tem {
namespace {

WeightingParams open_band(const std::string& filter) { return {filter, 1, 0, 10}; }

// the spatial ramp, cut at half the length, differs from |f| by less than 1 / (pi^2 length / 4) everywhere
constexpr double truncation(double length) { return 4 / (k_pi * k_pi * length); }

TEST(Weighting, RampIsTheFrequencyTimesTheWindow) {
  const auto tilts = tilts_between(-60, 60, 3);
  const auto w = make_weighting({"ramp", 0.5, 0.1, 1}, 4096, 1, 100, view(tilts));
  ASSERT_EQ(w.gains.size(), 1U);
  for (std::size_t m = 0; m <= 2048; ++m) {
    const double f = static_cast<double>(m) / 4096, beyond = std::max(0.0, 2 * f - 0.5);
    EXPECT_NEAR(w.gains[0][m], f * std::exp(-0.5 * beyond * beyond / 0.01), truncation(4096)) << m;
  }
  EXPECT_GT(w.gains[0][0], 0);  // what keeps the mean of a zero-padded row right
  EXPECT_NEAR(w.scale[7], 3 * k_pi / 180, 1e-12);
}

TEST(Weighting, HammingEndsAtAnEighthNearly) {
  const auto tilts = tilts_between(-60, 60, 3);
  const auto w = make_weighting(open_band("hamming"), 4096, 2, 100, view(tilts));
  EXPECT_NEAR(w.gains[0][2048], 0.25 * 0.08, truncation(4096));
  EXPECT_NEAR(w.gains[0][1024], 0.125 * 0.54, truncation(4096));
}

TEST(Weighting, NoneIsAMeanOverTheAngles) {
  const auto tilts = tilts_between(-60, 60, 3);
  const auto w = make_weighting({"none", 0.5, 0, 1}, 64, 5, 100, view(tilts));
  for (std::size_t m = 0; m <= 32; ++m) EXPECT_EQ(w.gains[0][m], m <= 16 ? 1 : 0) << m;
  EXPECT_NEAR(w.scale[3], 1.0 / 41, 1e-12);
}

TEST(Weighting, ImodCountsBins) {
  const auto tilts = tilts_between(-60, 60, 3);
  const auto w = make_weighting({"imod", 0.5, 0.1, 1}, 100, 5, 100, view(tilts));
  EXPECT_FLOAT_EQ(w.gains[0][0], 0.2F);
  EXPECT_FLOAT_EQ(w.gains[0][1], 1);
  EXPECT_FLOAT_EQ(w.gains[0][25], 25);
  EXPECT_FLOAT_EQ(w.gains[0][40], static_cast<float>(25 * std::exp(-0.5 * 0.3 * 0.3 / 0.01)));
  EXPECT_NEAR(w.scale[0], 1.0 / 41, 1e-12);
  EXPECT_EQ(RowFilter(1000, RowPadding::taper).length(), 1050);  // 1000 + 50; 2 3 5 5 7
  EXPECT_EQ(RowFilter(80, RowPadding::taper).length(), 96);
}

TEST(Weighting, ExactIsTheRampWhereViewsDoNotOverlapAndFiniteWhereTheyDo) {
  const auto tilts = tilts_between(-60, 60, 3);
  constexpr double k_thickness_A = 400;
  const auto w = make_weighting(open_band("exact"), 1024, 1, k_thickness_A, view(tilts));
  ASSERT_EQ(w.gains.size(), 41U);
  // all views see the same at frequency 0
  EXPECT_NEAR(w.gains[20][0], 1 / (k_thickness_A * 41), 1e-9);
  // a view whose neighbours are all beyond 1 / (D sin 3 deg) overlaps with itself alone
  EXPECT_FLOAT_EQ(w.gains[20][100], static_cast<float>(1 / k_thickness_A));
  // in between a sum of a triangle over many steps: |f| times the step, to half a step's curvature
  const double f = 5.0 / 1024;
  EXPECT_NEAR(w.gains[20][5] / (f * 3 * k_pi / 180), 1, 0.05);
  // views at the same angle share
  const auto twice = tilts_between(0, 0, 1);
  const std::vector<Tilt> both{twice[0], twice[0]};
  EXPECT_FLOAT_EQ(make_weighting(open_band("exact"), 64, 1, 100, view(both)).gains[0][9], 0.005F);
}

TEST(Weighting, SirtLikeBecomesTheRampWithManyIterations) {
  const auto tilts = tilts_between(-60, 60, 3);
  const auto ramp = make_weighting(open_band("ramp"), 256, 1, 50, view(tilts));
  WeightingParams params = open_band("sirt-like");
  params.iterations = 1000;
  const auto many = make_weighting(params, 256, 1, 50, view(tilts));
  params.iterations = 1;
  const auto once = make_weighting(params, 256, 1, 50, view(tilts));
  const double angle = 123 * k_pi / 180;
  for (std::size_t m = 0; m <= 128; ++m) {
    EXPECT_NEAR(many.gains[0][m], ramp.gains[0][m], 1e-6);
    const double share = std::min(1.0, 256.0 / (50 * angle * std::max(1.0, double(m))));
    EXPECT_NEAR(once.gains[0][m], ramp.gains[0][m] * static_cast<float>(share), 1e-6) << m;
  }
}

}  // namespace
}  // namespace cryocosm::tem
