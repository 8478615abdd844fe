// Sides against triangles, for pairs whose boxes meet.
#include "self_intersection.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace cryocosm::membranes {
namespace {

using Corners = std::array<std::uint32_t, 3>;

Corners corners_of(const Mesh& mesh, std::uint32_t i) {
  const Triangle t = mesh.triangles[i];
  return {t.a, t.b, t.c};
}

/// Six times the volume of a tetrahedron, or 0 when rounding leaves its sign open.
double side_of(Vec3 a, Vec3 b, Vec3 c, Vec3 d) {
  const Vec3 ab = b - a, ac = c - a, ad = d - a;
  const double volume = dot(ab, cross(ac, ad));
  return std::abs(volume) > 1e-14 * norm(ab) * norm(ac) * norm(ad) ? volume : 0;
}

/// Whether the segment passes from one side of the triangle to the other, through it or its rim.
bool passes(Vec3 p, Vec3 q, Vec3 a, Vec3 b, Vec3 c) {
  if (!(side_of(a, b, c, p) * side_of(a, b, c, q) < 0)) return false;
  const double u = side_of(p, q, a, b), v = side_of(p, q, b, c), w = side_of(p, q, c, a);
  return (u >= 0 && v >= 0 && w >= 0) || (u <= 0 && v <= 0 && w <= 0);
}

bool any_side_passes(const Mesh& mesh, const Corners& s, const Corners& t, const Corners& shared,
                     std::size_t shared_count) {
  const auto is_shared = [&](std::uint32_t corner) {
    return std::find(shared.begin(), shared.begin() + static_cast<std::ptrdiff_t>(shared_count), corner) !=
           shared.begin() + static_cast<std::ptrdiff_t>(shared_count);
  };
  for (std::size_t i = 0; i < 3; ++i) {
    const std::uint32_t from = s[i], to = s[(i + 1) % 3];
    if (is_shared(from) || is_shared(to)) continue;
    if (passes(mesh.points[from], mesh.points[to], mesh.points[t[0]], mesh.points[t[1]], mesh.points[t[2]]))
      return true;
  }
  return false;
}

bool are_folded(const Mesh& mesh, const Corners& s, const Corners& t) {
  const auto normal = [&](const Corners& c) {
    return cross(mesh.points[c[1]] - mesh.points[c[0]], mesh.points[c[2]] - mesh.points[c[0]]);
  };
  const Vec3 a = normal(s), b = normal(t);
  return dot(a, b) < 0 && norm(cross(a, b)) <= 1e-12 * norm(a) * norm(b);
}

bool intersect(const Mesh& mesh, std::uint32_t i, std::uint32_t j) {
  const Corners s = corners_of(mesh, i), t = corners_of(mesh, j);
  Corners shared{};
  std::size_t count = 0;
  for (const std::uint32_t corner : s)
    if (std::find(t.begin(), t.end(), corner) != t.end()) shared[count++] = corner;
  if (count == 3) return true;
  if (count == 2) return are_folded(mesh, s, t);
  return any_side_passes(mesh, s, t, shared, count) || any_side_passes(mesh, t, s, shared, count);
}

struct Extent {
  explicit Extent(const Mesh& mesh, const Corners& corners) {
    for (const std::uint32_t corner : corners) extend(box, mesh.points[corner]);
  }
  bool meets(const TriangleTree::Bounds& b) const {
    const double low[] = {box.low.x, box.low.y, box.low.z}, high[] = {box.high.x, box.high.y, box.high.z};
    for (int i = 0; i < 3; ++i)
      if (static_cast<double>(b.low[i]) > high[i] || static_cast<double>(b.high[i]) < low[i]) return false;
    return true;
  }
  Box box;
};

}  // namespace

SelfIntersection self_intersection(const Mesh& mesh, const TriangleTree& tree, ParallelFor parallel_for) {
  const std::size_t n = mesh.triangles.size();
  std::vector<std::uint8_t> does(n);
  parallel_for(n, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      const auto own = static_cast<std::uint32_t>(i);
      const Extent extent(mesh, corners_of(mesh, own));
      tree.visit([&](const TriangleTree::Bounds& box) { return does[i] == 0 && extent.meets(box); },
                 [&](std::uint32_t other) {
                   if (other > own && does[i] == 0 && intersect(mesh, own, other)) does[i] = 1;
                 });
    }
  });
  SelfIntersection found;
  for (std::size_t i = 0; i < n; ++i) {
    if (does[i] == 0) continue;
    const Triangle t = mesh.triangles[i];
    if (found.triangles++ == 0) found.place_A = (mesh.points[t.a] + mesh.points[t.b] + mesh.points[t.c]) / 3;
  }
  return found;
}

}  // namespace cryocosm::membranes
