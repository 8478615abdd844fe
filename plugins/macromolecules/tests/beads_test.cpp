// Tests of the .beads format, of drawing beads, and of the example models against their published dimensions.
#include "beads.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "bead_model.hpp"
#include "checks.hpp"
#include "cryocosm/random.hpp"
#include "cryocosm/testing.hpp"
#include "molecules.hpp"
#include "potentials.hpp"

namespace {

using namespace cryocosm;
using namespace cryocosm::macromolecules;
using namespace cryocosm::macromolecules::test;
using cryocosm::testing::TestBuild;

TEST(BeadFormat, readsEveryKeyword) {
  const BeadModel model = parse_beads(
      "# comment\r\n\n  name  A molecule \nsource\tSomebody (2001)\nsymmetry C1\nbead 1 -2.5 3e1 4\nbead 0 0 "
      "0 5 1.25",
      "x.beads");
  EXPECT_EQ(model.name, "A molecule");
  EXPECT_EQ(model.source, "Somebody (2001)");
  ASSERT_EQ(model.beads.size(), 2U);
  EXPECT_EQ(model.beads[0].centre_A, (Vec3{1, -2.5, 30}));
  EXPECT_EQ(model.beads[0].radius_A, 4);
  EXPECT_EQ(model.beads[0].density_V, k_protein_above_ice_V);
  EXPECT_EQ(model.beads[1].density_V, 1.25);
}

std::size_t copies_at(const BeadModel& model, Vec3 p) {
  std::size_t count = 0;
  for (const Bead& bead : model.beads) count += norm(bead.centre_A - p) < 1e-9;
  return count;
}

TEST(BeadFormat, appliesCyclicSymmetryAboutZ) {
  const BeadModel model = parse_beads("symmetry C4\nbead 10 1 5 2\n", "x.beads");
  ASSERT_EQ(model.beads.size(), 4U);
  for (const Vec3 p : {Vec3{10, 1, 5}, Vec3{-1, 10, 5}, Vec3{-10, -1, 5}, Vec3{1, -10, 5}})
    EXPECT_EQ(copies_at(model, p), 1U);
}

TEST(BeadFormat, appliesDihedralSymmetryWithADyadAlongX) {
  const BeadModel model = parse_beads("symmetry D2\nbead 10 1 5 2\n", "x.beads");
  ASSERT_EQ(model.beads.size(), 4U);
  for (const Vec3 p : {Vec3{10, 1, 5}, Vec3{-10, -1, 5}, Vec3{10, -1, -5}, Vec3{-10, 1, -5}})
    EXPECT_EQ(copies_at(model, p), 1U);
  EXPECT_EQ(parse_beads("symmetry D7\nbead 10 1 5 2\nbead 20 0 0 1", "x.beads").beads.size(), 28U);
}

TEST(BeadFormat, refusesEverythingElse) {
  const struct {
    const char* text;
    const char* message;
    const char* hint;
  } cases[] = {
      {"ball 1 2 3 4", "x.beads:1: unknown keyword 'ball'",
       "known are: name, source, symmetry, bead; # starts a comment line"},
      {"name", "x.beads:1: 'name' has no text", "write it after the keyword, on the same line"},
      {"name a\nname b", "x.beads:2: 'name' appears a second time", "keep one of them"},
      {"symmetry C2\nsymmetry C2", "x.beads:2: 'symmetry' appears a second time", "keep one of them"},
      {"symmetry T", "x.beads:1: symmetry 'T' is not known",
       "write C or D and the number of folds, up to 360, such as C1, C7 or D4"},
      {"symmetry C0", "x.beads:1: symmetry 'C0' is not known",
       "write C or D and the number of folds, up to 360, such as C1, C7 or D4"},
      {"symmetry D361", "x.beads:1: symmetry 'D361' is not known",
       "write C or D and the number of folds, up to 360, such as C1, C7 or D4"},
      {"symmetry C7x", "x.beads:1: symmetry 'C7x' is not known",
       "write C or D and the number of folds, up to 360, such as C1, C7 or D4"},
      {"symmetry", "x.beads:1: symmetry '' is not known",
       "write C or D and the number of folds, up to 360, such as C1, C7 or D4"},
      {"\nbead 1 2 3", "x.beads:2: a bead has 4 or 5 numbers, not 3", "write: bead x y z radius [density]"},
      {"bead 1 2 3 4 5 6", "x.beads:1: a bead has 4 or 5 numbers, not 6",
       "write: bead x y z radius [density]"},
      {"bead 1 2 3 4A", "x.beads:1: '4A' is not a number", "write numbers like 12, -3.5 or 1e2, in A"},
      {"bead 1 2 nan 4", "x.beads:1: 'nan' is not a number", "write numbers like 12, -3.5 or 1e2, in A"},
      {"bead 1 2 1e7 4", "x.beads:1: '1e7' is larger than a million", "lengths are in A"},
      {"bead 1,2 2 3 4", "x.beads:1: '1,2' is not a number", "write numbers like 12, -3.5 or 1e2, in A"},
      {"bead 1 2 3 0", "x.beads:1: the radius of a bead is 0", "it must be greater than 0"},
      {"bead 1 2 3 4 -1", "x.beads:1: the density of a bead is -1", "it must be greater than 0"},
      {"# nothing\n", "'x.beads' holds no bead", "a bead is a line such as 'bead 30 0 18 20'"},
      {"", "'x.beads' holds no bead", "a bead is a line such as 'bead 30 0 18 20'"},
  };
  for (const auto& c : cases)
    expect_error([&] { parse_beads(c.text, "x.beads"); }, Code::bad_data, c.message, c.hint);
}

TEST(BeadFormat, limitsTheNumberOfBeads) {
  std::string text = "symmetry D360\n";
  for (int i = 0; i < 1400; ++i) text += "bead 1 2 3 4\n";
  expect_error([&] { parse_beads(text, "x.beads"); }, Code::too_large,
               "'x.beads' has 1008000 beads after symmetry", "at most 1000000 are possible");
}

TEST(BeadDensity, ofOneBallKeepsItsMass) {
  // sampling a ball low-passed with sigma = 0.45 voxel leaves 2 % of what the unfiltered ball's
  // spectrum holds at one per voxel, less than a hundredth of its mass
  for (const double radius_A : {20.0, 33.0, 70.0}) {
    BeadModel model;
    model.beads = {{{3.1, -2.2, 4.7}, radius_A, 2.5}};
    const Volume volume = bead_density(model, 10, 20);
    double sum = 0;
    for (const float v : volume.voxels) sum += v;
    const double mass = 2.5 * 4 * k_pi / 3 * std::pow(radius_A, 3);
    EXPECT_NEAR(sum * 1000, mass, 0.01 * mass);
  }
}

TEST(BeadDensity, hasTheClosedFormOfAFilteredBall) {
  // against the convolution done by the midpoint rule on a fine grid
  BeadModel model;
  model.beads = {{{0, 0, 0}, 25, 1}};
  const double sigma = 0.22507907903927651 * 20;
  const Volume volume = bead_density(model, 10, 20);
  const Index3 n = volume.grid.size;
  for (std::int64_t x = 0; x <= 4; ++x) {
    const double r = 10.0 * static_cast<double>(x);
    double sum = 0;
    const double h = 0.5;
    for (double a = -25 + h / 2; a < 25; a += h)  // slices of the ball across the line to the voxel
      sum += h * std::exp(-(a - r) * (a - r) / (2 * sigma * sigma)) / (std::sqrt(2 * k_pi) * sigma) *
             (1 - std::exp(-(625 - a * a) / (2 * sigma * sigma)));  // a disc, filtered, at its centre
    const auto at = static_cast<std::size_t>(n.x / 2 + x + n.x * (n.y / 2 + n.y * (n.z / 2)));
    EXPECT_NEAR(static_cast<double>(volume.voxels[at]), sum, 1e-3);
  }
}

// Balls of two radii and two densities that overlap, against each ball drawn alone.
TEST(BeadDensity, isTheGreatestOfItsBallsAlone) {
  Random random(3);
  BeadModel model;
  for (int i = 0; i < 24; ++i)
    model.beads.push_back(
        {30 * random.uniform() * random_direction(random), i % 2 == 0 ? 8.0 : 14.0, i % 3 == 0 ? 1.0 : 3.5});
  const Volume all = bead_density(model, 5, 10);
  std::vector<float> greatest(all.voxels.size());
  for (const Bead& bead : model.beads) {
    BeadModel alone;
    alone.beads = {bead};
    const Volume one = bead_density(alone, 5, 10);
    const Index3 n = one.grid.size, m = all.grid.size;
    std::size_t at = 0;
    for (std::int64_t z = 0; z < n.z; ++z)
      for (std::int64_t y = 0; y < n.y; ++y)
        for (std::int64_t x = 0; x < n.x; ++x, ++at) {
          const std::int64_t i = x + m.x / 2 - n.x / 2, j = y + m.y / 2 - n.y / 2, k = z + m.z / 2 - n.z / 2;
          float& voxel = greatest.at(static_cast<std::size_t>(i + m.x * (j + m.y * k)));
          voxel = std::max(voxel, one.voxels[at]);
        }
  }
  for (std::size_t i = 0; i < greatest.size(); ++i)
    ASSERT_NEAR(all.voxels[i], greatest[i], 1e-6F) << i;  // two floats near 3.5 that were rounded apart
}

TEST(BeadMask, holdsTheVoxelCentresInside) {
  const BeadModel model = parse_beads("bead 10 0 0 20\nbead -25 5 0 12\n", "x.beads");
  const Volume volume = bead_density(model, 5, 10);
  const std::vector<std::uint8_t> mask = bead_mask(model, volume.grid);
  const Index3 n = volume.grid.size;
  std::size_t at = 0;
  for (std::int64_t z = 0; z < n.z; ++z)
    for (std::int64_t y = 0; y < n.y; ++y)
      for (std::int64_t x = 0; x < n.x; ++x, ++at) {
        const Vec3 p = 5.0 * Vec3{static_cast<double>(x - n.x / 2), static_cast<double>(y - n.y / 2),
                                  static_cast<double>(z - n.z / 2)};
        const double outside = std::min(norm(p - Vec3{10, 0, 0}) - 20, norm(p - Vec3{-25, 5, 0}) - 12);
        if (std::abs(outside) < 1e-9) continue;
        ASSERT_EQ(mask[at] != 0, outside < 0);
      }
}

struct Published {
  const char* file;
  double length_A;  // along z
  double width_A;   // greatest across z
  double mass_kDa;
  double channel_A;  // diameter free of protein around the axis, 0: not published
};

class ExampleModels : public ::testing::TestWithParam<Published> {};

TEST_P(ExampleModels, haveTheirPublishedDimensions) {
  const Published& p = GetParam();
  BeadsParams params;
  params.file.path = std::string(EXAMPLE_MODELS) + "/" + p.file;
  const double voxel_A = 2;
  TestBuild build({{200, 200, 200}, voxel_A});
  const BeadMolecule molecule(params, build);
  const DensityTemplate& shape = molecule.shape();
  const Index3 n = shape.grid().size, c = shape.centre();
  double length = 0, width = 0, channel = 1e9;
  std::size_t at = 0;
  for (std::int64_t z = 0; z < n.z; ++z)
    for (std::int64_t y = 0; y < n.y; ++y)
      for (std::int64_t x = 0; x < n.x; ++x, ++at) {
        if (shape.mask()[at] == 0) continue;
        const double across =
            2 * voxel_A * std::hypot(static_cast<double>(x - c.x), static_cast<double>(y - c.y));
        length = std::max(length, 2 * voxel_A * std::abs(static_cast<double>(z - c.z)));
        width = std::max(width, across);
        channel = std::min(channel, across);
      }
  // voxel centres inside: up to one voxel short at either end
  EXPECT_NEAR(length, p.length_A, 2 * voxel_A);
  EXPECT_NEAR(width, p.width_A, 2 * voxel_A);
  if (p.channel_A > 0) {
    EXPECT_NEAR(channel, p.channel_A, 2 * voxel_A);
  }
  const double volume_A3 = std::pow(voxel_A, 3) * static_cast<double>(shape.mask_count());
  EXPECT_NEAR(volume_A3 / k_protein_A3_per_Da / 1000, p.mass_kDa, 0.05 * p.mass_kDa);
}

INSTANTIATE_TEST_SUITE_P(All, ExampleModels,
                         ::testing::Values(Published{"proteasome_20s.beads", 148, 113, 673, 0},
                                           Published{"groel.beads", 146, 137, 801, 45},
                                           Published{"rubisco.beads", 116, 128, 516, 0}),
                         [](const ::testing::TestParamInfo<Published>& model) {
                           const std::string name = model.param.file;
                           return name.substr(0, name.find('.'));
                         });

TEST(Beads, areRefusedWhenTooLarge) {
  const TempFile file("far.beads", "bead 0 0 0 10\nbead 900000 0 0 10\n");
  BeadsParams params;
  params.file.path = file.path;
  TestBuild build({{100, 100, 50}, 10});
  expect_error(
      [&] { BeadMolecule(params, build); }, Code::too_large,
      "'" + file.path +
          "' is 900020 A long and 20 A wide; no rotation fits it into the volume of 1000 x 1000 x 500 A",
      "enlarge the volume or leave this template out");
}

// Templates are made whole, at any rate: a small voxel takes as much memory as a large molecule.
TEST(Beads, areRefusedWhenTheirTemplateWouldTakeAllMemory) {
  const TempFile file("ball.beads", "bead 0 0 0 40\n");
  BeadsParams params;
  params.file.path = file.path;
  TestBuild build({{3000, 3000, 3000}, 0.1});
  // half of it: (40 + 4 sigma of 0.045 A) / 0.1 A, rounded up
  expect_error([&] { BeadMolecule(params, build); }, Code::too_large,
               "the template of '" + file.path + "' would have 805 x 805 x 805 voxels, more than 268435456",
               "look for stray atoms or beads, or choose larger voxels");
}

TEST(Beads, reportTheirFacts) {
  class Table final : public Facts {
   public:
    void add(std::string_view name, double value, const UnitOfMeasure&) override {
      values[std::string(name)] = value;
    }
    std::map<std::string, double> values;
  } facts;
  const TempFile file("ball.beads", "bead 0 0 0 60\n");
  BeadsParams params;
  params.file.path = file.path;
  TestBuild build({{100, 100, 100}, 5});
  BeadMolecule(params, build).facts(facts);
  const double volume_A3 = 4 * k_pi / 3 * std::pow(60.0, 3);
  // voxels of 5 A on a ball of 60 A: counted to a few per cent
  EXPECT_NEAR(facts.values["estimated_mass"], volume_A3 / 1209, 0.03 * volume_A3 / 1209);
  EXPECT_NEAR(facts.values["mask_volume_A3"], volume_A3, 0.03 * volume_A3);
  EXPECT_NEAR(facts.values["integral_V_A3"], k_protein_above_ice_V * volume_A3,
              0.01 * k_protein_above_ice_V * volume_A3);
  EXPECT_EQ(facts.values["resolution"], 10);
  EXPECT_EQ(facts.values.count("level_V"), 0U);  // the mask is that of the balls
}

TEST(Beads, missingFile) {
  BeadsParams params;
  params.file.path = "/nowhere/x.beads";
  TestBuild build({{100, 100, 50}, 10});
  expect_error([&] { BeadMolecule(params, build); }, Code::file_missing,
               "'/nowhere/x.beads' cannot be opened: No such file or directory",
               "check the path and its permissions");
}

}  // namespace
