// An icosphere with holes for the sheet, offset to both sides; around the holes strips join the two.
#include "shell_mesh.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace nuclear_pore {

using namespace cryocosm;

namespace {

constexpr double k_icosahedron_edge_rad = 1.1071487177940904;  // atan(2), seen from the centre

struct Mesh {
  std::vector<Vec3> points;
  std::vector<Triangle> triangles;
};

Mesh icosahedron() {
  const double g = (1 + std::sqrt(5.0)) / 2;
  Mesh mesh;
  mesh.points = {{-1, g, 0},  {1, g, 0},  {-1, -g, 0}, {1, -g, 0}, {0, -1, g},  {0, 1, g},
                 {0, -1, -g}, {0, 1, -g}, {g, 0, -1},  {g, 0, 1},  {-g, 0, -1}, {-g, 0, 1}};
  for (Vec3& p : mesh.points) p = normalized(p);
  mesh.triangles = {{0, 11, 5},  {0, 5, 1},  {0, 1, 7},  {0, 7, 10}, {0, 10, 11}, {1, 5, 9}, {5, 11, 4},
                    {11, 10, 2}, {10, 7, 6}, {7, 1, 8},  {3, 9, 4},  {3, 4, 2},   {3, 2, 6}, {3, 6, 8},
                    {3, 8, 9},   {4, 9, 5},  {2, 4, 11}, {6, 2, 10}, {8, 6, 7},   {9, 8, 1}};
  return mesh;
}

/// Every triangle in four, on the unit sphere.
Mesh refined(const Mesh& coarse) {
  Mesh fine;
  fine.points = coarse.points;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> middles;
  const auto middle = [&](std::uint32_t a, std::uint32_t b) {
    const auto [known, is_new] =
        middles.try_emplace(std::minmax(a, b), static_cast<std::uint32_t>(fine.points.size()));
    if (is_new) fine.points.push_back(normalized(coarse.points[a] + coarse.points[b]));
    return known->second;
  };
  for (const Triangle t : coarse.triangles) {
    const std::uint32_t ab = middle(t.a, t.b), bc = middle(t.b, t.c), ca = middle(t.c, t.a);
    for (const Triangle part : {Triangle{t.a, ab, ca}, {ab, t.b, bc}, {ca, bc, t.c}, {ab, bc, ca}})
      fine.triangles.push_back(part);
  }
  return fine;
}

/// Leaves out the triangles that reach into a pore.
void cut_holes(const Shell& shell, Mesh& sheet) {
  const double edge_cosine = std::cos(shell.edge_angle_rad);
  std::vector<bool> is_in_pore(sheet.points.size());
  for (std::size_t i = 0; i < sheet.points.size(); ++i)
    is_in_pore[i] = std::any_of(shell.axes.begin(), shell.axes.end(),
                                [&](Vec3 axis) { return dot(axis, sheet.points[i]) > edge_cosine; });
  const auto is_cut = [&](const Triangle& t) {
    return is_in_pore[t.a] || is_in_pore[t.b] || is_in_pore[t.c];
  };
  auto& triangles = sheet.triangles;
  triangles.erase(std::remove_if(triangles.begin(), triangles.end(), is_cut), triangles.end());
}

using Edge = std::pair<std::uint32_t, std::uint32_t>;

/// Edges that have a triangle on one side only, in the direction of that triangle.
std::vector<Edge> open_edges(const std::vector<Triangle>& triangles) {
  std::map<Edge, int> uses;
  for (const Triangle& t : triangles)
    for (const Edge& edge : {Edge{t.a, t.b}, Edge{t.b, t.c}, Edge{t.c, t.a}}) ++uses[edge];
  std::vector<Edge> open;
  for (const auto& [edge, count] : uses)
    if (uses.find({edge.second, edge.first}) == uses.end()) open.push_back(edge);
  return open;
}

Vec3 nearest_axis(const Shell& shell, Vec3 direction) {
  return *std::max_element(shell.axes.begin(), shell.axes.end(),
                           [&](Vec3 a, Vec3 b) { return dot(a, direction) < dot(b, direction); });
}

/// Builds the surface on both sides of a sheet of directions.
class Offset {
 public:
  Offset(const Shell& shell, Mesh sheet) : shell_(shell), sheet_(std::move(sheet)) {}

  Mesh mesh() {
    const std::vector<Edge> open = open_edges(sheet_.triangles);
    for (const Edge& edge : open) sheet_.points[edge.first] = on_edge(sheet_.points[edge.first]);
    for (const Triangle& t : sheet_.triangles) {
      add_triangle(side(t.a, 1), side(t.b, 1), side(t.c, 1));
      add_triangle(side(t.a, -1), side(t.c, -1), side(t.b, -1));
    }
    for (const Edge& edge : open) add_strip(edge);
    return std::move(made_);
  }

 private:
  static constexpr std::uint32_t k_steps = 6;  // around half of the rim's tube

  /// The direction of the sheet's edge beside `direction`.
  Vec3 on_edge(Vec3 direction) const {
    const Vec3 axis = nearest_axis(shell_, direction);
    const Vec3 across = normalized(direction - dot(axis, direction) * axis);
    return std::cos(shell_.edge_angle_rad) * axis + std::sin(shell_.edge_angle_rad) * across;
  }

  void add_triangle(std::uint32_t a, std::uint32_t b, std::uint32_t c) {
    made_.triangles.push_back({a, b, c});
  }
  std::uint32_t add_point(Vec3 p) {
    made_.points.push_back(p);
    return static_cast<std::uint32_t>(made_.points.size() - 1);
  }

  /// The number of the point outside (1) or inside (-1) the sheet's point `i`.
  std::uint32_t side(std::uint32_t i, int sign) {
    const auto [known, is_new] = sides_.try_emplace({i, sign}, 0);
    if (is_new) known->second = add_point((shell_.radius_A + sign * shell_.half_gap_A) * sheet_.points[i]);
    return known->second;
  }

  /// Points around the tube, from the outer membrane to the inner.
  const std::vector<std::uint32_t>& ring(std::uint32_t i) {
    std::vector<std::uint32_t>& ring = rings_[i];
    if (!ring.empty()) return ring;
    const Vec3 out = sheet_.points[i], axis = nearest_axis(shell_, out);
    const Vec3 into_pore = normalized(axis - dot(axis, out) * out);
    ring.push_back(side(i, 1));
    for (std::uint32_t k = 1; k < k_steps; ++k) {
      const double angle = k_pi * k / k_steps;
      ring.push_back(add_point(shell_.radius_A * out +
                               shell_.half_gap_A * (std::cos(angle) * out + std::sin(angle) * into_pore)));
    }
    ring.push_back(side(i, -1));
    return ring;
  }

  void add_strip(const Edge& edge) {
    const std::vector<std::uint32_t> from = ring(edge.first), to = ring(edge.second);
    for (std::uint32_t k = 0; k < k_steps; ++k) {
      add_triangle(to[k], from[k], from[k + 1]);
      add_triangle(to[k], from[k + 1], to[k + 1]);
    }
  }

  const Shell& shell_;
  Mesh sheet_;
  Mesh made_;
  std::map<std::pair<std::uint32_t, int>, std::uint32_t> sides_;
  std::map<std::uint32_t, std::vector<std::uint32_t>> rings_;
};

}  // namespace

void shell_mesh(const Shell& shell, std::size_t max_triangles, std::vector<Vec3>& points,
                std::vector<Triangle>& triangles) {
  Mesh sheet = icosahedron();
  double edge_rad = k_icosahedron_edge_rad;
  Mesh best = Offset(shell, sheet).mesh();
  for (;;) {
    // four times as many, on either side of the sheet
    if (8 * sheet.triangles.size() > max_triangles) break;
    sheet = refined(sheet);
    edge_rad /= 2;
    Mesh with_holes = sheet;
    if (edge_rad < shell.edge_angle_rad) cut_holes(shell, with_holes);
    Mesh made = Offset(shell, std::move(with_holes)).mesh();
    if (made.triangles.size() > max_triangles) break;
    best = std::move(made);
  }
  points = std::move(best.points);
  triangles = std::move(best.triangles);
}

}  // namespace nuclear_pore
