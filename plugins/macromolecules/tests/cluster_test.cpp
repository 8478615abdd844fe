// Tests of clusters: how long they become, of which kinds they are and how far apart their units lie.
#include "cluster.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "checks.hpp"
#include "statistics.hpp"

namespace {

using namespace cryocosm;
using namespace cryocosm::macromolecules;
using namespace cryocosm::macromolecules::test;

const SphereSet k_ball({{{}, 50, 1}}, 5);

struct Drawn {
  std::vector<Unit> units;
};

Drawn drawn(const ClusterParams& params, Span<const ClusterKind> kinds, std::uint64_t seed) {
  Draw draw(Random(seed).child("draw"));
  Random random = Random(seed).child("units");
  const std::unique_ptr<Structure> cluster = draw_cluster(params, kinds, draw);
  Drawn result;
  while (const auto unit = cluster->unit(result.units.size(), random)) result.units.push_back(*unit);
  EXPECT_FALSE(cluster->unit(result.units.size(), random));  // it stays complete
  return result;
}
Drawn drawn(const ClusterParams& params, double diameter_A, std::uint64_t seed) {
  const std::vector<ClusterKind> kinds{{&k_ball, diameter_A, 1}};
  return drawn(params, view(kinds), seed);
}

TEST(Cluster, isOneUnitByDefault) {
  const Drawn cluster = drawn(ClusterParams(), 100, 1);
  ASSERT_EQ(cluster.units.size(), 1U);
  EXPECT_EQ(cluster.units[0].shape, &k_ball);
  EXPECT_TRUE(cluster.units[0].shared);
}

TEST(Cluster, hasStepsThatAreUniformBetweenTheSpacings) {
  ClusterParams params;
  params.length = 20001;
  params.spacing_min = 1.2;
  params.spacing_max = 2.4;
  const Drawn cluster = drawn(params, 80, 2);
  ASSERT_EQ(cluster.units.size(), 20001U);
  std::vector<double> steps;
  for (std::size_t i = 1; i < cluster.units.size(); ++i) {
    const Step& step = cluster.units[i].step;
    EXPECT_EQ(step.nearest_A, step.farthest_A);
    steps.push_back((step.nearest_A / 80 - 1.2) / 1.2);
  }
  EXPECT_GE(*std::min_element(steps.begin(), steps.end()), -1e-12);
  EXPECT_LE(*std::max_element(steps.begin(), steps.end()), 1 + 1e-12);
  EXPECT_LT(ks_uniform(steps), k_once_in_a_thousand);
}

// Steps d are uniform in [l, 2l], a cluster's length L in [0, M]. A second unit needs d <= L:
// 1 - 1.5 l / M once M >= 2l. A third needs d1 + d2 <= L: the mean of (M - d1 - d2)+ / M, which for
// M = 3l is the mean of (1 - u1 - u2)+ / 3 = 1/18, and for M >= 4l is 1 - 3l / M.
TEST(Cluster, hasALineThatIsUniformUpToTheGreatestLength) {
  const double diameter_A = 100;
  struct Case {
    double max_length_A, two_or_more, three_or_more;
  };
  for (const Case expected : {Case{200, 1.0 / 4, 0}, {300, 1.0 / 2, 1.0 / 18}, {500, 0.7, 0.4}}) {
    ClusterParams params;
    params.max_length_A = expected.max_length_A;
    constexpr int k_clusters = 20000;
    int two = 0, three = 0;
    for (std::uint64_t n = 0; n < k_clusters; ++n) {
      const Drawn cluster = drawn(params, diameter_A, n);
      double line_A = 0;
      for (const Unit& unit : cluster.units) line_A += unit.step.nearest_A;
      ASSERT_LE(line_A, expected.max_length_A);
      two += cluster.units.size() >= 2;
      three += cluster.units.size() >= 3;
    }
    // four standard deviations of a binomial count
    const auto tolerance = [](double p) { return 4 * std::sqrt(p * (1 - p) * k_clusters); };
    EXPECT_NEAR(two, k_clusters * expected.two_or_more, tolerance(expected.two_or_more));
    EXPECT_NEAR(three, k_clusters * expected.three_or_more, tolerance(expected.three_or_more));
  }
}

TEST(Cluster, recordsTheLengthThatItDrew) {
  class Recorder final : public Draw {
   public:
    using Draw::Draw;
    std::vector<std::pair<std::string, double>> values;

   protected:
    void record(std::string_view name, double value) override { values.emplace_back(name, value); }
  };
  ClusterParams params;
  params.max_length_A = 500;
  Recorder lines{Random(3)};
  draw_cluster(params, {&k_ball, 100, 1, {}}, lines);
  ASSERT_EQ(lines.values.size(), 1U);
  EXPECT_EQ(lines.values[0].first, "line_length");
  EXPECT_GT(lines.values[0].second, 0);
  EXPECT_LT(lines.values[0].second, 500);
  Recorder counts{Random(3)};
  draw_cluster(ClusterParams(), {&k_ball, 100, 1, {}}, counts);
  ASSERT_EQ(counts.values.size(), 1U);
  EXPECT_EQ(counts.values[0].first, "length");
}

TEST(Cluster, mixesKindsByWeightAndSpacesThemByTheMeanOfTheirDiameters) {
  const SphereSet other({{{}, 30, 1}}, 5), never({{{}, 10, 1}}, 5), third({{{}, 20, 1}}, 5);
  const std::vector<ClusterKind> kinds{{&k_ball, 100, 2}, {&never, 1e6, 0}, {&other, 60, 1}, {&third, 40, 5}};
  ClusterParams params;
  params.length = 40001;
  params.spacing_min = 1;
  params.spacing_max = 2;
  const Drawn cluster = drawn(params, view(kinds), 4);
  std::vector<double> counts(4), pairs(16), steps;
  for (std::size_t i = 0; i < cluster.units.size(); ++i) {
    const Unit& unit = cluster.units[i];
    ASSERT_LT(unit.class_index, 4U);
    EXPECT_EQ(unit.shape, kinds[unit.class_index].shape);
    counts[unit.class_index] += 1;
    if (i == 0) continue;
    const std::uint32_t before = cluster.units[i - 1].class_index;
    pairs[4 * before + unit.class_index] += 1;
    const double mean_A = (kinds[before].diameter_A + kinds[unit.class_index].diameter_A) / 2;
    steps.push_back(unit.step.nearest_A / mean_A - 1);
  }
  EXPECT_EQ(counts[1], 0);
  EXPECT_LT(ks_uniform(steps), k_once_in_a_thousand);
  expect_counts({counts[0], counts[2], counts[3]}, {40001 * 0.25, 40001 * 0.125, 40001 * 0.625});
  // consecutive kinds are independent
  std::vector<double> seen, expected;
  for (const std::size_t a : {0U, 2U, 3U})
    for (const std::size_t b : {0U, 2U, 3U}) {
      seen.push_back(pairs[4 * a + b]);
      expected.push_back(40000 * kinds[a].weight * kinds[b].weight / 64);
    }
  expect_counts(seen, expected);
}

TEST(ClusterSchema, refusesWhatContradicts) {
  Schema<ClusterParams> schema("A cluster.");
  add_cluster_fields(schema);
  const auto number = [](double value) { return detail::load(value); };
  EXPECT_EQ(broken_rule(schema, settings({{"max_length", number(3000)}})), "");
  EXPECT_EQ(broken_rule(schema, settings({{"length", detail::load(Distribution(5))}})), "");
  EXPECT_EQ(broken_rule(schema,
                        settings({{"length", detail::load(Distribution(5))}, {"max_length", number(3000)}})),
            "length and max_length exclude each other: leave one of them out");
  EXPECT_EQ(broken_rule(schema, settings({{"length", detail::load(Distribution::uniform(1, 1))},
                                          {"max_length", number(3000)}})),
            "length and max_length exclude each other: leave one of them out");
  EXPECT_EQ(broken_rule(schema, settings({{"spacing_min", number(2.5)}})),
            "spacing_min must not be greater than spacing_max");
  EXPECT_EQ(field_of(schema.info(), "length").minimum, 1);  // no cluster of no units
  EXPECT_EQ(field_of(schema.info(), "max_length").minimum, 1);
}

}  // namespace
