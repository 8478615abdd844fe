// Drawing fibrils: pieces in order, lengths, and what is refused.
#include "fibril.hpp"

#include <gtest/gtest.h>

#include "banded_cylinder.hpp"

namespace collagen {
namespace {

using namespace cryocosm;

const BandedCylinder& piece_of(Structure& fibril, std::size_t index) {
  Random random(1);
  return static_cast<const BandedCylinder&>(*fibril.unit(index, random)->shape);
}

TEST(Fibril, PiecesFollowEachOtherInTheBanding) {
  Draw draw{Random(1)};
  const auto fibril = Fibril(FibrilParams{}).draw(draw);
  EXPECT_TRUE(fibril->has_centerline());
  for (std::size_t i = 0; i < 20; ++i) {
    const BandedCylinder::Form &here = piece_of(*fibril, i).form(), &next = piece_of(*fibril, i + 1).form();
    EXPECT_EQ(here.length_A, 670.0 / 8);
    // on by a piece's length, but for whole periods
    EXPECT_NEAR(std::remainder(next.along_A - here.along_A - 670.0 / 8, 670), 0, 1e-9);
  }
  Random random(1);
  const auto unit = fibril->unit(3, random);
  EXPECT_EQ(unit->step.nearest_A, 670.0 / 8);
  EXPECT_EQ(unit->step.farthest_A, 670.0 / 8);
}

TEST(Fibril, DrawsDiameterAndPhaseWithinTheirRanges) {
  double least_phase_A = 1e9, greatest_phase_A = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Draw draw{Random(seed)};
    const auto fibril = Fibril(FibrilParams{}).draw(draw);
    const BandedCylinder::Form& form = piece_of(*fibril, 0).form();
    EXPECT_GE(form.radius_A, 175);
    EXPECT_LE(form.radius_A, 275);
    least_phase_A = std::min(least_phase_A, form.along_A);
    greatest_phase_A = std::max(greatest_phase_A, form.along_A);
  }
  // all of 200 uniform phases miss a tenth of the period with a probability of 7e-10
  EXPECT_GE(least_phase_A, 0);
  EXPECT_LT(least_phase_A, 67);
  EXPECT_LE(greatest_phase_A, 670);
  EXPECT_GT(greatest_phase_A, 603);
}

TEST(Fibril, EndsWithItsLength) {
  FibrilParams params;
  params.length_A = 2000;
  Draw draw{Random(1)};
  const auto fibril = Fibril(params).draw(draw);
  Random random(1);
  EXPECT_TRUE(fibril->unit(22, random).has_value());  // 23 pieces are 1926 A long
  EXPECT_FALSE(fibril->unit(23, random).has_value());
}

TEST(Fibril, RefusesToBeShorterThanItMustBe) {
  const auto schema = Fibril::schema();
  Value group;
  group.type = Value::Type::group;
  group.keys = {"length"};
  group.items = {detail::load(Distribution(600))};
  ASSERT_EQ(schema.first_broken_rule(group), 0);
  EXPECT_EQ(schema.info().rules[0], "length must leave room for min_units: length >= min_units period / 8");
  group.items = {detail::load(Distribution(700))};
  EXPECT_EQ(schema.first_broken_rule(group), -1);
}

}  // namespace
}  // namespace collagen
