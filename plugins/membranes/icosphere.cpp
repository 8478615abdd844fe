// Icosahedra cut finer and finer.
#include "icosphere.hpp"

#include <cmath>
#include <map>
#include <utility>

namespace cryocosm::membranes {
namespace {

Mesh icosahedron() {
  const double t = (1 + std::sqrt(5.0)) / 2;
  Mesh mesh;
  for (const Vec3 p : {Vec3{-1, t, 0},
                       {1, t, 0},
                       {-1, -t, 0},
                       {1, -t, 0},
                       {0, -1, t},
                       {0, 1, t},
                       {0, -1, -t},
                       {0, 1, -t},
                       {t, 0, -1},
                       {t, 0, 1},
                       {-t, 0, -1},
                       {-t, 0, 1}})
    mesh.points.push_back(normalized(p));
  mesh.triangles = {{0, 11, 5},  {0, 5, 1},  {0, 1, 7},  {0, 7, 10}, {0, 10, 11}, {1, 5, 9}, {5, 11, 4},
                    {11, 10, 2}, {10, 7, 6}, {7, 1, 8},  {3, 9, 4},  {3, 4, 2},   {3, 2, 6}, {3, 6, 8},
                    {3, 8, 9},   {4, 9, 5},  {2, 4, 11}, {6, 2, 10}, {8, 6, 7},   {9, 8, 1}};
  return mesh;
}

Mesh subdivided(const Mesh& coarse) {
  Mesh fine;
  fine.points = coarse.points;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> middles;
  const auto middle = [&](std::uint32_t a, std::uint32_t b) {
    const auto [found, is_new] =
        middles.try_emplace(std::minmax(a, b), static_cast<std::uint32_t>(fine.points.size()));
    if (is_new) fine.points.push_back(normalized(fine.points[a] + fine.points[b]));
    return found->second;
  };
  for (const Triangle t : coarse.triangles) {
    const std::uint32_t ab = middle(t.a, t.b), bc = middle(t.b, t.c), ca = middle(t.c, t.a);
    fine.triangles.insert(fine.triangles.end(), {{t.a, ab, ca}, {t.b, bc, ab}, {t.c, ca, bc}, {ab, bc, ca}});
  }
  return fine;
}

}  // namespace

Mesh icosphere(std::size_t max_triangles) {
  Mesh mesh = icosahedron();
  for (int level = 0; level < 7 && 4 * mesh.triangles.size() <= max_triangles; ++level)
    mesh = subdivided(mesh);
  return mesh;
}

}  // namespace cryocosm::membranes
