// Unit tests of the detector's lasting defects: how many, where, and what depends on what.
#include "detector.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <utility>

namespace hot_pixels {
namespace {

using namespace cryocosm;

constexpr std::int64_t k_width = 1000, k_height = 800;

TEST(Detector, DefectsAreAsManyAsAskedForAndSpreadEvenly) {
  HotParams hot;
  hot.fraction = 0.005;
  DeadParams dead;
  dead.fraction = 0.002;
  const DetectorDefects defects = draw_defects(hot, dead, k_width, k_height, Random(1));
  // binomial numbers: five standard deviations
  const auto expect_binomial = [](std::size_t found, double n, double p) {
    EXPECT_NEAR(static_cast<double>(found), n * p, 5 * std::sqrt(n * p * (1 - p)));
  };
  expect_binomial(defects.hot.size(), k_width * k_height, 0.005);
  expect_binomial(defects.dead.size(), k_width * k_height, 0.002);
  std::size_t left = 0, upper = 0;
  std::set<std::pair<std::int64_t, std::int64_t>> places;
  for (const HotPixel& p : defects.hot) {
    ASSERT_TRUE(0 <= p.x && p.x < k_width && 0 <= p.y && p.y < k_height);
    left += p.x < k_width / 2;
    upper += p.y >= k_height / 2;
    places.emplace(p.x, p.y);
  }
  EXPECT_EQ(places.size(), defects.hot.size());
  expect_binomial(left, static_cast<double>(defects.hot.size()), 0.5);
  expect_binomial(upper, static_cast<double>(defects.hot.size()), 0.5);
}

TEST(Detector, EveryPixelCanBeChosenTheFirstAndTheLastToo) {
  HotParams hot;
  hot.fraction = 0.01;
  std::vector<int> chosen(6, 0);
  constexpr int k_draws = 20000;
  for (int i = 0; i < k_draws; ++i)
    for (const HotPixel& p : draw_defects(hot, {}, 3, 2, Random(static_cast<std::uint64_t>(i))).hot)
      ++chosen[static_cast<std::size_t>(p.y * 3 + p.x)];
  for (const int n : chosen) EXPECT_NEAR(n, k_draws * 0.01, 5 * std::sqrt(k_draws * 0.01 * 0.99));
}

TEST(Detector, OneKindOfDefectDoesNotMoveTheOthers) {
  const DetectorDefects before = draw_defects({}, {}, k_width, k_height, Random(3));
  DeadParams more;
  more.fraction = 0.01;
  more.columns = 5;
  const DetectorDefects after = draw_defects({}, more, k_width, k_height, Random(3));
  ASSERT_EQ(before.hot.size(), after.hot.size());
  for (std::size_t i = 0; i < before.hot.size(); ++i) {
    EXPECT_EQ(before.hot[i].x, after.hot[i].x);
    EXPECT_EQ(before.hot[i].y, after.hot[i].y);
    EXPECT_EQ(before.hot[i].excess, after.hot[i].excess);
  }
}

TEST(Detector, ColumnsAreDifferentAndNoMoreThanThereAre) {
  DeadParams dead;
  dead.columns = 7;
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const auto columns = draw_defects({}, dead, 10, 5, Random(seed)).dead_columns;
    const std::set<std::int64_t> distinct(columns.begin(), columns.end());
    EXPECT_EQ(columns.size(), 7U);
    EXPECT_EQ(distinct.size(), 7U);
    EXPECT_TRUE(*distinct.begin() >= 0 && *distinct.rbegin() < 10);
  }
  EXPECT_EQ(draw_defects({}, dead, 4, 5, Random(1)).dead_columns, (std::vector<std::int64_t>{0, 1, 2, 3}));
}

TEST(Detector, NothingAskedForIsNothing) {
  HotParams hot;
  hot.fraction = 0;
  DeadParams dead;
  dead.fraction = 0;
  const DetectorDefects none = draw_defects(hot, dead, k_width, k_height, Random(1));
  EXPECT_TRUE(none.hot.empty() && none.dead.empty() && none.dead_columns.empty());
}

}  // namespace
}  // namespace hot_pixels
