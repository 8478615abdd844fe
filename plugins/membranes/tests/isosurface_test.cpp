// Meshes of zero levels: closed whatever the field, and with the closed forms' areas and volumes.
#include "isosurface.hpp"

#include "cube_cuts.hpp"
#include "grid_tools.hpp"

namespace cryocosm::membranes::test {
namespace {

double area_of(const Mesh& mesh) {
  double area = 0;
  for (const Triangle t : mesh.triangles)
    area += norm(cross(mesh.points[t.b] - mesh.points[t.a], mesh.points[t.c] - mesh.points[t.a])) / 2;
  return area;
}

/// V - E + F of a closed triangle mesh.
std::int64_t euler(const Mesh& mesh) {
  return static_cast<std::int64_t>(mesh.points.size()) - static_cast<std::int64_t>(mesh.triangles.size()) / 2;
}

TEST(CubeCuts, CutEveryEdgeThatLeadsOut) {
  for (unsigned inside = 0; inside < 256; ++inside) {
    std::array<bool, 12> is_cut{};
    for (const CutTriangle& triangle : cube_cuts()[inside])
      for (const std::uint8_t edge : triangle) is_cut[edge] = true;
    for (std::size_t e = 0; e < 12; ++e) {
      const int from = k_cube_edges[e].from, to = from | 1 << k_cube_edges[e].axis;
      EXPECT_EQ(is_cut[e], (inside >> from & 1) != (inside >> to & 1)) << inside << ' ' << e;
    }
  }
}

TEST(Isosurface, IsClosedForAnyField) {
  Random random(1);
  for (int trial = 0; trial < 20; ++trial) {
    SampledField field{{{12, 11, 10}, {}, 1}, {}};
    for (std::size_t i = 0; i < field.lattice.count(); ++i)
      field.values.push_back(static_cast<float>(random.uniform(-1, 1)));
    // some exactly on the level, which counts as outside
    for (int i = 0; i < 50; ++i) field.values[random.index(field.values.size())] = 0;
    EXPECT_TRUE(is_open(field));
    field = padded(field, 1, 1);
    EXPECT_FALSE(is_open(field));
    const Mesh mesh = isosurface(field);
    EXPECT_TRUE(is_closed(mesh.triangles));
    EXPECT_GT(volume_A3(mesh), 0);
  }
}

TEST(Isosurface, HasAreaAndVolumeOfTheSphereAndTheTorus) {
  for (const double step : {5.0, 10.0}) {
    const Mesh sphere = isosurface(sampled(170, step, [](Vec3 p) { return sphere_distance(p, 120); }));
    EXPECT_TRUE(is_closed(sphere.triangles));
    EXPECT_EQ(euler(sphere), 2);
    // chords of a step lie step^2 / (8 R) inside at most, and linear interpolation as much
    const double lost = step * step / (8 * 120) * 2 / 120;
    EXPECT_NEAR(area_of(sphere) / (4 * k_pi * 120 * 120), 1, 2 * lost);
    EXPECT_NEAR(volume_A3(sphere) / (4 * k_pi / 3 * 120 * 120 * 120), 1, 3 * lost);

    const Mesh torus = isosurface(sampled(330, step, [](Vec3 p) { return torus_distance(p, 200, 80); }));
    EXPECT_TRUE(is_closed(torus.triangles));
    EXPECT_EQ(euler(torus), 0);
    EXPECT_NEAR(area_of(torus) / (4 * k_pi * k_pi * 200 * 80), 1, 0.01);
    EXPECT_NEAR(volume_A3(torus) / (2 * k_pi * k_pi * 200 * 80 * 80), 1, 0.015);
  }
}

TEST(Isosurface, KeepsToBudgetsAndStaysClosed) {
  const SampledField field = sampled(330, 8, [](Vec3 p) { return torus_distance(p, 200, 80); });
  for (const std::size_t budget : {500U, 2000U, 10000U}) {
    const Mesh mesh = coarse_isosurface(field, budget);
    EXPECT_LE(mesh.triangles.size(), budget);
    EXPECT_GE(mesh.triangles.size(), budget / 2);
    EXPECT_TRUE(is_closed(mesh.triangles));
    EXPECT_EQ(euler(mesh), 0) << budget;
    EXPECT_NEAR(area_of(mesh) / (4 * k_pi * k_pi * 200 * 80), 1, 50.0 / static_cast<double>(budget));
  }
}

TEST(Isosurface, OfOneSignIsEmpty) {
  EXPECT_TRUE(isosurface(sampled(20, 5, [](Vec3) { return 1.0; })).triangles.empty());
}

}  // namespace
}  // namespace cryocosm::membranes::test
