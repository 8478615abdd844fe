// Where the surface of a template lies and how its density is scaled, on balls whose profile is known.
#include <algorithm>
#include <limits>

#include "molecules.hpp"
#include "potentials.hpp"
#include "template_tools.hpp"

namespace {

using namespace cryocosm;
using namespace cryocosm::macromolecules;
using namespace cryocosm::macromolecules::test;

// Of a ball that fills the mask.
double radius_A(const DensityTemplate& shape) {
  const double voxel_A3 = std::pow(shape.grid().voxel_A, 3);
  return std::cbrt(3 * voxel_A3 * static_cast<double>(shape.mask_count()) / (4 * k_pi));
}

double ball_A3(double radius) { return 4 * k_pi / 3 * std::pow(radius, 3); }

TEST(TemplateSurface, liesAtAnAbsoluteLevelInTheMapsOwnUnits) {
  for (const double background : {0.0, 7.0})
    for (const char* const scale : {"auto", "as_is", "mean"}) {
      TemplateParams params = map_params();
      params.scale = scale;
      params.surface = "absolute";
      params.absolute_level = background + 0.3 * 200;  // 0.3 of the way from background to inside
      const Built built(ball_map(40, 10, 80, 200, background), params);
      // 0.5 erfc(x / 10) = 0.3; counting voxels is good to a tenth of one
      EXPECT_NEAR(0.5 * std::erfc((radius_A(built.molecule.shape()) - 80) / 10), 0.3, 0.06);
    }
}

TEST(TemplateSurface, enclosesTheVolumeOfTheMass) {
  for (const double mass_kDa : {500.0, 1500.0, 3000.0}) {
    TemplateParams params = map_params();
    params.surface = "mass";
    params.mass_kDa = mass_kDa;
    const Built built(ball_map(40, 10, 80, 1, 0), params);
    // 1.21 A^3/Da in voxels of 1000 A^3; voxels of equal density go in together
    const DensityTemplate& shape = built.molecule.shape();
    const double wanted = std::round(1.2089 * mass_kDa);
    float least = std::numeric_limits<float>::infinity();
    for (std::size_t i = 0; i < shape.mask().size; ++i)
      if (shape.mask()[i] != 0) least = std::min(least, shape.density()[i]);
    const auto denser = std::count_if(shape.density().begin(), shape.density().end(),
                                      [least](float value) { return value > least; });
    EXPECT_GE(static_cast<double>(shape.mask_count()), wanted - 1);  // 1.2089 is rounded
    EXPECT_LT(static_cast<double>(denser), wanted + 1);
    EXPECT_NEAR(integral(built.molecule.shape()), k_protein_above_ice_V * 1.2089 * 1000 * mass_kDa,
                1e-3 * k_protein_above_ice_V * 1.2089 * 1000 * mass_kDa);
  }
}

TEST(TemplateSurface, takesAnAtomicModelsOwnMass) {
  std::string text;
  Random random(5);
  for (int i = 1; i <= 300; ++i) {
    const Vec3 p = 22 * std::cbrt(random.uniform()) * random_direction(random);
    for (const char* const name : {"N", "CA", "C", "O", "CB"}) {
      const Vec3 q = p + 1.5 * random_direction(random);
      text += pdb_atom(i, name, "ALA", q.x, q.y, q.z, i);
    }
  }
  const TempFile file("blob.pdb", text);
  TemplateParams params;
  params.file.path = file.path;
  params.surface = "mass";
  TestBuild build({{100, 100, 100}, 2});
  const TemplateMolecule own(params, build);
  const double mass_kDa = 300 * 71.078 / 1000;
  EXPECT_NEAR(8.0 * static_cast<double>(own.shape().mask_count()), 1209 * mass_kDa, 8);
  params.mass_kDa = 10;
  const TemplateMolecule given(params, build);
  EXPECT_NEAR(8.0 * static_cast<double>(given.shape().mask_count()), 1209 * 10, 8);
}

TEST(TemplateScale, meanIsThatOfProteinInsideTheSurface) {
  TemplateParams params = map_params();
  params.scale = "mean";
  params.level = 0.4;
  const Built built(ball_map(40, 10, 80, 123, 7), params);
  EXPECT_NEAR(mean_inside(built.molecule.shape()), k_protein_above_ice_V, 1e-6);
}

TEST(TemplateScale, asIsLeavesEveryValueAlone) {
  for (const double background : {0.0, 0.25}) {
    TemplateParams params = map_params();
    params.scale = "as_is";
    params.level = 0.5;
    const Volume map = ball_map(40, 10, 80, 2.5, background);
    const Built built(map, params);
    const DensityTemplate& shape = built.molecule.shape();
    const Index3 n = shape.grid().size, c = shape.centre();
    std::size_t at = 0;
    for (std::int64_t z = 0; z < n.z; ++z)
      for (std::int64_t y = 0; y < n.y; ++y)
        for (std::int64_t x = 0; x < n.x; ++x, ++at)
          if (shape.mask()[at] != 0) {
            const std::int64_t i = 20 + x - c.x, j = 20 + y - c.y, k = 20 + z - c.z;
            EXPECT_EQ(shape.density()[at], map.voxels[static_cast<std::size_t>(i + 40 * (j + 40 * k))]);
          }
  }
}

// What template-density writes can be read again, and is the same template.
TEST(TemplateScale, asIsReadsAWrittenTemplateBack) {
  const Built first(ball_map(40, 10, 80, 1, 0), map_params());
  const DensityTemplate& a = first.molecule.shape();
  TemplateParams params = map_params();
  params.scale = "as_is";
  const Built second({a.grid(), {a.density().begin(), a.density().end()}}, params);
  const DensityTemplate& b = second.molecule.shape();
  ASSERT_EQ(a.grid().size, b.grid().size);
  for (std::size_t i = 0; i < a.density().size; ++i) {
    EXPECT_EQ(a.density()[i], b.density()[i]);
    EXPECT_EQ(a.mask()[i], b.mask()[i]);
  }
}

TEST(TemplateResolution, ofAMapFiltersItOnItsOwnVoxelsFirst) {
  TemplateParams params = map_params();
  params.resolution_A = 30;
  const Built built(ball_map(80, 5, 80, 1, 0), params);
  EXPECT_EQ(built.imaging.resampled, 1);
  EXPECT_EQ(built.imaging.filtered_voxel_A, 5);
  EXPECT_NEAR(built.imaging.filtered_sigma_A, 30 / (std::sqrt(2.0) * k_pi), 1e-9);
  const Built plain(ball_map(80, 5, 80, 1, 0), map_params());
  EXPECT_EQ(plain.imaging.filtered_sigma_A, 0);
}

TEST(TemplateSurfaceErrors, levelAboveTheMaximum) {
  TemplateParams params = map_params();
  params.surface = "absolute";
  params.absolute_level = 7.5;
  expect_error([&] { Built(ball_map(40, 10, 80, 1, 0.5), params); }, Code::bad_data,
               "no voxel of 'ball.mrc' reaches the level 7.5: on voxels of 10 A the greatest has 1.5",
               "choose a lower 'absolute_level', or give 'level' as a fraction of the maximum");
}

TEST(TemplateSurfaceErrors, levelInTheBackground) {
  TemplateParams params = map_params();
  params.surface = "absolute";
  params.absolute_level = 0.5;
  expect_error([&] { Built(ball_map(40, 10, 80, 1, 0.5), params); }, Code::bad_data,
               "the surface of 'ball.mrc' would lie at 0.5, which is not above the background, 0.5",
               "choose a higher level");
  TemplateParams as_is = map_params();
  as_is.scale = "as_is";
  expect_error([&] { Built(ball_map(40, 10, 80, 1, 7), as_is); }, Code::bad_data,
               "the surface of 'ball.mrc' would lie at 0.8, which is not above the background, 7",
               "choose a higher level");
}

TEST(TemplateSurfaceErrors, massOfAMapIsNotKnown) {
  TemplateParams params = map_params();
  params.surface = "mass";
  expect_error([&] { Built(ball_map(40, 10, 80, 1, 0), params); }, Code::inconsistent,
               "'ball.mrc' is a map: surface 'mass' needs the molecule's mass",
               "give 'mass', such as 750 kDa");
}

TEST(TemplateSurfaceErrors, massThatDoesNotFitTheMap) {
  TemplateParams params = map_params();
  params.surface = "mass";
  params.mass_kDa = 90000;
  try {
    Built(ball_map(40, 10, 80, 1, 0), params);
    ADD_FAILURE() << "90 MDa were accepted in a box of 400 A";
  } catch (const DataError& error) {
    EXPECT_EQ(
        error.message().rfind("a mass of 90000 kDa takes 108799 voxels, but 'ball.mrc' has density above "
                              "its background in ",
                              0),
        0U)
        << error.message();
    EXPECT_EQ(error.hint(), "check the mass, and the voxel size in the map's header");
  }
  params.mass_kDa = 0.3;
  expect_error([&] { Built(ball_map(40, 10, 80, 1, 0), params); }, Code::bad_data,
               "a mass of 0.3 kDa takes less than half a voxel of 10 A",
               "check the mass, or choose smaller voxels");
}

TEST(TemplateScaleErrors, darkHaloThatOutweighsTheMolecule) {
  Volume map = ball_map(40, 10, 30, 1, 0);
  std::size_t at = 0;
  for (int z = 0; z < 40; ++z)
    for (int y = 0; y < 40; ++y)
      for (int x = 0; x < 40; ++x, ++at) {
        const double r = 10 * norm(Vec3{x - 21.0, y - 20.0, z - 20.0});
        if (r > 40 && r < 70) map.voxels[at] = -0.8F;
      }
  expect_error([&] { Built(map, map_params()); }, Code::bad_data,
               "what is dark around the molecule in 'ball.mrc' outweighs it",
               "low-pass less, cut the map closer, or set 'scale' to mean");
  TemplateParams mean = map_params();
  mean.scale = "mean";
  EXPECT_NO_THROW(Built(map, mean));
}

class Table final : public Facts {
 public:
  void add(std::string_view name, double value, const UnitOfMeasure& unit) override {
    names.emplace_back(name);
    values[std::string(name)] = value;
    symbols[std::string(name)] = unit.symbol;
  }
  std::vector<std::string> names;
  std::map<std::string, double> values;
  std::map<std::string, std::string> symbols;
};

TEST(TemplateFacts, ofAMap) {
  const Built built(ball_map(40, 10, 80, 1, 0), map_params());
  Table facts;
  built.molecule.facts(facts);
  EXPECT_EQ(facts.names, (std::vector<std::string>{"estimated_mass", "diameter", "mask_volume_A3", "level_V",
                                                   "mean_inside_V", "integral_V_A3"}));
  // the ball's volume as protein, counted in voxels: a few per cent
  EXPECT_NEAR(facts.values["estimated_mass"], ball_A3(80) / 1.209 / 1000, 0.04 * ball_A3(80) / 1.209 / 1000);
  EXPECT_EQ(facts.symbols["estimated_mass"], "kDa");
  EXPECT_NEAR(facts.values["diameter"], 2 * (80 + 9), 20);
  EXPECT_EQ(facts.symbols["diameter"], "A");
  EXPECT_EQ(facts.values["mask_volume_A3"],
            1000.0 * static_cast<double>(built.molecule.shape().mask_count()));
  const Span<const float> density = built.molecule.shape().density();
  const double greatest = static_cast<double>(*std::max_element(density.begin(), density.end()));
  EXPECT_NEAR(facts.values["level_V"], 0.1 * greatest, 1e-6 * greatest);
  EXPECT_NEAR(facts.values["mean_inside_V"], mean_inside(built.molecule.shape()), 1e-9);
  EXPECT_NEAR(facts.values["integral_V_A3"], integral(built.molecule.shape()),
              1e-6 * integral(built.molecule.shape()));
}

TEST(TemplateFacts, ofAnAtomicModelHaveItsOwnMass) {
  const TempFile file("alanine.pdb", alanine_pdb());
  TemplateParams params;
  params.file.path = file.path;
  TestBuild build({{60, 60, 60}, 2});
  Table facts;
  TemplateMolecule(params, build).facts(facts);
  EXPECT_NEAR(facts.values["mass"], 0.071078, 1e-5);
  EXPECT_EQ(facts.values["resolution"], 4);
  EXPECT_EQ(facts.values.count("estimated_mass"), 0U);
}

}  // namespace
