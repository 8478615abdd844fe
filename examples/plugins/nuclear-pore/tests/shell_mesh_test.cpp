// Meshes of shells with pores: closed, of the right topology, area and volume.
#include "shell_mesh.hpp"

#include <gtest/gtest.h>

#include <map>
#include <utility>

#include "shells.hpp"

namespace nuclear_pore {
namespace {

using namespace cryocosm;

struct Mesh {
  std::vector<Vec3> points;
  std::vector<Triangle> triangles;
};

Mesh mesh_of(const Shell& shell, std::size_t max_triangles) {
  Mesh mesh;
  shell_mesh(shell, {shell.axes[2], shell.axes[6]}, max_triangles, mesh.points, mesh.triangles);
  return mesh;
}

double area_A2(const Mesh& mesh) {
  double area = 0;
  for (const Triangle& t : mesh.triangles)
    area += norm(cross(mesh.points[t.b] - mesh.points[t.a], mesh.points[t.c] - mesh.points[t.a])) / 2;
  return area;
}

double volume_A3(const Mesh& mesh) {
  double volume = 0;
  for (const Triangle& t : mesh.triangles)
    volume += dot(mesh.points[t.a], cross(mesh.points[t.b], mesh.points[t.c])) / 6;
  return volume;
}

/// Vertices less edges plus faces; every edge must have one triangle on each side.
std::int64_t euler_characteristic(const Mesh& mesh) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, int> uses;
  std::vector<bool> is_used(mesh.points.size());
  for (const Triangle& t : mesh.triangles) {
    ++uses[{t.a, t.b}], ++uses[{t.b, t.c}], ++uses[{t.c, t.a}];
    is_used[t.a] = is_used[t.b] = is_used[t.c] = true;
  }
  for (const auto& [edge, count] : uses) {
    EXPECT_EQ(count, 1);
    EXPECT_EQ(uses.count({edge.second, edge.first}), 1U);
  }
  std::int64_t vertices = 0;
  for (const bool used : is_used) vertices += used;
  return vertices - static_cast<std::int64_t>(uses.size() / 2 - mesh.triangles.size());
}

TEST(ShellMesh, IsClosedWithAHandleForEveryPore) {
  // two spheres, 2 + 2, and every tube between them takes 2 away
  EXPECT_EQ(euler_characteristic(mesh_of(*seven_pores(), 100'000)), 4 - 2 * 7);
}

TEST(ShellMesh, TakesThePoresThatComeFirstWhenAllAreTooMany) {
  EXPECT_EQ(euler_characteristic(mesh_of(*seven_pores(), 1000)), 4 - 2 * 2);
}

TEST(ShellMesh, LeavesOutPoresThatItCanNotShow) {
  for (const std::size_t most : {1U, 40U, 200U})
    EXPECT_EQ(euler_characteristic(mesh_of(*seven_pores(), most)), 4);
}

TEST(ShellMesh, IsTwoSpheresWithoutPores) {
  Shell shell = *seven_pores();
  shell.axes.clear();
  Mesh mesh;
  shell_mesh(shell, {}, 1000, mesh.points, mesh.triangles);
  EXPECT_EQ(euler_characteristic(mesh), 4);
}

TEST(ShellMesh, KeepsTheLimit) {
  for (const std::size_t most : {40U, 500U, 3000U, 50'000U}) {
    const Mesh mesh = mesh_of(*seven_pores(), most);
    EXPECT_LE(mesh.triangles.size(), most);
    EXPECT_GT(mesh.triangles.size(), most / 10);
    if (most < 50'000) continue;  // too few for pores
    for (const Vec3 p : mesh.points) EXPECT_NEAR(distance_A(*seven_pores(), p), 0, 1e-6);
  }
}

TEST(ShellMesh, HasTheAreaAndTheVolume) {
  const auto shell = seven_pores();
  const Mesh mesh = mesh_of(*shell, 400'000);
  const double area = sphere_area_A2(*shell, 2700) + sphere_area_A2(*shell, 2300) + 7 * rim_area_A2(*shell);
  // around the rims the half circle is in six parts: its length falls short by (pi / 6)^2 / 24 = 1.1 %, and
  // rims are a fifth of all
  EXPECT_NEAR(area_A2(mesh) / area, 1, 0.004);
  // The body is the sheet's neighbourhood (Steiner, with the edges' half tubes by Pappus): the shell between
  // the spheres beyond the caps, and for every pore half a disc of radius g turned about the axis, its
  // centroid 4 g / (3 pi) into the pore along the sheet.
  const double g = shell->half_gap_A, a = shell->edge_angle_rad;
  const double beyond_caps = 1 - 7 * (1 - std::cos(a)) / 2;
  const double shells = 4 * k_pi / 3 * (std::pow(2700, 3) - std::pow(2300, 3)) * beyond_caps;
  const double rims =
      7 * k_pi * g * g / 2 * 2 * k_pi * (shell->edge_radius_A() - 4 * g / (3 * k_pi) * std::cos(a));
  EXPECT_NEAR(volume_A3(mesh) / (shells + rims), 1, 0.004);
}

}  // namespace
}  // namespace nuclear_pore
