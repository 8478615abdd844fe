// membranes.curvature: what is drawn, where it ends, how it bends, and what is refused.
#include "curvature.hpp"

#include "bilayer.hpp"
#include "curvature_tools.hpp"
#include "wall_tools.hpp"
#include "whole.hpp"

namespace cryocosm::membranes::test {
namespace {

constexpr GridSpec k_grid{{90, 80, 61}, 12};

struct Made {
  std::unique_ptr<Structure> structure;
  const ImplicitField* field = nullptr;
  Pose pose;
};

Made made(const CurvatureParams& params, ThreadedBuild& build, std::uint64_t seed = 1) {
  Draw draw{Random(seed)};
  Made result{Curvature(params, build).draw(draw), nullptr, {}};
  Random random(1);
  const auto unit = result.structure->unit(0, random);
  result.field = static_cast<const ImplicitField*>(unit->shape);
  result.pose = Whole(NoParams{}).first(testing::EmptyScene(build.grid()), *unit, random)->pose;
  return result;
}

CurvatureParams shape(const std::string& name, double radius_A) {
  CurvatureParams params;
  params.shape = name;
  params.radius_A = radius_A;
  return params;
}

/// Means over points that are uniform by area.
Curvatures mean_curvatures(const Surface& surface, int n) {
  Random random(3);
  Curvatures mean;
  for (int i = 0; i < n; ++i) {
    const Curvatures c = surface.curvatures(surface.sample(random));
    mean.greater_per_A += c.greater_per_A / n;
    mean.smaller_per_A += c.smaller_per_A / n;
  }
  return mean;
}

TEST(Curvature, IsNotMadeBeforeItIsLookedAt) {
  ThreadedBuild build(2, k_grid);
  build.is_cancelled = true;  // any work would end at once
  const Made m = made(shape("tubes", 100), build);
  EXPECT_NEAR(m.field->radius_A(), 6 * std::sqrt(90.0 * 90 + 80 * 80 + 61 * 61), 1e-6);
  EXPECT_GT(m.field->wall().half_thickness_A, 20);
  EXPECT_EQ(m.pose.position_A, (Vec3{44.5 * 12, 39.5 * 12, 30 * 12}));
  EXPECT_THROW(distance_A(*m.field, {}), Cancelled);
  build.is_cancelled = false;
  EXPECT_TRUE(std::isfinite(distance_A(*m.field, {}))) << "cancelled work can be done again";
  EXPECT_NE(build.logged.find("membranes.curvature: lattice 82 x 72 x 54, energy "), std::string::npos)
      << build.logged;
}

TEST(Curvature, EndsAtTheFacesAndIsADistanceInside) {
  ThreadedBuild build(2, k_grid);
  const Made m = made(shape("network", 110), build);
  const auto surface = m.structure->surface(0, m.pose);
  const Box box = bounds(k_grid);
  Random random(2);
  for (int i = 0; i < 3000; ++i) {
    const SurfacePoint p = surface->sample(random);
    ASSERT_GT(
        std::min({p.position_A.x - box.low.x, p.position_A.y - box.low.y, p.position_A.z - box.low.z,
                  box.high.x - p.position_A.x, box.high.y - p.position_A.y, box.high.z - p.position_A.z}),
        -16)
        << "triangles reach out by less than a step";
    const double away = random.uniform(-40, 40);
    const Vec3 q = p.position_A + away * p.normal;
    const double distance = distance_A(*m.field, to_unit(m.pose, q));
    const bool is_inside = q.x > box.low.x && q.y > box.low.y && q.z > box.low.z && q.x < box.high.x &&
                           q.y < box.high.y && q.z < box.high.z;
    if (!is_inside) {
      EXPECT_GT(distance, bilayer_reach_A(m.field->wall(), k_grid.voxel_A));
      continue;
    }
    // another part of the surface may be nearer, but not farther than the way that was gone
    ASSERT_LE(std::abs(distance), std::abs(away) + 3);
    if (surface->encloses(q)) {
      ASSERT_LE(distance, 0);
    }
  }
}

TEST(Curvature, WindowsAcrossAFaceShowTheSameWall) {
  ThreadedBuild build(2, k_grid);
  const Made m = made(shape("network", 110), build);
  const Bilayer draw{NoParams{}};
  const Index3 n = k_grid.size;
  std::vector<std::uint8_t> whole(k_grid.count());
  draw.exclude(*m.field, m.pose, whole_window(whole.data(), k_grid));
  EXPECT_GT(std::count(whole.begin(), whole.end(), 1), 1000);
  // windows of 24 voxels whose middles lie beyond the face z = 0
  const Index3 size{24, 24, 24};
  for (std::int64_t x = -12; x < n.x; x += 17) {
    std::vector<std::uint8_t> bytes(24 * 24 * 24);
    const Index3 origin{x, 10, -17};
    draw.exclude(*m.field, m.pose, {bytes.data(), origin, size, 24, 24 * 24, k_grid.voxel_A});
    for (std::int64_t k = 0; k < 24; ++k)
      for (std::int64_t j = 0; j < 24; ++j)
        for (std::int64_t i = 0; i < 24; ++i) {
          const Index3 v{origin.x + i, origin.y + j, origin.z + k};
          const bool is_inside = v.x >= 0 && v.x < n.x && v.z >= 0;
          const auto at = static_cast<std::size_t>((v.z * n.y + v.y) * n.x + v.x);
          ASSERT_EQ(bytes[static_cast<std::size_t>((k * 24 + j) * 24 + i)], is_inside ? whole[at] : 0);
        }
  }
}

TEST(Curvature, BendsAsItsEnergyPrefers) {
  // Means over the whole surface, ends and forks included; these, some tenth of it, bend differently, so the
  // means of k1 + k2 agree with the preferred ones to a tenth.
  const GridSpec grid{{100, 100, 100}, 10};
  ThreadedBuild build(2, grid);
  for (const auto& [name, k1, k2] :
       {std::tuple{"tubes", 1.0, 0.0}, {"spheres", 1.0, 1.0}, {"sponge", 1.0, -1.0}}) {
    const Made m = made(shape(name, 90), build);
    const Curvatures mean = mean_curvatures(*m.structure->surface(0, m.pose), 20000);
    EXPECT_NEAR(90 * mean.greater_per_A, k1, 0.1) << name;
    EXPECT_NEAR(90 * mean.smaller_per_A, k2, 0.1) << name;
  }
}

TEST(Curvature, ScaleDoesNotDependOnTheVoxel) {
  // the same volume on other voxels is the same membrane
  const GridSpec coarse{{50, 40, 40}, 20}, fine{{100, 80, 80}, 10};
  ThreadedBuild coarse_build(2, coarse), fine_build(2, fine);
  CurvatureParams params = shape("tubes", 100);
  const Made a = made(params, coarse_build), b = made(params, fine_build);
  EXPECT_NEAR(a.structure->surface(0, a.pose)->area_A2(), b.structure->surface(0, b.pose)->area_A2(), 1);
  Random random(5);
  for (int i = 0; i < 1000; ++i) {
    const Vec3 p{random.uniform(-480, 480), random.uniform(-380, 380), random.uniform(-380, 380)};
    const double distance = distance_A(*a.field, p);
    if (std::abs(distance) < 30) {
      EXPECT_NEAR(distance_A(*b.field, p), distance, 0.5);
    }
  }
}

TEST(Curvature, FillsAsMuchAsTheMassSays) {
  ThreadedBuild build(2, k_grid);
  CurvatureParams params = shape("sheets", 110);
  params.mass = -0.2;
  const Made m = made(params, build);
  const auto surface = m.structure->surface(0, m.pose);
  const Box box = bounds(k_grid);
  Random random(6);
  int inside = 0;
  constexpr int k_points = 40000;
  for (int i = 0; i < k_points; ++i)
    inside += surface->encloses({random.uniform(box.low.x, box.high.x), random.uniform(box.low.y, box.high.y),
                                 random.uniform(box.low.z, box.high.z)});
  // interfaces that bend have their middles elsewhere than their means: of the order of epsilon^2 / R per
  // area
  EXPECT_NEAR(inside / static_cast<double>(k_points), 0.4, 0.02);
}

Value number(double value) {
  Value v;
  v.type = Value::Type::number;
  v.number = value;
  return v;
}
Value text(const std::string& value) {
  Value v;
  v.type = Value::Type::text;
  v.text = value;
  return v;
}

TEST(Curvature, RefusesWhatHasNoLeastEnergy) {
  const auto schema = Curvature::schema();
  const std::string unbounded =
      "the energy is not bounded below: a20 and a02 must not be negative, nor a11^2 greater than 4 a20 a02, "
      "nor may "
      "the linear part fall where the quadratic part is zero; for helfrich, bending must be positive and "
      "gaussian "
      "between -2 bending and 0";
  const auto polynomial = [&](double a20, double a11, double a02, double b10) {
    return broken_rule(schema, {{"shape", text("polynomial")},
                                {"a20", number(a20)},
                                {"a11", number(a11)},
                                {"a02", number(a02)},
                                {"b10", number(b10)}});
  };
  EXPECT_EQ(polynomial(1, 0.5, 1, -1), "");
  EXPECT_EQ(polynomial(1, 3, 1, -1), unbounded);
  EXPECT_EQ(polynomial(-1, 0, 1, -1), unbounded);
  EXPECT_EQ(polynomial(1, 2, 1, -1), unbounded);
  EXPECT_EQ(
      broken_rule(schema, {{"shape", text("helfrich")}, {"bending", number(20)}, {"gaussian", number(5)}}),
      unbounded);
  EXPECT_EQ(
      broken_rule(schema, {{"shape", text("helfrich")}, {"bending", number(20)}, {"gaussian", number(-5)}}),
      "");
  EXPECT_EQ(polynomial(1, 0, 1, -4),
            "the preferred curvatures must not exceed 1.5 / radius: choose the radius by the sharpest bends");
  EXPECT_EQ(broken_rule(schema, {{"a20", number(2)}}),
            "the coefficients a20, a11, a02, b10, b01 and c are for shape polynomial");
  EXPECT_EQ(broken_rule(schema, {{"bending", number(2)}}),
            "bending, gaussian and spontaneous are for shape helfrich");
  for (const char* name : {"tubes", "sheets", "sponge", "network", "spheres"})
    EXPECT_EQ(broken_rule(schema, {{"shape", text(name)}}), "") << name;
  const auto& fields = schema.info().fields;
  const auto mass =
      std::find_if(fields.begin(), fields.end(), [](const FieldInfo& f) { return f.key == "mass"; });
  EXPECT_GT(mass->minimum, -1);
  EXPECT_LT(mass->maximum, 1);
}

TEST(Curvature, RefusesVolumesThatDoNotFit) {
  ThreadedBuild small(1, {{100, 100, 10}, 10}), large(1, {{2000, 2000, 2000}, 10});
  try {
    made(shape("tubes", 150), small);
    FAIL();
  } catch (const DataError& error) {
    EXPECT_EQ(error.message(), "the radius, up to 150 A, exceeds the volume's smallest side, 100 A");
    EXPECT_EQ(error.hint(), "choose a smaller radius or a larger volume");
  }
  try {
    made(shape("tubes", 150), large);
    FAIL();
  } catch (const DataError& error) {
    EXPECT_EQ(error.message(),
              "shapes of this radius need a lattice of 1000 x 1000 x 1000 points in this volume");
    EXPECT_EQ(error.code(), Code::too_large);
  }
}

TEST(Whole, ProposesTheMiddleOnce) {
  testing::EmptyScene scene({{10, 20, 30}, 4});
  Random random(1);
  const auto proposal = Whole(NoParams{}).first(scene, Unit{}, random);
  EXPECT_EQ(proposal->pose.position_A, (Vec3{18, 38, 58}));
  EXPECT_EQ(proposal->if_refused, IfRefused::report_it);
  scene.attempt_number = 1;
  EXPECT_FALSE(Whole(NoParams{}).first(scene, Unit{}, random).has_value());
}

}  // namespace
}  // namespace cryocosm::membranes::test
