// Tilt schemes: ranges with their ends, and the orders of acquisition.
#include "tilt_scheme.hpp"

#include <gtest/gtest.h>

namespace cryocosm::tem {
namespace {

/// The angles in the order in which they are taken.
std::vector<double> taken(const std::vector<double>& angles_deg, const std::string& scheme,
                          double start_deg = 0, std::int64_t group = 1) {
  const auto place = acquisition_order(angles_deg, scheme, start_deg, group);
  std::vector<double> sequence(angles_deg.size(), 999);
  for (std::size_t i = 0; i < place.size(); ++i) sequence[static_cast<std::size_t>(place[i])] = angles_deg[i];
  return sequence;
}

TEST(TiltScheme, RangesIncludeBothEnds) {
  EXPECT_EQ(angles_between(-6, 6, 3), (std::vector<double>{-6, -3, 0, 3, 6}));
  EXPECT_EQ(angles_between(-60, 60, 3).size(), 41U);
  EXPECT_EQ(angles_between(0, 10, 4).back(), 8);
}

TEST(TiltScheme, ContinuousIsTheOrderGiven) {
  EXPECT_EQ(taken({5, -3, 7}, "continuous"), (std::vector<double>{5, -3, 7}));
}

TEST(TiltScheme, BidirectionalGoesUpThenDown) {
  EXPECT_EQ(taken({-6, -3, 0, 3, 6}, "bidirectional"), (std::vector<double>{0, 3, 6, -3, -6}));
  EXPECT_EQ(taken({-6, -3, 0, 3, 6}, "bidirectional", -4), (std::vector<double>{-3, 0, 3, 6, -6}));
  EXPECT_EQ(taken({6, -3, 0, 3, -6}, "bidirectional", 90), (std::vector<double>{6, 3, 0, -3, -6}));
}

TEST(TiltScheme, DoseSymmetricTakesSidesInTurn) {
  EXPECT_EQ(taken({-6, -3, 0, 3, 6}, "dose-symmetric"), (std::vector<double>{0, 3, -3, 6, -6}));
  EXPECT_EQ(taken({-9, -6, -3, 0, 3, 6, 9}, "dose-symmetric", 0, 2),
            (std::vector<double>{0, 3, 6, -3, -6, 9, -9}));
  // one side is longer than the other
  EXPECT_EQ(taken({-3, 0, 3, 6, 9}, "dose-symmetric"), (std::vector<double>{0, 3, -3, 6, 9}));
  EXPECT_EQ(taken({2}, "dose-symmetric"), (std::vector<double>{2}));
}

}  // namespace
}  // namespace cryocosm::tem
