// Tests of macromolecules.template: maps and atomic models to templates, clusters, parameters, error texts.
#include "template.hpp"

#include "molecules.hpp"
#include "potentials.hpp"
#include "template_shape.hpp"
#include "template_tools.hpp"

namespace {

using namespace cryocosm;
using namespace cryocosm::macromolecules;
using namespace cryocosm::macromolecules::test;
TEST(TemplateFromMap, isProteinAboveIceWhateverItsUnitsAndBackground) {
  const double volume_A3 = 4 * k_pi / 3 * std::pow(80.0, 3);
  for (const double unit : {1.0, 0.003, 4000.0})
    for (const double background : {0.0, -0.3, 7.0}) {
      const Built built(ball_map(40, 10, 80, unit, background * unit), map_params());
      // the half-maximum surface of the ball, counted in voxels of 10 Å: a few per cent
      EXPECT_NEAR(integral(built.molecule.shape()), k_protein_above_ice_V * volume_A3,
                  0.04 * k_protein_above_ice_V * volume_A3);
      EXPECT_EQ(built.imaging.resampled, 0);
    }
}

TEST(TemplateFromMap, keepsItsCentreAndIsTrimmed) {
  const Built built(ball_map(64, 10, 80, 1, 0), map_params());
  const DensityTemplate& shape = built.molecule.shape();
  Vec3 moment;
  std::size_t at = 0;
  for (std::int64_t z = 0; z < shape.grid().size.z; ++z)
    for (std::int64_t y = 0; y < shape.grid().size.y; ++y)
      for (std::int64_t x = 0; x < shape.grid().size.x; ++x, ++at)
        if (shape.mask()[at] != 0)
          moment = moment + Vec3{static_cast<double>(x - shape.centre().x),
                                 static_cast<double>(y - shape.centre().y),
                                 static_cast<double>(z - shape.centre().z)};
  moment = moment / static_cast<double>(shape.mask_count());
  EXPECT_NEAR(moment.x, 1, 1e-12);  // the ball lies one voxel off the centre of its map
  EXPECT_NEAR(moment.y, 0, 1e-12);
  EXPECT_NEAR(moment.z, 0, 1e-12);
  // level 0.1 lies at 80 + 9 Å, two voxels of soft edge beyond: 10 voxels, one more along x, and the centre
  EXPECT_LE(shape.grid().size.x, 2 * 12 + 1);
  EXPECT_LE(shape.grid().size.y, 2 * 11 + 1);
}

TEST(TemplateFromMap, putsTheSurfaceAtTheLevel) {
  for (const double level : {0.1, 0.5, 0.9}) {
    TemplateParams params = map_params();
    params.level = level;
    const Built built(ball_map(40, 10, 80, 1, 0), params);
    const double radius_A =
        std::cbrt(3 * 1000 * static_cast<double>(built.molecule.shape().mask_count()) / (4 * k_pi));
    // 0.5 erfc(x / 10) = level; counting voxels is good to a tenth of one
    EXPECT_NEAR(0.5 * std::erfc((radius_A - 80) / 10), level, 0.06);
  }
}

TEST(TemplateFromMap, takesAGivenDensity) {
  TemplateParams params = map_params();
  params.density_V = 2.5;
  const Built built(ball_map(40, 10, 80, 123, 7), params);
  EXPECT_NEAR(mean_inside(built.molecule.shape()), 2.5, 1e-6);
}

TEST(TemplateFromMap, isResampledToTheVolumesVoxels) {
  const Built fine(ball_map(80, 5, 80, 1, 0), map_params());
  EXPECT_EQ(fine.imaging.resampled, 1);
  EXPECT_EQ(fine.molecule.shape().grid().voxel_A, 10);
  // header rounding is no reason to resample
  const Built same(ball_map(40, 10.0003, 80, 1, 0), map_params());
  EXPECT_EQ(same.imaging.resampled, 0);
  EXPECT_EQ(same.molecule.shape().grid().voxel_A, 10);
}

TEST(TemplateFromAtoms, isThePotential) {
  const TempFile file("alanine.pdb", alanine_pdb());
  TemplateParams params;
  params.file.path = file.path;
  const GridSpec grid{{60, 60, 60}, 2};
  TestBuild build(grid);
  const TemplateMolecule molecule(params, build);
  const DensityTemplate& shape = molecule.shape();
  // five atoms, C3H5NO; what is below a thousandth of the maximum is cut away
  const double volume_A3 = 71.078 * 1.2089;
  const double expected =
      k_volts_A2 * (3 * k_carbon_A + k_nitrogen_A + k_oxygen_A + 5 * k_hydrogen_A) - k_ice_V * volume_A3;
  EXPECT_NEAR(integral(shape), expected, 0.05 * expected);
  EXPECT_EQ(shape.grid().size.x % 2, 1);
}

TEST(Template, drawsClustersOfTheGivenLengthAndSpacing) {
  TemplateParams params = map_params();
  params.length = Distribution::uniform(3, 9);
  params.spacing_min = 1.2;
  params.spacing_max = 2.4;
  const Built built(ball_map(40, 10, 80, 1, 0), params);
  Random random(31);
  double sum = 0;
  for (std::uint64_t n = 0; n < 400; ++n) {
    Draw draw(random.child(n));
    const std::unique_ptr<Structure> cluster = built.molecule.draw(draw);
    std::size_t length = 0;
    while (const auto unit = cluster->unit(length, random)) {
      EXPECT_EQ(unit->shape, &built.molecule.shape());
      // the ball's diameter at level 0.1 is 178 Å; widths count whole voxels, which add up to sqrt(3) * 10
      if (length > 0) {
        EXPECT_GT(unit->step.nearest_A, 1.2 * 170);
        EXPECT_LT(unit->step.farthest_A, 2.4 * 198);
      }
      ++length;
    }
    EXPECT_GE(length, 3U);
    EXPECT_LE(length, 9U);
    EXPECT_FALSE(cluster->unit(length, random));
    sum += static_cast<double>(length);
  }
  EXPECT_NEAR(sum / 400, 6, 4 * 6 / std::sqrt(12.0 * 400));
}

TEST(Template, isASingleMoleculeByDefault) {
  const Built built(ball_map(40, 10, 80, 1, 0), map_params());
  Random random(32);
  Draw draw(random);
  const std::unique_ptr<Structure> cluster = built.molecule.draw(draw);
  EXPECT_TRUE(cluster->unit(0, random));
  EXPECT_FALSE(cluster->unit(1, random));
}

TEST(TemplateSchema, namesItsTransformAndRasterizer) {
  const SchemaInfo info = TemplateMolecule::schema().info();
  EXPECT_EQ(info.transform, "macromolecules.self_avoiding_walk");
  EXPECT_EQ(info.rasterizer, "macromolecules.interpolate");
  for (const FieldInfo& field : info.fields) EXPECT_EQ(field.help.back(), '.') << field.key;
}

Value group(const std::string& key, double number) {
  Value value;
  value.type = Value::Type::number;
  value.number = number;
  Value params;
  params.type = Value::Type::group;
  params.keys = {key};
  params.items = {value};
  return params;
}

Value group(const std::string& key, const char* text) {
  Value params = group(key, 0.0);
  params.items[0].type = Value::Type::text;
  params.items[0].text = text;
  return params;
}

Value both(Value a, const Value& b) {
  a.keys.push_back(b.keys[0]);
  a.items.push_back(b.items[0]);
  return a;
}

TEST(TemplateSchema, refusesImpossibleParameters) {
  const auto schema = TemplateMolecule::schema();
  const auto rule = [&](const Value& params) {
    const int broken = schema.first_broken_rule(params);
    return broken < 0 ? std::string() : schema.info().rules[static_cast<std::size_t>(broken)];
  };
  EXPECT_EQ(rule(group("level", 0.0)), "level must lie between 0 and 1, both excluded");
  EXPECT_EQ(rule(group("level", 1)), "level must lie between 0 and 1, both excluded");
  EXPECT_EQ(rule(group("level", 0.5)), "");
  EXPECT_EQ(rule(group("spacing_min", 2.5)), "spacing_min must not be greater than spacing_max");
  EXPECT_EQ(rule(group("spacing_min", 2)), "");
  const std::string absolute = "absolute_level must be given with surface 'absolute', and only then";
  EXPECT_EQ(rule(group("absolute_level", 0.0)), absolute);
  EXPECT_EQ(rule(group("surface", "absolute")), absolute);
  EXPECT_EQ(rule(both(group("surface", "absolute"), group("absolute_level", -2))), "");
  EXPECT_EQ(rule(group("mass", 750)), "mass may be given with surface 'mass' only");
  EXPECT_EQ(rule(both(group("surface", "mass"), group("mass", 750))), "");
  EXPECT_EQ(rule(group("surface", "mass")), "");
  EXPECT_EQ(rule(both(group("scale", "as_is"), group("density", 3))),
            "density replaces scale: with it, scale must be left at 'auto'");
  const std::string uniform = "b_factor must be given with b_factors 'uniform', and only then";
  EXPECT_EQ(rule(group("b_factor", 50)), uniform);
  EXPECT_EQ(rule(group("b_factors", "uniform")), uniform);
  EXPECT_EQ(rule(both(group("b_factors", "uniform"), group("b_factor", 50))), "");
}

TEST(TemplateErrors, constantMap) {
  Volume flat = ball_map(8, 10, 20, 1, 0);
  flat.voxels.assign(flat.voxels.size(), 0.25F);
  expect_error([&] { Built(flat, map_params()); }, Code::bad_data,
               "'ball.mrc' is constant: every voxel is 0.25", "give a map that holds a molecule");
}

TEST(TemplateErrors, invertedMap) {
  expect_error([&] { Built(ball_map(40, 10, 80, -1, 1), map_params()); }, Code::bad_data,
               "the molecule in 'ball.mrc' is darker than its background",
               "invert the map's contrast: a template's protein is positive");
}

TEST(TemplateErrors, mapWithoutPositiveDensity) {
  for (const char* const scale : {"auto", "as_is"}) {
    TemplateParams params = map_params();
    params.scale = scale;
    expect_error([&] { Built(ball_map(40, 10, 80, 1, -3), params); }, Code::bad_data,
                 "'ball.mrc' has no positive density: its greatest voxel is -2",
                 "invert the map's contrast if its molecule is dark, else add a constant to the map");
  }
}

// By mass, uranium scatters electrons less than ice does.
TEST(TemplateErrors, atomsThatLieNowhereAboveIce) {
  const TempFile file("uranyl.pdb", pdb_atom(1, "U", "IUM", 0, 0, 0));
  TemplateParams params;
  params.file.path = file.path;
  TestBuild build(k_grid);
  expect_error([&] { TemplateMolecule(params, build); }, Code::bad_data,
               "'" + file.path + "' lies nowhere above ice", "check the model: protein lies 3.5 V above it");
}

TEST(TemplateErrors, imageInsteadOfAMap) {
  Volume image;
  image.grid = {{64, 48, 1}, 10};
  image.voxels.assign(image.grid.count(), 0.0F);
  image.voxels[100] = 1;
  expect_error([&] { Built(image, map_params()); }, Code::wrong_size,
               "'ball.mrc' is an image and no map: it has 64 x 48 x 1 voxels",
               "give a volume that holds a molecule");
}

// A header whose voxel size is in nm, or that of another file.
TEST(TemplateErrors, voxelSizeThatAsksForAllMemory) {
  expect_error(
      [&] {
        Built(ball_map(40, 400, 80, 1, 0), map_params(), {{100, 100, 50}, 1});
      },
      Code::too_large, "'ball.mrc' has 40 x 40 x 40 voxels of 400 A; at 1 A they are more than 268435456",
      "check the voxel size in the map's header, cut out the molecule, or choose larger voxels");
}

TEST(TemplateErrors, mapWithParametersOfAtomicModels) {
  TemplateParams assembly = map_params(), chains = map_params(), b_factors = map_params();
  assembly.assembly = "1";
  chains.chains = {"A"};
  b_factors.b_factors = "none";
  for (const TemplateParams* const params : {&assembly, &chains, &b_factors})
    expect_error([&] { Built(ball_map(40, 10, 80, 1, 0), *params); }, Code::inconsistent,
                 "'ball.mrc' is a map: 'assembly', 'chains' and 'b_factors' are for atomic models only",
                 "leave them out, or give a .pdb, .ent, .cif or .mmcif file");
}

TEST(TemplateErrors, tooLargeInEveryRotation) {
  const Volume ball = ball_map(40, 10, 80, 1, 0);
  EXPECT_NO_THROW(Built(ball, map_params(), {{40, 40, 20}, 10}));
  // the width depends on how whole voxels stick out, so the text is checked by its parts
  try {
    Built(ball, map_params(), {{40, 40, 12}, 10});
    ADD_FAILURE() << "a ball of 180 A was accepted in a slab of 120 A";
  } catch (const DataError& error) {
    EXPECT_EQ(error.code(), Code::too_large);
    EXPECT_EQ(error.message().rfind("'ball.mrc' is 1", 0), 0U) << error.message();
    EXPECT_NE(error.message().find(" A wide; no rotation fits it into the volume of 400 x 400 x 120 A"),
              std::string::npos);
    EXPECT_EQ(error.hint(), "enlarge the volume or leave this template out");
  }
}

TEST(TemplateErrors, rodsFitOnlyAlongTheDiagonal) {
  const GridSpec cube{{50, 50, 50}, 10};  // diagonal 866 Å
  EXPECT_NO_THROW(require_fit({860, 100}, cube, "'rod.mrc'"));
  expect_error(
      [&] {
        require_fit({870, 100}, cube, "'rod.mrc'");
      },
      Code::too_large,
      "'rod.mrc' is 870 A long and 100 A wide; no rotation fits it into the volume of 500 x 500 x 500 A",
      "enlarge the volume or leave this template out");
}

TEST(TemplateErrors, strayAtomTakesNoMemory) {
  const TempFile file("stray.pdb", alanine_pdb() + pdb_atom(6, "CA", "GLY", 9999.0, 6, 6, 2));
  TemplateParams params;
  params.file.path = file.path;
  TestBuild build({{100, 100, 50}, 0.1});
  expect_error(
      [&] { TemplateMolecule(params, build); }, Code::too_large,
      "'" + file.path + "' is 9988 A long and 2 A wide; no rotation fits it into the volume of 10 x 10 x 5 A",
      "enlarge the volume or leave this template out");
}

// Widths of an axis-aligned block are known in closed form.
TEST(Extents, ofABlock) {
  const GridSpec grid{{21, 11, 5}, 10};
  const DensityTemplate block(grid, std::vector<float>(grid.count(), 1),
                              std::vector<std::uint8_t>(grid.count(), 1));
  const Extents size = extents(block);
  const double longest = norm(Vec3{210, 110, 50});
  // between directions at most 0.15 rad apart
  EXPECT_LE(size.widest_A, longest + 1e-9);
  EXPECT_GE(size.widest_A, longest * std::cos(0.15));
  EXPECT_GE(size.narrowest_A, 50 - 1e-9);
  EXPECT_LE(size.narrowest_A, 50 + 0.15 * longest);
}

// The gap between directions that require_fit() allows for.
TEST(Extents, directionsAreClose) {
  const GridSpec grid{{1, 1, 201}, 10};
  const DensityTemplate rod(grid, std::vector<float>(grid.count(), 1),
                            std::vector<std::uint8_t>(grid.count(), 1));
  const Extents size = extents(rod);
  EXPECT_GE(size.widest_A, 2010 * std::cos(0.15));
  EXPECT_LE(size.narrowest_A, 10 + 0.15 * 2010 + 10 * std::sqrt(3.0));
}

}  // namespace
