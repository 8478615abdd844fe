// Surfaces of meshes: uniform points, nearest points, crossings with spheres, curvatures, poses.
#include "mesh_surface.hpp"

#include "grid_tools.hpp"
#include "triangle_arcs.hpp"

namespace cryocosm::membranes::test {
namespace {

std::shared_ptr<const GridForm> form_of(double half_A, double step_A, const std::function<double(Vec3)>& d) {
  return std::make_shared<const GridForm>(grid_form(
      sampled(half_A, step_A, [&](Vec3 p) { return smooth_step(d(p), 2.5 * step_A); }), 50, serial));
}

TEST(AliasTable, DrawsByWeight) {
  const std::vector<double> weights{1, 0, 3, 0.5, 7, 2, 2};
  const AliasTable table(weights);
  Random random(1);
  constexpr int k_n = 40000;
  std::vector<double> counts(weights.size()), expected;
  for (int i = 0; i < k_n; ++i) counts[table.draw(random)] += 1;
  EXPECT_EQ(counts[1], 0);
  counts.erase(counts.begin() + 1);
  for (const double weight : weights)
    if (weight > 0) expected.push_back(k_n * weight / 15.5);
  expect_counts(counts, expected);
}

TEST(TriangleTree, FindsTheNearestOfAll) {
  const auto form = form_of(200, 20, [](Vec3 p) { return torus_distance(p, 90, 45); });
  const Mesh& mesh = form->surface.mesh;
  Random random(2);
  for (int trial = 0; trial < 200; ++trial) {
    const Vec3 p = random.uniform(0, 300) * random_direction(random);
    double least = 1e300;
    for (std::uint32_t i = 0; i < mesh.triangles.size(); ++i)
      least = std::min(least, nearest_on_triangle(mesh, i, p).distance_A);
    const MeshFoot foot = form->surface.tree.nearest(mesh, p);
    EXPECT_EQ(foot.distance_A, least);
    EXPECT_NEAR(norm(foot.position_A - p), least, 1e-9);
    EXPECT_NEAR(foot.weight[0] + foot.weight[1] + foot.weight[2], 1, 1e-12);
  }
}

TEST(TriangleArcs, AreThePartsOfTheCircleInTheTriangle) {
  Random random(3);
  for (int trial = 0; trial < 300; ++trial) {
    std::array<Vec3, 3> corners;
    for (Vec3& corner : corners) corner = random.uniform(0, 2) * random_direction(random);
    const Vec3 centre = random.uniform(0, 1) * random_direction(random);
    const double radius = random.uniform(0.2, 2);
    std::vector<Arc> arcs;
    add_arcs(corners, centre, radius, arcs);
    double length = 0;
    for (const Arc& arc : arcs) {
      length += arc.length_A();
      EXPECT_NEAR(norm(arc.at(arc.from_rad) - centre), radius, 1e-9);
    }
    // the circle in small steps, each inside or not by its barycentric weights
    const Vec3 n = normalized(cross(corners[1] - corners[0], corners[2] - corners[0]));
    const double height = dot(corners[0] - centre, n);
    if (std::abs(height) >= radius) {
      EXPECT_TRUE(arcs.empty());
      continue;
    }
    const double r = std::sqrt(radius * radius - height * height);
    const Vec3 u = normalized(corners[1] - corners[0]), v = cross(n, u);
    constexpr int k_n = 20000;
    int inside = 0;
    for (int i = 0; i < k_n; ++i) {
      const double angle = 2 * k_pi * i / k_n;
      const Vec3 p = centre + height * n + r * std::cos(angle) * u + r * std::sin(angle) * v;
      bool is_in = true;
      for (std::size_t s = 0; s < 3; ++s)
        is_in = is_in && dot(cross(corners[(s + 1) % 3] - corners[s], p - corners[s]), n) >= 0;
      inside += is_in;
    }
    EXPECT_NEAR(length, 2 * k_pi * r * inside / k_n, 2 * k_pi * r * 8 / k_n);
  }
}

TEST(MeshSurface, SamplesTheTorusUniformlyByArea) {
  const auto form = form_of(330, 10, [](Vec3 p) { return torus_distance(p, 180, 90); });
  const Pose pose{rotation_about({0.6, 0, 0.8}, 1), {10, 20, 30}};
  const MeshSurface surface(form, pose, 28);
  constexpr std::size_t k_tube = 12;
  constexpr int k_n = 20000;
  std::vector<double> expected, counts(k_tube);
  for (std::size_t j = 0; j < k_tube; ++j) {
    const double low = 2 * k_pi * static_cast<double>(j) / k_tube, high = low + 2 * k_pi / k_tube;
    expected.push_back(k_n * (180 * (high - low) + 90 * (std::sin(high) - std::sin(low))) / (2 * k_pi * 180));
  }
  Random random(4);
  for (int i = 0; i < k_n; ++i) {
    const SurfacePoint p = surface.sample(random);
    const Vec3 x = to_unit(pose, p.position_A);
    ASSERT_NEAR(torus_distance(x, 180, 90), 0, 0.6);
    double tube = std::atan2(x.z, std::hypot(x.x, x.y) - 180);
    if (tube < 0) tube += 2 * k_pi;
    counts[std::min(k_tube - 1, static_cast<std::size_t>(tube / (2 * k_pi) * k_tube))] += 1;
  }
  expect_counts(counts, expected);
}

TEST(MeshSurface, HasNormalsAndNearestPointsOfTheTorus) {
  const auto form = form_of(330, 10, [](Vec3 p) { return torus_distance(p, 180, 90); });
  const Pose pose{rotation_about({0, 0.6, 0.8}, 2), {-10, 20, 30}};
  const MeshSurface surface(form, pose, 28);
  EXPECT_NEAR(surface.area_A2() / (4 * k_pi * k_pi * 180 * 90), 1, 0.01);
  EXPECT_EQ(surface.half_thickness_A(), 28);
  const TorusForm torus{180, 90};
  Random random(5);
  for (int i = 0; i < 2000; ++i) {
    const Vec3 p = to_tomogram(pose, random.uniform(60, 300) * random_direction(random));
    const Vec3 local = to_unit(pose, p);
    const double distance = torus_distance(local, 180, 90);
    const SurfacePoint found = surface.nearest(p);
    EXPECT_NEAR(norm(found.position_A - p), std::abs(distance), 0.6);
    if (std::abs(distance) > 0.6) {
      EXPECT_EQ(surface.encloses(p), distance < 0);
    }
    EXPECT_NEAR(norm(found.normal), 1, 1e-12);
    const Vec3 normal = nearest_on(torus, to_unit(pose, found.position_A)).normal;
    // a degree: what is known of a molecule's direction is less
    EXPECT_GT(dot(rotate(pose.rotation, normal), found.normal), std::cos(k_pi / 180));
  }
}

TEST(MeshSurface, HasCurvaturesOfTheSphereAndTheTorus) {
  for (const double step : {5.0, 10.0}) {
    const auto sphere = form_of(220, step, [](Vec3 p) { return sphere_distance(p, 120); });
    const MeshSurface ball(sphere, {}, 28);
    Random random(6);
    double worst = 0;
    for (int i = 0; i < 500; ++i) {
      const Curvatures c = ball.curvatures(ball.sample(random));
      worst = std::max({worst, std::abs(120 * c.greater_per_A - 1), std::abs(120 * c.smaller_per_A - 1)});
    }
    // the spline is a mean over step^2 / 2 of variance, which changes curvatures by about its ratio to R^2
    EXPECT_LT(worst, 0.005 + step * step / (120 * 120));
    const auto torus = form_of(330, step, [](Vec3 p) { return torus_distance(p, 180, 90); });
    const MeshSurface ring(torus, {}, 28);
    double worst_ring = 0;
    for (int i = 0; i < 500; ++i) {
      const SurfacePoint p = ring.sample(random);
      const Curvatures c = ring.curvatures(p);
      const double around = std::hypot(p.position_A.x, p.position_A.y);
      worst_ring = std::max({worst_ring, std::abs(90 * c.greater_per_A - 1),
                             std::abs(90 * c.smaller_per_A - 90 * (around - 180) / 90 / around)});
    }
    EXPECT_LT(worst_ring, 0.005 + step * step / (90 * 90));
  }
}

TEST(MeshSurface, MeetsASphereUniformlyByLength) {
  const auto form = form_of(370, 10, [](Vec3 p) { return torus_distance(p, 200, 90); });
  const MeshSurface surface(form, {}, 28);
  // around the origin: two circles that mirror each other, at x^2 + y^2 = r^2
  Random random(7);
  constexpr std::size_t k_parts = 8;
  constexpr int k_n = 4000;
  std::vector<double> counts(2 * k_parts), expected(2 * k_parts, k_n / (2.0 * k_parts));
  for (int i = 0; i < k_n; ++i) {
    const auto p = surface.on_sphere({}, 180, random);
    ASSERT_TRUE(p.has_value());
    const Vec3 x = p->position_A;
    ASSERT_NEAR(norm(x), 180, 1e-6);
    ASSERT_NEAR(torus_distance(x, 200, 90), 0, 0.6);
    const auto part = static_cast<std::size_t>((std::atan2(x.y, x.x) + k_pi) / (2 * k_pi) * k_parts);
    counts[(x.z > 0 ? k_parts : 0) + std::min(k_parts - 1, part)] += 1;
  }
  expect_counts(counts, expected);
  EXPECT_FALSE(surface.on_sphere({}, 105, random).has_value());
  EXPECT_FALSE(surface.on_sphere({}, 300, random).has_value());
}

}  // namespace
}  // namespace cryocosm::membranes::test
