// Building the tree in the order of Morton's curve, and walking it.
#include "triangle_tree.hpp"

#include <algorithm>
#include <cmath>

#include "cryocosm/error.hpp"

namespace cryocosm::membranes {
namespace {

using Bounds = TriangleTree::Bounds;

/// Spreads 21 bits so that two more fit between each.
std::uint64_t spread(std::uint64_t x) {
  x = (x | x << 32) & 0x1f00000000ffff;
  x = (x | x << 16) & 0x1f0000ff0000ff;
  x = (x | x << 8) & 0x100f00f00f00f00f;
  x = (x | x << 4) & 0x10c30c30c30c30c3;
  x = (x | x << 2) & 0x1249249249249249;
  return x;
}

std::uint64_t morton(Vec3 p, const Box& box) {
  constexpr double k_steps = (1 << 21) - 1;
  const auto part = [](double x, double low, double high) {
    return spread(static_cast<std::uint64_t>(high > low ? k_steps * (x - low) / (high - low) : 0));
  };
  return part(p.x, box.low.x, box.high.x) | part(p.y, box.low.y, box.high.y) << 1 |
         part(p.z, box.low.z, box.high.z) << 2;
}

Bounds empty_bounds() {
  constexpr float k_far = std::numeric_limits<float>::infinity();
  return {{k_far, k_far, k_far}, {-k_far, -k_far, -k_far}};
}

/// Rounds outwards.
void extend(Bounds& box, Vec3 p) {
  const double x[] = {p.x, p.y, p.z};
  for (int i = 0; i < 3; ++i) {
    const auto f = static_cast<float>(x[i]);
    const float down = static_cast<double>(f) > x[i] ? std::nextafter(f, -INFINITY) : f;
    const float up = static_cast<double>(f) < x[i] ? std::nextafter(f, INFINITY) : f;
    box.low[i] = std::min(box.low[i], down);
    box.high[i] = std::max(box.high[i], up);
  }
}

Bounds joined(const Bounds& a, const Bounds& b) {
  Bounds box;
  for (int i = 0; i < 3; ++i) {
    box.low[i] = std::min(a.low[i], b.low[i]);
    box.high[i] = std::max(a.high[i], b.high[i]);
  }
  return box;
}

double squared_distance(const Bounds& box, Vec3 p) {
  const double x[] = {p.x, p.y, p.z};
  double sum = 0;
  for (int i = 0; i < 3; ++i) {
    const double d =
        std::max({0.0, static_cast<double>(box.low[i]) - x[i], x[i] - static_cast<double>(box.high[i])});
    sum += d * d;
  }
  return sum;
}

MeshFoot foot(const Mesh& mesh, std::uint32_t triangle, double a, double b, double c) {
  const Triangle t = mesh.triangles[triangle];
  MeshFoot at;
  at.triangle = triangle;
  at.weight[0] = a;
  at.weight[1] = b;
  at.weight[2] = c;
  at.position_A = a * mesh.points[t.a] + b * mesh.points[t.b] + c * mesh.points[t.c];
  return at;
}

}  // namespace

TriangleTree::TriangleTree(const Mesh& mesh) {
  const std::size_t n = mesh.triangles.size();
  Box box;
  for (const Vec3 p : mesh.points) cryocosm::extend(box, p);
  std::vector<std::pair<std::uint64_t, std::uint32_t>> keys(n);
  for (std::size_t i = 0; i < n; ++i) {
    const Triangle t = mesh.triangles[i];
    keys[i] = {morton((mesh.points[t.a] + mesh.points[t.b] + mesh.points[t.c]) / 3, box),
               static_cast<std::uint32_t>(i)};
  }
  std::sort(keys.begin(), keys.end());
  order_.resize(n);
  for (std::size_t i = 0; i < n; ++i) order_[i] = keys[i].second;
  while (leaves_ * k_leaf < n) leaves_ *= 2;
  boxes_.assign(2 * leaves_ - 1, empty_bounds());
  for (std::size_t i = 0; i < n; ++i) {
    const Triangle t = mesh.triangles[order_[i]];
    for (const std::uint32_t corner : {t.a, t.b, t.c})
      extend(boxes_[leaves_ - 1 + i / k_leaf], mesh.points[corner]);
  }
  for (std::size_t i = leaves_ - 1; i-- > 0;) boxes_[i] = joined(boxes_[2 * i + 1], boxes_[2 * i + 2]);
}

MeshFoot TriangleTree::nearest(const Mesh& mesh, Vec3 p, double within_A) const {
  CRYOCOSM_CHECK(!order_.empty());
  MeshFoot best;
  best.distance_A = std::numeric_limits<double>::infinity();
  // of the squared distance; a little more than what is known, which is rounded
  double limit = (within_A * within_A + 1e-9) * (1 + 1e-9);
  struct Open {
    std::size_t node;
    double squared;
  };
  Open open[64];
  int depth = 0;
  open[depth++] = {0, 0};
  while (depth > 0) {
    const Open top = open[--depth];
    if (top.squared >= limit) continue;
    if (top.node >= leaves_ - 1) {
      const std::size_t first = (top.node - (leaves_ - 1)) * k_leaf;
      for (std::size_t i = first; i < std::min(first + k_leaf, order_.size()); ++i) {
        const MeshFoot found = nearest_on_triangle(mesh, order_[i], p);
        if (!(found.distance_A < best.distance_A)) continue;
        best = found;
        limit = found.distance_A * found.distance_A;
      }
      continue;
    }
    Open near{2 * top.node + 1, squared_distance(boxes_[2 * top.node + 1], p)};
    Open far{2 * top.node + 2, squared_distance(boxes_[2 * top.node + 2], p)};
    if (far.squared < near.squared) std::swap(near, far);
    open[depth++] = far;
    open[depth++] = near;
  }
  return best;
}

void TriangleTree::visit(FunctionRef<bool(const Bounds&)> meets,
                         FunctionRef<void(std::uint32_t)> visit) const {
  std::size_t open[64];
  int depth = 0;
  open[depth++] = 0;
  while (depth > 0) {
    const std::size_t node = open[--depth];
    if (!meets(boxes_[node])) continue;
    if (node < leaves_ - 1) {
      open[depth++] = 2 * node + 2;
      open[depth++] = 2 * node + 1;
      continue;
    }
    const std::size_t first = (node - (leaves_ - 1)) * k_leaf;
    for (std::size_t i = first; i < std::min(first + k_leaf, order_.size()); ++i) visit(order_[i]);
  }
}

MeshFoot nearest_on_triangle(const Mesh& mesh, std::uint32_t triangle, Vec3 p) {
  const Triangle t = mesh.triangles[triangle];
  const Vec3 a = mesh.points[t.a], b = mesh.points[t.b], c = mesh.points[t.c];
  const auto at = [&](double wa, double wb, double wc) {
    MeshFoot found = foot(mesh, triangle, wa, wb, wc);
    found.distance_A = norm(p - found.position_A);
    return found;
  };
  const Vec3 ab = b - a, ac = c - a, ap = p - a;
  const double d1 = dot(ab, ap), d2 = dot(ac, ap);
  if (d1 <= 0 && d2 <= 0) return at(1, 0, 0);
  const Vec3 bp = p - b;
  const double d3 = dot(ab, bp), d4 = dot(ac, bp);
  if (d3 >= 0 && d4 <= d3) return at(0, 1, 0);
  const double vc = d1 * d4 - d3 * d2;
  if (vc <= 0 && d1 >= 0 && d3 <= 0) return at(1 - d1 / (d1 - d3), d1 / (d1 - d3), 0);
  const Vec3 cp = p - c;
  const double d5 = dot(ab, cp), d6 = dot(ac, cp);
  if (d6 >= 0 && d5 <= d6) return at(0, 0, 1);
  const double vb = d5 * d2 - d1 * d6;
  if (vb <= 0 && d2 >= 0 && d6 <= 0) return at(1 - d2 / (d2 - d6), 0, d2 / (d2 - d6));
  const double va = d3 * d6 - d5 * d4;
  if (va <= 0 && d4 - d3 >= 0 && d5 - d6 >= 0) {
    const double w = (d4 - d3) / ((d4 - d3) + (d5 - d6));
    return at(0, 1 - w, w);
  }
  const double sum = va + vb + vc;
  return at(va / sum, vb / sum, vc / sum);
}

}  // namespace cryocosm::membranes
