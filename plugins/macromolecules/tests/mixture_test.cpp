// Tests of macromolecules.mixture: kinds, labels, weights, facts and what is refused.
#include "mixture.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "beads.hpp"
#include "checks.hpp"
#include "cryocosm/testing.hpp"
#include "molecules.hpp"
#include "statistics.hpp"

namespace {

using namespace cryocosm;
using namespace cryocosm::macromolecules;
using namespace cryocosm::macromolecules::test;
using cryocosm::testing::TestBuild;

const GridSpec k_grid{{100, 100, 60}, 5};

MixtureParams mixture_of(const std::vector<std::string>& paths) {
  MixtureParams params;
  for (const std::string& path : paths) params.files.push_back({path});
  return params;
}

const char* const k_large = "bead 0 0 0 40\n";
const char* const k_small = "bead 0 0 0 20\n";

TEST(Mixture, namesItsKindsByTheirFiles) {
  EXPECT_EQ(molecule_name("maps/ribosome.mrc"), "ribosome");
  EXPECT_EQ(molecule_name("models/4v99.cif.gz"), "4v99");
  EXPECT_EQ(molecule_name("7bxn.assembly1.PDB.GZ"), "7bxn.assembly1");
  EXPECT_EQ(molecule_name("/a.b/plain"), "plain");
}

TEST(Mixture, loadsEveryKindAsItsOwnComponentWould) {
  const TempFile large("large.beads", k_large), model("alanine.pdb", alanine_pdb());
  TestBuild build(k_grid);
  const Mixture mixture(mixture_of({large.path, model.path}), build);
  ASSERT_EQ(mixture.class_count(), 2U);
  EXPECT_EQ(mixture.class_name(0), "large");
  EXPECT_EQ(mixture.class_name(1), "alanine");
  BeadsParams alone;
  alone.file.path = large.path;
  const BeadMolecule beads(alone, build);
  EXPECT_EQ(mixture.shape(0).mask_count(), beads.shape().mask_count());
  // a ball of radius 40, its width counted in whole voxels of 5: up to sqrt(3) of them more
  EXPECT_GE(mixture.diameter_A(0), 79.9);
  EXPECT_LT(mixture.diameter_A(0), 80 + 5 * std::sqrt(3.0));
}

TEST(Mixture, drawsEachUnitsKindByWeight) {
  const TempFile large("large.beads", k_large), small("small.beads", k_small);
  MixtureParams params = mixture_of({large.path, small.path});
  params.weights = {1, 3};
  params.length = 5;
  TestBuild build(k_grid);
  const Mixture mixture(params, build);
  std::vector<double> counts(2), steps;
  for (std::uint64_t n = 0; n < 4000; ++n) {
    Draw draw(Random(n).child("draw"));
    Random random = Random(n).child("units");
    const std::unique_ptr<Structure> cluster = mixture.draw(draw);
    std::size_t before = 0;
    for (std::size_t i = 0; i < 5; ++i) {
      const std::optional<Unit> unit = cluster->unit(i, random);
      ASSERT_TRUE(unit);
      EXPECT_EQ(unit->shape, &mixture.shape(unit->class_index));
      counts[unit->class_index] += 1;
      if (i > 0)
        steps.push_back(2 * unit->step.nearest_A /
                            (mixture.diameter_A(before) + mixture.diameter_A(unit->class_index)) -
                        1);
      before = unit->class_index;
    }
    EXPECT_FALSE(cluster->unit(5, random));
  }
  expect_counts(counts, {5000, 15000});
  EXPECT_LT(ks_uniform(steps), k_once_in_a_thousand);
}

TEST(Mixture, tellsWhoseFactsTheyAre) {
  class Kept final : public Facts {
   public:
    void add(std::string_view name, double value, const UnitOfMeasure&) override {
      values[std::string(name)] = value;
    }
    std::map<std::string, double> values;
  };
  const TempFile large("large.beads", k_large), small("small.beads", k_small);
  TestBuild build(k_grid);
  const Mixture mixture(mixture_of({large.path, small.path}), build);
  Kept kept;
  mixture.facts(kept);
  ASSERT_EQ(kept.values.count("large.diameter"), 1U);
  EXPECT_EQ(kept.values["large.diameter"], mixture.diameter_A(0));
  EXPECT_EQ(kept.values["small.diameter"], mixture.diameter_A(1));
}

TEST(MixtureErrors, twoFilesOfOneName) {
  const TempFile one("ball.beads", k_large), other("ball.beads", k_small);
  TestBuild build(k_grid);
  expect_error(
      [&] {
        Mixture(mixture_of({one.path, other.path}), build);
      },
      Code::duplicate_name,
      "'" + one.path + "' and '" + other.path +
          "' would both be called 'ball', and each kind has a label of its own",
      "rename one of the files, or give each file once and raise its weight");
}

TEST(MixtureErrors, noFiles) {
  TestBuild build(k_grid);
  expect_error([&] { Mixture(MixtureParams(), build); }, Code::missing_key,
               "'files' is empty: a mixture needs at least one file", "name one for each kind");
}

TEST(MixtureSchema, refusesWeightsThatDoNotFit) {
  const auto schema = Mixture::schema();
  const Value two = detail::load(std::vector<InputFile>{{"a.mrc"}, {"b.mrc"}});
  const auto weights = [](std::vector<double> values) { return detail::load(values); };
  const auto rule = [&](const Value& files, const Value& w) {
    return broken_rule(schema, settings({{"files", files}, {"weights", w}}));
  };
  EXPECT_EQ(rule(two, weights({1, 0})), "");
  EXPECT_EQ(broken_rule(schema, settings({{"files", two}})), "");
  EXPECT_EQ(rule(two, weights({1})), "weights must have one number for each of the files");
  EXPECT_EQ(rule(two, weights({1, 2, 3})), "weights must have one number for each of the files");
  EXPECT_EQ(rule(two, weights({0, 0})), "weights must not all be zero");
  EXPECT_EQ(field_of(schema.info(), "weights").minimum, 0);
}

TEST(MixtureSchema, namesItsTransformAndRasterizer) {
  EXPECT_EQ(Mixture::schema().info().transform, "macromolecules.self_avoiding_walk");
  EXPECT_EQ(Mixture::schema().info().rasterizer, "macromolecules.interpolate");
}

}  // namespace
