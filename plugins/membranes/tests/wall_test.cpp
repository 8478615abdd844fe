// What every membrane promises of its wall: the profile along the normal, a constant thickness, windows.
#include <algorithm>
#include <numeric>

#include "bilayer.hpp"
#include "profile_tools.hpp"
#include "wall_tools.hpp"

namespace cryocosm::membranes::test {
namespace {

constexpr double k_t_A = 38, k_sigma_A = 4;

/// A membrane of each shape with a wall of known numbers, and the closed forms of its surface.
struct Case {
  std::string name;
  Drawn drawn;
  double area_A2, volume_A3;
  double euler;  // characteristic of the surface: 2 for anything like a ball, 0 for a torus
  double tolerance;
};

/// Knud Thomsen's formula is off by up to 1 %; this is the sum of the area elements over a fine grid. The
/// midpoint rule in z and the sum over the angle are exact to 1e-6 for these smooth functions.
double area_by_quadrature(double a, double b, double c) {
  double sum = 0;
  constexpr int k_z = 1000, k_phi = 400;
  for (int i = 0; i < k_z; ++i)
    for (int j = 0; j < k_phi; ++j) {
      const double z = -1 + (i + 0.5) * 2 / k_z, r = std::sqrt(1 - z * z), phi = 2 * k_pi * j / k_phi;
      sum += norm({b * c * r * std::cos(phi), a * c * r * std::sin(phi), a * b * z});
    }
  return sum * 4 * k_pi / (k_z * k_phi);
}

std::vector<Case> cases(double voxel_A) {
  std::vector<Case> all;
  const double k43 = 4 * k_pi / 3;
  all.push_back({"sphere", drawn<Sphere>(with_wall(sphere(180), k_t_A, k_sigma_A), voxel_A),
                 4 * k_pi * 180 * 180, k43 * 180 * 180 * 180, 2, 0.01});
  all.push_back({"ellipsoid",
                 drawn<Ellipsoid>(with_wall(ellipsoid(250, 170, 140), k_t_A, k_sigma_A), voxel_A),
                 area_by_quadrature(250, 170, 140), k43 * 250 * 170 * 140, 2, 0.02});
  all.push_back({"torus", drawn<Torus>(with_wall(torus(200, 100), k_t_A, k_sigma_A), voxel_A),
                 4 * k_pi * k_pi * 200 * 100, 2 * k_pi * k_pi * 200 * 100 * 100, 0, 0.01});
  return all;
}

TEST(Wall, HasTwoLayersAlongTheNormalAtRandomPlaces) {
  constexpr double k_voxel_A = 4;
  for (const Case& c : cases(k_voxel_A)) {
    SCOPED_TRACE(c.name);
    Random random(11);
    for (int i = 0; i < 5; ++i) {
      const Pose pose{random_rotation(random), {311.3, 296.1, 305.7}};
      const SurfacePoint place = c.drawn.structure->surface(0, pose)->sample(random);
      const RadialProfile profile = profile_at({c.drawn.field}, pose, place, 36, k_voxel_A, 64, random);
      const Peak outer = peak_of(profile, 0, 36), inner = peak_of(profile, -36, 0);
      EXPECT_NEAR(outer.centre_A - inner.centre_A, k_t_A, k_voxel_A / 2);
      EXPECT_NEAR(outer.centre_A + inner.centre_A, 0, k_voxel_A / 2);
      // slices of 1 Å and voxels widen a layer by 1/12 and voxel^2/12 of variance
      for (const Peak& peak : {outer, inner})
        EXPECT_NEAR(std::sqrt(peak.sigma_A * peak.sigma_A - (1 + k_voxel_A * k_voxel_A) / 12) / k_sigma_A, 1,
                    0.1);
    }
  }
}

// Steiner's formula for both sides of a closed surface: the volume within h of it is 2 h A + 4/3 pi h^3 chi,
// whatever its shape, if and only if the wall is as thick everywhere.
TEST(Wall, TakesTheVolumeOfAShellOfConstantThickness) {
  constexpr double k_voxel_A = 8;
  constexpr std::int64_t k_n = 82;
  for (const Case& c : cases(k_voxel_A)) {
    const GridSpec grid{{k_n, k_n, k_n}, k_voxel_A};
    std::vector<std::uint8_t> mask(grid.count());
    Random random(3);
    const Pose pose{random_rotation(random), {325.1, 322.6, 327.9}};
    Bilayer{NoParams{}}.exclude(*c.drawn.field, pose, whole_window(mask.data(), grid));
    const double count = std::accumulate(mask.begin(), mask.end(), 0.0);
    const double h = c.drawn.field->wall().half_thickness_A;
    const double shell = 2 * h * c.area_A2 + 4 * k_pi / 3 * h * h * h * c.euler;
    // lattice points in a shell: errors well below one in ten of the voxels at the surface
    EXPECT_NEAR(count * k_voxel_A * k_voxel_A * k_voxel_A / shell, 1, c.tolerance) << c.name;
  }
}

TEST(Wall, AreaAndEnclosedVolumeFollowTheClosedForms) {
  for (const Case& c : cases(10)) {
    SCOPED_TRACE(c.name);
    Random random(4);
    const Pose pose{random_rotation(random), {20, -30, 40}};
    const auto surface = c.drawn.structure->surface(0, pose);
    EXPECT_NEAR(surface->area_A2() / c.area_A2, 1, 1e-5);
    const MeshSums mesh = mesh_of(*surface, 20000);
    EXPECT_LE(mesh.triangles.size(), 20000U);
    EXPECT_GE(mesh.triangles.size(), 5000U);
    EXPECT_TRUE(is_closed(mesh.triangles));
    EXPECT_NEAR(mesh.area / c.area_A2, 1, 0.01);
    EXPECT_NEAR(mesh.volume / c.volume_A3, 1, 0.01);
    // points in a box of known volume, each with the probability p of lying inside: 5 standard errors
    const int n = 100000;
    const double side = 660, p = c.volume_A3 / (side * side * side);
    int inside = 0;
    for (int i = 0; i < n; ++i)
      inside += surface->encloses(pose.position_A + Vec3{random.uniform(-side / 2, side / 2),
                                                         random.uniform(-side / 2, side / 2),
                                                         random.uniform(-side / 2, side / 2)});
    EXPECT_NEAR(inside, n * p, 5 * std::sqrt(n * p * (1 - p)));
  }
}

TEST(Wall, FieldAndSurfaceAgree) {
  for (const Case& c : cases(10)) {
    SCOPED_TRACE(c.name);
    Random random(5);
    const Pose pose{random_rotation(random), {100, 200, 300}};
    const auto surface = c.drawn.structure->surface(0, pose);
    for (int i = 0; i < 500; ++i) {
      const SurfacePoint place = surface->sample(random);
      EXPECT_NEAR(norm(place.normal), 1, 1e-12);
      const double depth = random.uniform(-30, 30);
      const Vec3 p = place.position_A + depth * place.normal;
      // floats of a few hundred Å round by 3e-5
      EXPECT_NEAR(distance_A(*c.drawn.field, to_unit(pose, p)), depth, 1e-4);
      EXPECT_EQ(surface->encloses(p), depth < 0);
      EXPECT_LT(norm(surface->nearest(p).position_A - place.position_A), 1e-8);
      EXPECT_LT(norm(surface->nearest(p).normal - place.normal), 1e-9);
      const Vec3 gradient = rotate(pose.rotation, c.drawn.field->gradient(to_unit(pose, p)));
      EXPECT_LT(norm(gradient - place.normal), 1e-9);
    }
  }
}

TEST(Wall, TilesGiveTheSameBitsAsTheWhole) {
  for (const Case& c : cases(10)) {
    const Pose pose{rotation_about({0.6, 0.8, 0}, 1.1), {331.7, 320.2, 329.9}};
    const GridSpec grid{{64, 64, 64}, 10};
    std::vector<float> whole(grid.count()), tiled(grid.count());
    const Bilayer bilayer{NoParams{}};
    bilayer.draw(*c.drawn.field, pose, whole_window(whole.data(), grid));
    for (std::int64_t z = 0; z < 64; z += 16)
      for (const auto& [x, width] : {std::pair<std::int64_t, std::int64_t>{0, 23}, {23, 41}})
        bilayer.draw(*c.drawn.field, pose,
                     {tiled.data() + z * 64 * 64 + x, {x, 0, z}, {width, 64, 16}, 64, 64 * 64, 10});
    EXPECT_EQ(whole, tiled) << c.name;
  }
}

TEST(Wall, ProbesAndInnerBallAreExcludedInEveryPose) {
  constexpr double k_voxel_A = 8;
  const Bilayer bilayer{NoParams{}};
  for (const Case& c : cases(k_voxel_A)) {
    SCOPED_TRACE(c.name);
    std::vector<Vec3> probes;
    bilayer.probes(*c.drawn.field, k_voxel_A, probes);
    EXPECT_GT(probes.size(), 200U);
    const Ball ball = bilayer.inner_ball(*c.drawn.field, k_voxel_A);
    // the distance is exact, so the ball fills the wall but for the rounding of floats
    EXPECT_NEAR(ball.radius_A, c.drawn.field->wall().half_thickness_A, 0.01);
    const GridSpec grid{{82, 82, 82}, k_voxel_A};
    Random random(6);
    for (int trial = 0; trial < 4; ++trial) {
      const Pose pose{random_rotation(random), Vec3{325, 325, 325} + 5 * random_direction(random)};
      std::vector<std::uint8_t> mask(grid.count());
      const auto window = whole_window(mask.data(), grid);
      bilayer.exclude(*c.drawn.field, pose, window);
      std::size_t missing = 0;
      for (const Vec3 probe : probes) {
        const Vec3 p = to_tomogram(pose, probe) / k_voxel_A;
        missing += window.at(std::lround(p.x), std::lround(p.y), std::lround(p.z)) == 0;
      }
      EXPECT_EQ(missing, 0U);
      const Vec3 centre = to_tomogram(pose, ball.centre_A);
      for (std::int64_t z = 0; z < 82; ++z)
        for (std::int64_t y = 0; y < 82; ++y)
          for (std::int64_t x = 0; x < 82; ++x)
            if (norm(k_voxel_A * Vec3{double(x), double(y), double(z)} - centre) < ball.radius_A)
              missing += window.at(x, y, z) == 0;
      EXPECT_EQ(missing, 0U);
    }
  }
}

TEST(Wall, OnlyPhysicalThicknessesUnlessAllowed) {
  const std::string rule =
      "layer_distance must lie between 25 and 45 A, as in lipid bilayers, unless allow_unphysical is true";
  const auto distance = [](const Distribution& d) {
    return std::pair{std::string("layer_distance"), detail::load(d)};
  };
  const std::pair<std::string, Value> allowed{"allow_unphysical", detail::load(true)};
  const auto all_say = [&](const Distribution& d, const std::string& text) {
    EXPECT_EQ(broken_rule(Sphere::schema(), {distance(d)}), text);
    EXPECT_EQ(broken_rule(Ellipsoid::schema(), {distance(d)}), text);
    EXPECT_EQ(broken_rule(Torus::schema(), {distance(d)}), text);
    EXPECT_EQ(broken_rule(Sphere::schema(), {distance(d), allowed}), "");
    EXPECT_EQ(broken_rule(Ellipsoid::schema(), {distance(d), allowed}), "");
    EXPECT_EQ(broken_rule(Torus::schema(), {distance(d), allowed}), "");
  };
  all_say(24.9, rule);
  all_say(45.1, rule);
  all_say(Distribution::uniform(24, 40), rule);
  all_say(Distribution::uniform(30, 46), rule);
  all_say(Distribution::normal(50, 5), rule);
  all_say(Distribution::exponential(30, 50), rule);
  all_say(25, "");
  all_say(45, "");
  all_say(Distribution::uniform(25, 45), "");
  all_say(Distribution::normal(44, 10), "");
}

TEST(Wall, TailsOfThicknessesAreCutOffUnlessAllowed) {
  SphereParams params = sphere(200);
  params.layer_distance_A = Distribution::normal(44, 10);
  for (const bool allowed : {false, true}) {
    params.allow_unphysical = allowed;
    double low = 100, high = 0;
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
      const double t = drawn<Sphere>(params, 10, seed).field->wall().layer_distance_A;
      low = std::min(low, t);
      high = std::max(high, t);
    }
    EXPECT_EQ(low >= 25 && high <= 45, !allowed);
  }
}

}  // namespace
}  // namespace cryocosm::membranes::test
