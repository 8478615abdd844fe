// Drawing envelopes: number of pores, what is refused, and rows of distances.
#include "envelope.hpp"

#include <gtest/gtest.h>

#include "cryocosm/error.hpp"
#include "cryocosm/testing.hpp"
#include "envelope_field.hpp"

namespace nuclear_pore {
namespace {

using namespace cryocosm;

const GridSpec k_grid{{64, 64, 64}, 10};

/// Keeps what is drawn.
class KeptDraw final : public Draw {
 public:
  using Draw::Draw;
  double value(const std::string& name) const {
    for (const auto& [drawn, value] : drawn_)
      if (drawn == name) return value;
    return -1;
  }

 protected:
  void record(std::string_view name, double value) override { drawn_.emplace_back(name, value); }

 private:
  std::vector<std::pair<std::string, double>> drawn_;
};

struct Drawn {
  std::unique_ptr<Structure> structure;
  const EnvelopeField* field = nullptr;
};

Drawn drawn(const EnvelopeParams& params, Draw& draw) {
  cryocosm::testing::TestBuild build(k_grid);
  Drawn drawn{Envelope(params, build).draw(draw), nullptr};
  Random random(1);
  drawn.field = envelope_of(*drawn.structure->unit(0, random)->shape);
  return drawn;
}

TEST(Envelope, HasAsManyPoresAsItsAreaAsksFor) {
  EnvelopeParams params;
  params.radius_A = 10'000;
  params.pores_per_um2 = 12;
  KeptDraw draw{Random(1)};
  const Drawn envelope = drawn(params, draw);
  ASSERT_NE(envelope.field, nullptr);
  // 12 times 4 pi square micrometres
  EXPECT_EQ(envelope.field->shell()->axes.size(), 151U);
  EXPECT_EQ(draw.value("pores"), 151);
}

TEST(Envelope, DrawsWithinItsRanges) {
  const EnvelopeParams params;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    KeptDraw draw{Random(seed)};
    const Drawn envelope = drawn(params, draw);
    const Shell& shell = *envelope.field->shell();
    EXPECT_EQ(shell.radius_A, draw.value("radius"));
    EXPECT_EQ(2 * shell.half_gap_A, draw.value("gap"));
    EXPECT_NEAR(2 * (shell.edge_radius_A() - shell.half_gap_A), draw.value("pore_diameter"), 1e-9);
    EXPECT_GE(draw.value("gap"), 300);
    EXPECT_LE(draw.value("gap"), 450);
    EXPECT_GE(draw.value("pores_per_um2"), 8);
    EXPECT_LE(draw.value("pores_per_um2"), 16);
  }
}

TEST(Envelope, RowsHaveTheSameBitsHoweverTheyAreSplit) {
  EnvelopeParams params;
  params.radius_A = 3000;
  KeptDraw draw{Random(2)};
  const Drawn envelope = drawn(params, draw);
  Random random(3);
  for (int i = 0; i < 100; ++i) {
    const Vec3 origin = 3000.0 * random_direction(random), step = 20.0 * random_direction(random);
    float whole[200], parts[200];
    envelope.field->distance(origin, step, -100, 200, whole);
    for (std::int64_t k = 0; k < 200; k += 8) envelope.field->distance(origin, step, k - 100, 8, parts + k);
    for (int k = 0; k < 200; ++k) {
      ASSERT_EQ(whole[k], parts[k]);
      const Vec3 p = origin + static_cast<double>(k - 100) * step;
      ASSERT_EQ(whole[k], static_cast<float>(distance_A(*envelope.field->shell(), p)));
    }
  }
}

Value with(const char* key, const Distribution& distribution) {
  Value group;
  group.type = Value::Type::group;
  group.keys = {key};
  group.items = {detail::load(distribution)};
  return group;
}

TEST(Envelope, RefusesWhatCanNotFit) {
  const Schema<EnvelopeParams> schema = Envelope::schema();
  EXPECT_EQ(schema.first_broken_rule(with("gap", 300)), -1);
  ASSERT_EQ(schema.first_broken_rule(with("pore_distance", 1000)), 0);
  EXPECT_EQ(
      schema.info().rules[0],
      "pore_distance must be pore_diameter + gap or more, at least in some draws, or rims run into each "
      "other; in none of 2000 was it");
  ASSERT_EQ(schema.first_broken_rule(with("radius", 1200)), 1);
  EXPECT_EQ(schema.info().rules[1],
            "radius must be pore_distance or more, at least in some draws; in none of 2000 was it");
  ASSERT_EQ(schema.first_broken_rule(with("pores_per_um2", 40)), 2);
  EXPECT_EQ(
      schema.info().rules[2],
      "pores_per_um2 must leave room for pore_distance: discs that wide may cover 45 % of the envelope; in "
      "none of 2000 draws did they cover less");
}

TEST(Envelope, SaysWhenNoDrawFits) {
  EnvelopeParams params;
  params.pores_per_um2 = 40;
  KeptDraw draw{Random(1)};
  try {
    drawn(params, draw);
    FAIL();
  } catch (const DataError& error) {
    EXPECT_EQ(error.message(), "no draw of radius, gap and pores gives a nucleus with room for its pores");
    EXPECT_EQ(error.hint(),
              "draw pores_per_um2 or pore_distance from lower ranges, or radius from a higher one");
    EXPECT_EQ(error.code(), Code::bad_distribution);
  }
}

}  // namespace
}  // namespace nuclear_pore
