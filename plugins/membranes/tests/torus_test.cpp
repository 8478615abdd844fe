// membranes.torus: distances, uniform points, crossings with spheres, and what may be drawn.
#include "torus.hpp"

#include "torus_surface.hpp"
#include "wall_tools.hpp"

namespace cryocosm::membranes::test {
namespace {

Vec3 on_torus(const TorusForm& form, double around_axis, double around_tube) {
  const double r = form.major_A + form.minor_A * std::cos(around_tube);
  return {r * std::cos(around_axis), r * std::sin(around_axis), form.minor_A * std::sin(around_tube)};
}

TEST(TorusForm, DistanceIsTheLeastOfAllPoints) {
  const TorusForm form{200, 90};
  Random random(1);
  for (int i = 0; i < 30; ++i) {
    const Vec3 p = random.uniform(0, 400) * random_direction(random);
    constexpr int k_n = 300;
    double best = 1e300;
    for (int a = 0; a < k_n; ++a)
      for (int b = 0; b < k_n; ++b)
        best = std::min(best, norm(p - on_torus(form, 2 * k_pi * a / k_n, 2 * k_pi * b / k_n)));
    // some grid point lies within half a step of the foot both ways: 3.04 Å around the axis, 0.95 Å around
    // the tube, so the least over the grid is at most 3.2 Å greater, and never less
    const double distance = std::abs(distance_A(form, p));
    EXPECT_GE(best, distance - 1e-9);
    EXPECT_LE(best, distance + 3.2);
    EXPECT_LE(best * best, distance * distance + 3.2 * 3.2 * (1 + distance / 90)) << "flat around the least";
    const SurfacePoint foot = nearest_on(form, p);
    EXPECT_NEAR(norm(p - foot.position_A), distance, 1e-9);
    EXPECT_NEAR(distance_A(form, foot.position_A), 0, 1e-9);
    EXPECT_NEAR(norm(p - foot.position_A - distance_A(form, p) * foot.normal), 0, 1e-9);
  }
}

TEST(TorusForm, HasAFootOnTheAxisAndInTheMiddleOfTheTube) {
  const TorusForm form{200, 90};
  for (const Vec3 p : {Vec3{0, 0, 0}, {0, 0, 50}, {200, 0, 0}, {0, -200, 0}}) {
    const SurfacePoint foot = nearest_on(form, p);
    EXPECT_NEAR(norm(foot.normal), 1, 1e-12);
    EXPECT_NEAR(norm(p - foot.position_A), std::abs(distance_A(form, p)), 1e-9);
  }
}

TEST(TorusSurface, SamplesAreUniformByArea) {
  const TorusForm form{200, 150};
  const TorusSurface surface(form, {});
  constexpr std::size_t k_axis = 6, k_tube = 12;
  constexpr int k_n = 40000;
  std::vector<double> expected, counts(k_axis * k_tube);
  for (std::size_t i = 0; i < k_axis; ++i)
    for (std::size_t j = 0; j < k_tube; ++j) {
      // the area between two angles b of the tube grows as the integral of d + e cos b
      const double low = 2 * k_pi * static_cast<double>(j) / k_tube, high = low + 2 * k_pi / k_tube;
      const double part = 200 * (high - low) + 150 * (std::sin(high) - std::sin(low));
      expected.push_back(k_n * part / (2 * k_pi * 200 * k_axis));
    }
  Random random(2);
  const auto bin = [](double angle, std::size_t bins) {
    if (angle < 0) angle += 2 * k_pi;
    return std::min(bins - 1, static_cast<std::size_t>(angle / (2 * k_pi) * static_cast<double>(bins)));
  };
  for (int i = 0; i < k_n; ++i) {
    const SurfacePoint p = surface.sample(random);
    const Vec3 x = p.position_A;
    ASSERT_NEAR(distance_A(form, x), 0, 1e-9);
    const double tube = std::atan2(x.z, std::sqrt(x.x * x.x + x.y * x.y) - 200);
    counts[bin(std::atan2(x.y, x.x), k_axis) * k_tube + bin(tube, k_tube)] += 1;
  }
  expect_counts(counts, expected);
}

// A sphere around the centre meets the torus in two circles that mirror each other; one of radius d around a
// point of the axis in two circles of different radius. Each gets points as it is long, all around.
TEST(TorusSurface, MeetsASphereUniformlyByLength) {
  const TorusForm form{200, 90};
  const TorusSurface surface(form, {});
  const Vec3 c{0, 0, 60};
  constexpr double k_radius = 180;
  // in the half plane of the axis: (200 + 90 cos b)^2 + (90 sin b - 60)^2 = 180^2, by bisection between its
  // extremes, which lie on the line through the centres of the two circles
  const auto excess = [](double b) {
    return std::hypot(200 + 90 * std::cos(b), 90 * std::sin(b) - 60) - k_radius;
  };
  const double nearest = std::atan2(60, -200);
  std::vector<double> radii, heights;
  for (const double side : {-1.0, 1.0}) {
    double low = nearest, high = nearest + side * k_pi;
    for (int i = 0; i < 60; ++i) {
      const double middle = (low + high) / 2;
      (excess(middle) < 0 ? low : high) = middle;
    }
    radii.push_back(200 + 90 * std::cos(low));
    heights.push_back(90 * std::sin(low));
  }
  ASSERT_GT(std::abs(radii[0] / radii[1] - 1), 0.1) << "circles of one size would show nothing";
  constexpr std::size_t k_parts = 8;
  constexpr int k_n = 4000;
  std::vector<double> expected, counts(2 * k_parts);
  for (const double r : radii)
    for (std::size_t i = 0; i < k_parts; ++i) expected.push_back(k_n * r / (radii[0] + radii[1]) / k_parts);
  Random random(3);
  for (int i = 0; i < k_n; ++i) {
    const auto p = surface.on_sphere(c, k_radius, random);
    ASSERT_TRUE(p.has_value());
    const Vec3 x = p->position_A;
    ASSERT_NEAR(norm(x - c), k_radius, 1e-9);
    ASSERT_NEAR(distance_A(form, x), 0, 1e-9);
    const std::size_t ring = std::abs(x.z - heights[0]) < std::abs(x.z - heights[1]) ? 0 : 1;
    ASSERT_NEAR(x.z, heights[ring], 1e-6);
    const double angle = std::atan2(x.y, x.x) + k_pi;
    counts[ring * k_parts + std::min(k_parts - 1, static_cast<std::size_t>(angle / (2 * k_pi) * k_parts))] +=
        1;
  }
  expect_counts(counts, expected);
}

TEST(TorusSurface, HasTheCurvaturesOfTheClosedForms) {
  const TorusForm form{200, 90};
  const Pose pose{rotation_about({0.6, 0, 0.8}, 1.3), {10, 20, 30}};
  const TorusSurface surface(form, pose, 29);
  EXPECT_EQ(surface.half_thickness_A(), 29);
  for (const double tube : {0.0, 0.7, k_pi / 2, 2.5, k_pi, -1.2}) {
    const Vec3 p = to_tomogram(pose, on_torus(form, 0.4, tube));
    const Curvatures k = surface.curvatures(surface.nearest(p));
    EXPECT_NEAR(k.greater_per_A, 1.0 / 90, 1e-12);
    EXPECT_NEAR(k.smaller_per_A, std::cos(tube) / (200 + 90 * std::cos(tube)), 1e-12);
    const Curvatures measured = surface.Surface::curvatures(surface.nearest(p));
    EXPECT_NEAR(k.greater_per_A, measured.greater_per_A, 1e-5);  // the square of steps of 1 Å over 90 Å
    EXPECT_NEAR(k.smaller_per_A, measured.smaller_per_A, 1e-5);
  }
}

TEST(TorusSurface, MissesSpheresThatDoNotMeetIt) {
  const TorusSurface surface({200, 90}, {{}, {10, 20, 30}});
  Random random(4);
  EXPECT_FALSE(surface.on_sphere({10, 20, 30}, 109, random).has_value());  // in the hole
  EXPECT_FALSE(surface.on_sphere({210, 20, 30}, 89, random).has_value());  // in the tube
  EXPECT_FALSE(surface.on_sphere({10, 20, 30}, 291, random).has_value());  // around it
  EXPECT_TRUE(surface.on_sphere({10, 20, 30}, 150, random).has_value());
}

TEST(TorusSurface, MeshKeepsToSmallBudgets) {
  const TorusSurface surface({200, 90}, {});
  for (const std::size_t budget : {18U, 20U, 31U, 100U, 500U, 2001U}) {
    const MeshSums mesh = mesh_of(surface, budget);
    EXPECT_LE(mesh.triangles.size(), budget);
    EXPECT_GE(mesh.triangles.size(), budget > 100 ? budget / 2 : 18);
    EXPECT_TRUE(is_closed(mesh.triangles));
    EXPECT_GT(mesh.volume, 0);
    // V - E + F = 0 with E = 3 F / 2: one hole
    EXPECT_EQ(2 * mesh.points.size(), mesh.triangles.size());
  }
}

TEST(Torus, DrawsRadiiWithAnOpenHole) {
  TorusParams params;
  params.major_radius_A = Distribution::uniform(75, 400);
  params.minor_radius_A = Distribution::uniform(75, 400);
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const Drawn torus = drawn<Torus>(params, 10, seed);
    // the middle of the hole is half a wall away from the surface at least
    EXPECT_GE(distance_A(*torus.field, {}), torus.field->wall().half_thickness_A - 1e-4);
  }
}

TEST(Torus, RefusesRadiiThatCloseTheHole) {
  const auto schema = Torus::schema();
  const auto rule = [&](double major, double minor) {
    return broken_rule(schema, {{"major_radius", detail::load(Distribution(major))},
                                {"minor_radius", detail::load(Distribution(minor))}});
  };
  EXPECT_EQ(rule(200, 100), "");
  EXPECT_EQ(rule(100, 101),
            "minor_radius must not exceed major_radius, at least in some draws; in all of 2000 it did");
  EXPECT_EQ(
      rule(120, 100),
      "major_radius must exceed minor_radius by half the wall, layer_distance / 2 + 2 layer_sigma, at least "
      "in some draws, or the hole closes; in none of 2000 did it");
}

TEST(Torus, SaysWhenNoDrawFits) {
  testing::TestBuild build({{100, 100, 100}, 10});
  Draw draw{Random(1)};
  try {
    Torus(torus(100, 100), build).draw(draw);
    ADD_FAILURE() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::bad_distribution);
    EXPECT_EQ(error.message(),
              "no draw of the radii leaves the hole of the torus open and room for its bilayers");
    EXPECT_EQ(error.hint(),
              "draw major_radius from a range that lies above that of minor_radius, or fewer lamellae");
  }
}

}  // namespace
}  // namespace cryocosm::membranes::test
