// Membranes of several bilayers: where they lie, what they enclose, how they are placed and when they are
// refused.
#include "lamellae.hpp"

#include <numeric>

#include "ellipsoid_surface.hpp"
#include "offset_surface.hpp"
#include "profile_tools.hpp"
#include "uniform.hpp"

namespace cryocosm::membranes::test {
namespace {

constexpr double k_t_A = 38, k_sigma_A = 4, k_gap_A = 20;
constexpr double k_period_A = k_t_A + 4 * k_sigma_A + k_gap_A;

template <class Params>
Params with_lamellae(Params params, double count, double gap_A = k_gap_A) {
  params.lamellae = count;
  params.lamella_gap_A = gap_A;
  return params;
}

/// All bilayers of one membrane, from the outside in.
struct Nested {
  std::unique_ptr<Structure> structure;
  std::vector<const ImplicitField*> fields;
};

template <class Generator, class Params>
Nested nested(const Params& params, double voxel_A, std::uint64_t seed = 1) {
  testing::TestBuild build({{100, 100, 100}, voxel_A});
  Draw draw{Random(seed)};
  Nested result{Generator(params, build).draw(draw), {}};
  Random random(1);
  while (const auto unit = result.structure->unit(result.fields.size(), random)) {
    EXPECT_EQ(unit->step.bonded, static_cast<std::int32_t>(result.fields.size()));
    result.fields.push_back(static_cast<const ImplicitField*>(unit->shape));
  }
  EXPECT_EQ(result.structure->min_units(), result.fields.size());
  return result;
}

struct AreaAndVolume {
  double area_A2 = 0, volume_A3 = 0;
};

/// The points at depth `inset_A` below an ellipsoid, on a grid of its parameters: normals from the gradient
/// of the quadratic form, nothing of curvatures.
class OffsetGrid {
 public:
  static constexpr int k_z = 600, k_phi = 600;
  OffsetGrid(Vec3 axes_A, double inset_A) : axes_A_(axes_A), inset_A_(inset_A) {}
  Vec3 at(double z, double phi) const {
    const double r = std::sqrt(std::max(0.0, 1 - z * z));
    const Vec3 v{r * std::cos(phi), r * std::sin(phi), z};
    const Vec3 normal = normalized(Vec3{v.x / axes_A_.x, v.y / axes_A_.y, v.z / axes_A_.z});
    return Vec3{v.x * axes_A_.x, v.y * axes_A_.y, v.z * axes_A_.z} - inset_A_ * normal;
  }
  /// Of the part between two heights and two angles, from flat quadrilaterals between points that are finer
  /// where the heights come close to the poles.
  AreaAndVolume part(double z0, double z1, double phi0, double phi1, int n_z, int n_phi) const {
    AreaAndVolume sum;
    const double polar0 = std::acos(z1), polar1 = std::acos(z0);
    for (int i = 0; i < n_z; ++i)
      for (int j = 0; j < n_phi; ++j) {
        const auto z = [&](int k) { return std::cos(polar0 + (polar1 - polar0) * k / n_z); };
        const auto phi = [&](int k) { return phi0 + (phi1 - phi0) * k / n_phi; };
        const Vec3 a = at(z(i), phi(j)), b = at(z(i + 1), phi(j)), c = at(z(i + 1), phi(j + 1)),
                   d = at(z(i), phi(j + 1));
        sum.area_A2 += norm(cross(c - a, d - b)) / 2;
        sum.volume_A3 += (dot(a, cross(b, c)) + dot(a, cross(c, d))) / 6;
      }
    return sum;
  }
  AreaAndVolume whole() const { return part(-1, 1, 0, 2 * k_pi, k_z, k_phi); }

 private:
  Vec3 axes_A_;
  double inset_A_;
};

struct Case {
  std::string name;
  Nested nested;
  std::vector<AreaAndVolume> expected;  // of each bilayer's mid-surface
  double euler;
  double tolerance;
};

std::vector<Case> cases(double voxel_A) {
  std::vector<Case> all;
  Case sphere_case{"sphere",
                   nested<Sphere>(with_lamellae(with_wall(sphere(260), k_t_A, k_sigma_A), 3), voxel_A),
                   {},
                   2,
                   0.01};
  Case ellipsoid_case{
      "ellipsoid",
      nested<Ellipsoid>(with_lamellae(with_wall(ellipsoid(330, 280, 260), k_t_A, k_sigma_A), 3), voxel_A),
      {},
      2,
      0.02};
  Case torus_case{"torus",
                  nested<Torus>(with_lamellae(with_wall(torus(300, 230), k_t_A, k_sigma_A), 3), voxel_A),
                  {},
                  0,
                  0.01};
  for (int i = 0; i < 3; ++i) {
    const double inset_A = i * k_period_A, r = 260 - inset_A, e = 230 - inset_A;
    sphere_case.expected.push_back({4 * k_pi * r * r, 4 * k_pi / 3 * r * r * r});
    ellipsoid_case.expected.push_back(OffsetGrid({330, 280, 260}, inset_A).whole());
    torus_case.expected.push_back({4 * k_pi * k_pi * 300 * e, 2 * k_pi * k_pi * 300 * e * e});
  }
  all.push_back(std::move(sphere_case));
  all.push_back(std::move(ellipsoid_case));
  all.push_back(std::move(torus_case));
  return all;
}

TEST(Lamellae, HaveTheirLayersAlongTheNormalAtRandomPlaces) {
  constexpr double k_voxel_A = 4;
  for (const Case& c : cases(k_voxel_A)) {
    SCOPED_TRACE(c.name);
    Random random(11);
    for (int i = 0; i < 5; ++i) {
      const Pose pose{random_rotation(random), {411.3, 396.1, 405.7}};
      const SurfacePoint place = c.nested.structure->surface(0, pose)->sample(random);
      const double middle_A = k_period_A / 2;  // midway between the outermost and the next bilayer
      const RadialProfile profile =
          profile_at({c.nested.fields[0], c.nested.fields[1]}, pose,
                     {place.position_A - middle_A * place.normal, place.normal}, 76, k_voxel_A, 16, random);
      const double bilayers_A[] = {middle_A, -middle_A};
      for (const double bilayer_A : bilayers_A)
        for (const double side : {-1.0, 1.0}) {
          const double expected_A = bilayer_A + side * k_t_A / 2;
          const Peak peak = peak_of(profile, expected_A - 18, expected_A + 18);
          EXPECT_NEAR(peak.centre_A, expected_A, k_voxel_A / 2);
          // slices of 1 Å and voxels widen a layer by 1/12 and voxel^2/12 of variance
          EXPECT_NEAR(std::sqrt(peak.sigma_A * peak.sigma_A - (1 + k_voxel_A * k_voxel_A) / 12) / k_sigma_A,
                      1, 0.1);
        }
    }
  }
}

// Steiner's formula for both sides: 2 h A + 4/3 pi h^3 chi, if and only if the wall is as thick everywhere.
TEST(Lamellae, EachTakesTheVolumeOfAShellAndNothingOfTheOthers) {
  constexpr double k_voxel_A = 8;
  const GridSpec grid{{142, 142, 142}, k_voxel_A};
  for (const Case& c : cases(k_voxel_A)) {
    SCOPED_TRACE(c.name);
    Random random(3);
    const Pose pose{random_rotation(random), {565.1, 562.6, 567.9}};
    std::vector<std::uint8_t> all(grid.count());
    for (std::size_t i = 0; i < c.nested.fields.size(); ++i) {
      std::vector<std::uint8_t> mask(grid.count());
      Bilayer{NoParams{}}.exclude(*c.nested.fields[i], pose, whole_window(mask.data(), grid));
      std::size_t shared = 0;
      for (std::size_t v = 0; v < mask.size(); ++v) {
        shared += mask[v] != 0 && all[v] != 0;
        all[v] = static_cast<std::uint8_t>(all[v] | mask[v]);
      }
      EXPECT_EQ(shared, 0U);
      const double count = std::accumulate(mask.begin(), mask.end(), 0.0);
      const double h = c.nested.fields[i]->wall().half_thickness_A;
      EXPECT_DOUBLE_EQ(h, k_t_A / 2 + 2 * k_sigma_A);
      const double shell = 2 * h * c.expected[i].area_A2 + 4 * k_pi / 3 * h * h * h * c.euler;
      EXPECT_NEAR(count * k_voxel_A * k_voxel_A * k_voxel_A / shell, 1, c.tolerance) << i;
    }
  }
}

TEST(Lamellae, AreasAndEnclosedVolumesFollowTheClosedForms) {
  for (const Case& c : cases(10)) {
    SCOPED_TRACE(c.name);
    Random random(4);
    const Pose pose{random_rotation(random), {20, -30, 40}};
    for (std::size_t i = 0; i < c.nested.fields.size(); ++i) {
      SCOPED_TRACE(i);
      const auto surface = c.nested.structure->surface(i, pose);
      const AreaAndVolume& expected = c.expected[i];
      EXPECT_NEAR(surface->area_A2() / expected.area_A2, 1, 1e-3);
      EXPECT_EQ(surface->half_thickness_A(), k_t_A / 2 + 2 * k_sigma_A);
      const MeshSums mesh = mesh_of(*surface, 20000);
      EXPECT_TRUE(is_closed(mesh.triangles));
      EXPECT_NEAR(mesh.area / expected.area_A2, 1, 0.01);
      EXPECT_NEAR(mesh.volume / expected.volume_A3, 1, 0.01);
      // points in a box of known volume, each with the probability p of lying inside: 5 standard errors
      const int n = 20000;
      const double side = 1100, p = expected.volume_A3 / (side * side * side);
      int inside = 0;
      for (int k = 0; k < n; ++k)
        inside += surface->encloses(pose.position_A + Vec3{random.uniform(-side / 2, side / 2),
                                                           random.uniform(-side / 2, side / 2),
                                                           random.uniform(-side / 2, side / 2)});
      EXPECT_NEAR(inside, n * p, 5 * std::sqrt(n * p * (1 - p)));
    }
  }
}

TEST(Lamellae, FieldsAndSurfacesAgree) {
  for (const Case& c : cases(10)) {
    SCOPED_TRACE(c.name);
    Random random(5);
    const Pose pose{random_rotation(random), {100, 200, 300}};
    for (std::size_t i = 0; i < c.nested.fields.size(); ++i) {
      const auto surface = c.nested.structure->surface(i, pose);
      const ImplicitField& field = *c.nested.fields[i];
      for (int k = 0; k < 200; ++k) {
        const SurfacePoint place = surface->sample(random);
        const double depth = random.uniform(-30, 30);
        const Vec3 p = place.position_A + depth * place.normal;
        // floats of a few hundred Å round by 3e-5, twice for an offset field
        EXPECT_NEAR(distance_A(field, to_unit(pose, p)), depth, 2e-4);
        EXPECT_EQ(surface->encloses(p), depth < 0);
        EXPECT_LT(norm(surface->nearest(p).position_A - place.position_A), 1e-8);
        EXPECT_LT(norm(surface->nearest(p).normal - place.normal), 1e-9);
        const Vec3 gradient = rotate(pose.rotation, field.gradient(to_unit(pose, p)));
        EXPECT_LT(norm(gradient - place.normal), 1e-9);
      }
    }
  }
}

// --- offset surfaces
// ------------------------------------------------------------------------------------------

constexpr double k_inset_A = 80;
const Vec3 k_axes_A{300, 220, 180};

OffsetSurface offset_surface(const Pose& pose = {}) {
  return OffsetSurface(
      std::make_unique<EllipsoidSurface>(EllipsoidForm({k_axes_A.x, k_axes_A.y, k_axes_A.z}), pose),
      k_inset_A);
}

TEST(OffsetSurface, AreaAgreesWithQuadrature) {
  for (const Vec3 axes : {Vec3{300, 220, 180}, {200, 200, 200}, {400, 200, 180}})
    for (const double inset_A : {10.0, 40.0, 75.0}) {
      const OffsetSurface surface(
          std::make_unique<EllipsoidSurface>(EllipsoidForm({axes.x, axes.y, axes.z}), Pose{}), inset_A);
      EXPECT_NEAR(surface.area_A2() / OffsetGrid(axes, inset_A).whole().area_A2, 1, 1e-3) << inset_A;
    }
}

TEST(OffsetSurface, SamplesAreUniformByArea) {
  const OffsetSurface surface = offset_surface();
  const OffsetGrid grid(k_axes_A, k_inset_A);
  constexpr std::size_t k_z = 6, k_phi = 8;
  constexpr int k_n = 20000;
  const double whole = grid.whole().area_A2;
  std::vector<double> expected, counts(k_z * k_phi);
  for (std::size_t i = 0; i < k_z; ++i)
    for (std::size_t j = 0; j < k_phi; ++j) {
      const double z = -1 + 2.0 / k_z * static_cast<double>(i),
                   phi = 2 * k_pi / k_phi * static_cast<double>(j);
      expected.push_back(k_n / whole *
                         grid.part(z, z + 2.0 / k_z, phi, phi + 2 * k_pi / k_phi, 150, 150).area_A2);
    }
  EXPECT_NEAR(std::accumulate(expected.begin(), expected.end(), 0.0), k_n, 1e-3 * k_n);
  Random random(2);
  for (int i = 0; i < k_n; ++i) {
    const SurfacePoint p = surface.sample(random);
    const Vec3 above = p.position_A + k_inset_A * p.normal;
    const Vec3 v{above.x / k_axes_A.x, above.y / k_axes_A.y, above.z / k_axes_A.z};
    ASSERT_NEAR(norm(v), 1, 1e-9);
    const auto bin = [](double part, std::size_t bins) {
      return std::min(bins - 1, static_cast<std::size_t>(part * static_cast<double>(bins)));
    };
    const double angle = std::atan2(v.y, v.x);
    counts[bin((v.z + 1) / 2, k_z) * k_phi +
           bin((angle < 0 ? angle + 2 * k_pi : angle) / (2 * k_pi), k_phi)] += 1;
  }
  expect_counts(counts, expected);
}

TEST(OffsetSurface, BendsAsItsNormalsTurn) {
  Random random(6);
  const OffsetSurface surface = offset_surface({random_rotation(random), {10, 20, 30}});
  for (int i = 0; i < 100; ++i) {
    const SurfacePoint p = surface.sample(random);
    const Curvatures k = surface.curvatures(p);
    // the sum of the curvatures is the divergence of the normals, here by central differences
    const Vec3 u = normalized(cross(p.normal, random_direction(random))), v = cross(p.normal, u);
    double divergence = 0;
    for (const Vec3 w : {u, v}) {
      const double h = 0.05;
      const Vec3 turned =
          surface.nearest(p.position_A + h * w).normal - surface.nearest(p.position_A - h * w).normal;
      divergence += dot(turned, w) / (2 * h);
    }
    EXPECT_NEAR(k.greater_per_A + k.smaller_per_A, divergence, 1e-4 * divergence);
    EXPECT_GE(k.greater_per_A, k.smaller_per_A);
  }
}

TEST(OffsetSurface, MeetsSpheresAtTheirDistance) {
  Random random(7);
  const Pose pose{random_rotation(random), {10, 20, 30}};
  const OffsetSurface surface = offset_surface(pose);
  for (int i = 0; i < 50; ++i) {
    const Vec3 c = surface.sample(random).position_A;
    const auto p = surface.on_sphere(c, 70, random);
    ASSERT_TRUE(p.has_value());
    EXPECT_NEAR(norm(p->position_A - c), 70, 1e-6);
    EXPECT_LT(norm(surface.nearest(p->position_A).position_A - p->position_A), 1e-6);
  }
  EXPECT_FALSE(surface.on_sphere(pose.position_A, 90, random).has_value());   // in the middle
  EXPECT_FALSE(surface.on_sphere(pose.position_A, 400, random).has_value());  // around it
}

// --- lumens
// -----------------------------------------------------------------------------------------------------

/// Voxels that are reached from `start` through open ones that touch, be it at a corner.
std::vector<std::uint8_t> flooded(const std::vector<std::uint8_t>& wall, std::int64_t n, std::int64_t start) {
  std::vector<std::uint8_t> reached(wall.size());
  std::vector<std::int64_t> next{start};
  reached[static_cast<std::size_t>(start)] = 1;
  while (!next.empty()) {
    const std::int64_t at = next.back(), x = at % n, y = at / n % n, z = at / (n * n);
    next.pop_back();
    for (std::int64_t k = std::max<std::int64_t>(0, z - 1); k <= std::min(n - 1, z + 1); ++k)
      for (std::int64_t j = std::max<std::int64_t>(0, y - 1); j <= std::min(n - 1, y + 1); ++j)
        for (std::int64_t i = std::max<std::int64_t>(0, x - 1); i <= std::min(n - 1, x + 1); ++i) {
          const std::int64_t to = (k * n + j) * n + i;
          if (wall[static_cast<std::size_t>(to)] != 0 || reached[static_cast<std::size_t>(to)] != 0) continue;
          reached[static_cast<std::size_t>(to)] = 1;
          next.push_back(to);
        }
  }
  return reached;
}

// The thinnest wall that lipids make measures 2.9 voxels of 10 Å: a way through would have to be 1.7 long.
TEST(Lamellae, KeepTheLumenTight) {
  constexpr std::int64_t k_n = 60;
  const GridSpec grid{{k_n, k_n, k_n}, 10};
  std::vector<Nested> all;
  all.push_back(nested<Sphere>(with_lamellae(with_wall(sphere(200), 25, 1), 2, 40), 10));
  all.push_back(nested<Ellipsoid>(with_lamellae(with_wall(ellipsoid(230, 200, 190), 25, 1), 2, 40), 10));
  all.push_back(nested<Torus>(with_lamellae(with_wall(torus(175, 150), 25, 1), 2, 40), 10));
  Random random(8);
  for (std::size_t which = 0; which < all.size(); ++which)
    for (int trial = 0; trial < 20; ++trial) {
      const Pose pose{
          random_rotation(random),
          Vec3{295, 295, 295} + Vec3{random.uniform(-5, 5), random.uniform(-5, 5), random.uniform(-5, 5)}};
      std::vector<std::uint8_t> wall(grid.count());
      for (const ImplicitField* field : all[which].fields)
        Bilayer{NoParams{}}.exclude(*field, pose, whole_window(wall.data(), grid));
      // by distance: 0 outside, 1 in the gap, 2 in the lumen
      const auto room_of = [&](std::int64_t at) {
        const Vec3 p =
            to_unit(pose, 10.0 * Vec3{double(at % k_n), double(at / k_n % k_n), double(at / (k_n * k_n))});
        return (distance_A(*all[which].fields[0], p) < 0) + (distance_A(*all[which].fields[1], p) < 0);
      };
      int seen[3] = {};
      std::vector<std::uint8_t> known = wall;
      for (std::int64_t at = 0; at < k_n * k_n * k_n; ++at) {
        if (known[static_cast<std::size_t>(at)] != 0) continue;
        const int room = room_of(at);
        ++seen[room];
        const auto reached = flooded(wall, k_n, at);
        std::size_t leaks = 0;
        for (std::int64_t v = 0; v < k_n * k_n * k_n; ++v) {
          if (reached[static_cast<std::size_t>(v)] == 0) continue;
          leaks += room_of(v) != room;
          known[static_cast<std::size_t>(v)] = 1;
        }
        ASSERT_EQ(leaks, 0U) << which << ", room " << room;
      }
      EXPECT_EQ(seen[0], 1) << which;
      EXPECT_GE(seen[1], 1) << which;
      EXPECT_EQ(seen[2], 1) << which;
    }
}

// --- drawing and placing
// ----------------------------------------------------------------------------------------

/// What a structure was drawn with.
class Records final : public Draw {
 public:
  using Draw::Draw;
  std::map<std::string, double> values;

 private:
  void record(std::string_view name, double value) override { values[std::string(name)] = value; }
};

TEST(Lamellae, AreDrawnAsWholeNumbersThatFit) {
  SphereParams params = with_wall(sphere(0), 35, 5);
  params.radius_A = Distribution::uniform(100, 400);
  params.lamellae = Distribution::uniform(1, 5);
  params.lamella_gap_A = Distribution::uniform(10, 40);
  testing::TestBuild build({{100, 100, 100}, 10});
  std::map<double, int> counts;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Records draw{Random(seed)};
    const auto structure = Sphere(params, build).draw(draw);
    const double n = draw.values.at("lamellae");
    ++counts[n];
    EXPECT_EQ(structure->min_units(), static_cast<std::size_t>(n));
    const double gap = draw.values.at("lamella_gap");
    EXPECT_GE(draw.values.at("radius") - (n - 1) * (35 + 4 * 5 + gap), 75);
  }
  EXPECT_EQ(counts.size(), 5U);
}

TEST(Lamellae, OneIsTheMembraneThatItAlwaysWas) {
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    SphereParams params;
    testing::TestBuild build({{100, 100, 100}, 10});
    Records draw{Random(seed)};
    const auto structure = Sphere(params, build).draw(draw);
    Random stream = Random(seed).child("radius");
    EXPECT_EQ(draw.values.at("radius"), params.radius_A.draw(stream));
    EXPECT_EQ(structure->min_units(), 1U);
  }
}

TEST(Lamellae, SharePosesWhenPlacedUniformly) {
  const Uniform uniform{NoParams{}};
  const testing::EmptyScene scene({{100, 100, 100}, 10});
  Random random(1);
  const std::vector<Pose> poses{{{1, 0, 0, 0}, {1, 2, 3}}, {random_rotation(random), {100, 200, 300}}};
  const auto proposal = uniform.next(scene, ChainView{view(poses), 0}, Unit{}, random);
  ASSERT_TRUE(proposal.has_value());
  EXPECT_EQ(proposal->pose.position_A, poses[1].position_A);
  EXPECT_EQ(proposal->pose.rotation.w, poses[1].rotation.w);
  EXPECT_EQ(proposal->pose.rotation.z, poses[1].rotation.z);
  EXPECT_EQ(proposal->parent, 0U);
}

std::pair<std::string, Value> set(const std::string& key, const Distribution& value) {
  return {key, detail::load(value)};
}

TEST(Lamellae, MustFitInside) {
  const auto wall = [](std::vector<std::pair<std::string, Value>> settings) {
    for (const auto& s :
         {set("layer_distance", 35), set("layer_sigma", 5), set("lamellae", 3), set("lamella_gap", 20)})
      settings.push_back(s);
    return settings;
  };
  // two more bilayers lie 2 * (35 + 20 + 20) = 150 Å deeper
  EXPECT_EQ(broken_rule(Sphere::schema(), wall({set("radius", 225)})), "");
  EXPECT_EQ(broken_rule(Sphere::schema(), wall({set("radius", 224)})),
            "radius must exceed (lamellae - 1) (layer_distance + 4 layer_sigma + lamella_gap) by 75 A, the "
            "smallest "
            "vesicle's radius, in some draws; in none of 2000 did it");
  const auto axes = [&](double long_A, double short_A) {
    return wall({set("axis_x", long_A), set("axis_y", short_A), set("axis_z", short_A)});
  };
  const std::string bend =
      "(lamellae - 1) (layer_distance + 4 layer_sigma + lamella_gap) must be less than the sharpest bend's "
      "radius "
      "by half the wall, and than the smallest axis by 75 A, the smallest vesicle's radius, in some draws; "
      "in "
      "none of 2000 was it";
  EXPECT_EQ(broken_rule(Ellipsoid::schema(), axes(240, 230)), "");
  EXPECT_EQ(broken_rule(Ellipsoid::schema(), axes(224, 224)), bend);
  // 230^2 / 301 = 175.7 Å; with half a wall of 27.5 Å the innermost needs 177.5 Å
  EXPECT_EQ(broken_rule(Ellipsoid::schema(), axes(297, 230)), "");
  EXPECT_EQ(broken_rule(Ellipsoid::schema(), axes(301, 230)), bend);
  const auto radii = [&](double major_A, double minor_A) {
    return wall({set("major_radius", major_A), set("minor_radius", minor_A)});
  };
  EXPECT_EQ(broken_rule(Torus::schema(), radii(260, 225)), "");
  EXPECT_EQ(
      broken_rule(Torus::schema(), radii(260, 224)),
      "minor_radius must exceed (lamellae - 1) (layer_distance + 4 layer_sigma + lamella_gap) by 75 A, the "
      "smallest vesicle's radius, in some draws with an open hole; in none of 2000 did it");
}

TEST(Lamellae, SayWhenNoDrawFits) {
  testing::TestBuild build({{100, 100, 100}, 10});
  Draw draw{Random(1)};
  try {
    Sphere(with_lamellae(with_wall(sphere(200), 35, 5), 4), build).draw(draw);
    ADD_FAILURE() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::bad_distribution);
    EXPECT_EQ(error.message(), "no draw of the radius leaves room for the bilayers inside the outermost");
    EXPECT_EQ(error.hint(), "draw radius from a range that lies higher, or fewer lamellae");
  }
}

}  // namespace
}  // namespace cryocosm::membranes::test
