// Sorting the triangles of a mesh.
#include "placement/part_inside.hpp"

namespace cryocosm {
namespace {

bool lies_in(const Box& box, Vec3 p) {
  return p.x >= box.low.x && p.x < box.high.x && p.y >= box.low.y && p.y < box.high.y && p.z >= box.low.z &&
         p.z < box.high.z;
}

}  // namespace

double part_inside(const Surface& surface, const Box& box) {
  constexpr std::size_t k_triangles = 100'000;  // those that a face cuts are few of so many
  std::vector<Vec3> points;
  std::vector<Triangle> triangles;
  surface.mesh(k_triangles, points, triangles);
  double inside = 0, all = 0;
  for (const Triangle& t : triangles) {
    const Vec3 a = points[t.a], b = points[t.b], c = points[t.c];
    const double doubled = norm(cross(b - a, c - a));
    all += doubled;
    if (lies_in(box, (a + b + c) / 3)) inside += doubled;
  }
  return all > 0 ? inside / all : 1;
}

}  // namespace cryocosm
