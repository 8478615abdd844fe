// A sphere of triangles, small around pores, with holes for these; offset to both sides, and joined at the
// holes.
#include "shell_mesh.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace nuclear_pore {

using namespace cryocosm;

namespace {

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

/// How long edges may be, in the unit sphere's radius: around pores a part of their own size.
struct Lengths {
  const std::vector<Vec3>& axes;
  double pore = 0, around_pores = 0, elsewhere = 0;

  bool is_too_long(Vec3 a, Vec3 b) const {
    const double length = norm(a - b);
    if (length > elsewhere) return true;
    if (length <= around_pores) return false;
    // of any triangle that meets a pore, this reaches from it to the middle of an edge
    const double reach = pore + 0.8 * length;
    const Vec3 middle = normalized(a + b);
    return std::any_of(axes.begin(), axes.end(), [&](Vec3 axis) { return norm(axis - middle) < reach; });
  }
};

/// Halves all edges that are too long. Triangles on both sides of an edge agree, so none of its middles
/// stands on a whole edge.
bool refine(Mesh& mesh, const Lengths& lengths) {
  constexpr std::uint32_t k_whole = ~0U;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> middles;
  const auto middle = [&](std::uint32_t a, std::uint32_t b) {
    const auto [known, is_new] = middles.try_emplace(std::minmax(a, b), k_whole);
    if (is_new && lengths.is_too_long(mesh.points[a], mesh.points[b])) {
      known->second = static_cast<std::uint32_t>(mesh.points.size());
      mesh.points.push_back(normalized(mesh.points[a] + mesh.points[b]));
    }
    return known->second;
  };
  std::vector<Triangle> parts;
  for (Triangle t : mesh.triangles) {
    std::uint32_t m[] = {middle(t.a, t.b), middle(t.b, t.c), middle(t.c, t.a)};
    const auto halved =
        std::count_if(std::begin(m), std::end(m), [](std::uint32_t i) { return i != k_whole; });
    // turned so that a single halved edge is the first, and a single whole one the last
    const auto is_turned = [&] { return halved == 1 ? m[0] != k_whole : halved != 2 || m[2] == k_whole; };
    while (!is_turned()) {
      t = {t.b, t.c, t.a};
      std::rotate(std::begin(m), std::begin(m) + 1, std::end(m));
    }
    if (halved == 0) parts.push_back(t);
    if (halved == 1) parts.insert(parts.end(), {{t.a, m[0], t.c}, {m[0], t.b, t.c}});
    if (halved == 2) parts.insert(parts.end(), {{m[0], t.b, m[1]}, {t.a, m[0], m[1]}, {t.a, m[1], t.c}});
    if (halved == 3)
      parts.insert(parts.end(),
                   {{t.a, m[0], m[2]}, {m[0], t.b, m[1]}, {m[2], m[1], t.c}, {m[0], m[1], m[2]}});
  }
  const bool has_changed = parts.size() != mesh.triangles.size();
  mesh.triangles = std::move(parts);
  return has_changed;
}

/// Leaves out the triangles that reach into a pore.
void cut_holes(const Shell& shell, const std::vector<Vec3>& axes, Mesh& sheet) {
  const double edge_cosine = std::cos(shell.edge_angle_rad);
  std::vector<bool> is_in_pore(sheet.points.size());
  for (std::size_t i = 0; i < sheet.points.size(); ++i)
    is_in_pore[i] = std::any_of(axes.begin(), axes.end(),
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

Vec3 nearest_axis(const std::vector<Vec3>& axes, Vec3 direction) {
  return *std::max_element(axes.begin(), axes.end(),
                           [&](Vec3 a, Vec3 b) { return dot(a, direction) < dot(b, direction); });
}

/// Builds the surface on both sides of a sheet of directions.
class Offset {
 public:
  Offset(const Shell& shell, const std::vector<Vec3>& axes, Mesh sheet)
      : shell_(shell), axes_(axes), sheet_(std::move(sheet)) {}

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
    const Vec3 axis = nearest_axis(axes_, direction);
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
    const Vec3 out = sheet_.points[i], axis = nearest_axis(axes_, out);
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
  const std::vector<Vec3>& axes_;
  Mesh sheet_;
  Mesh made_;
  std::map<std::pair<std::uint32_t, int>, std::uint32_t> sides_;
  std::map<std::uint32_t, std::vector<std::uint32_t>> rings_;
};

/// With the pores through `axes`, and edges around them of this part of their size.
Mesh mesh_with(const Shell& shell, const std::vector<Vec3>& axes, double fineness, double elsewhere) {
  const Lengths lengths{axes, shell.edge_angle_rad, fineness * shell.edge_angle_rad, elsewhere};
  Mesh sheet = icosahedron();
  while (refine(sheet, lengths)) {
  }
  cut_holes(shell, axes, sheet);
  return Offset(shell, axes, std::move(sheet)).mesh();
}

/// The greatest length of edges of an icosahedron whose triangles were split in four `times` times.
double icosphere_edge(int times) { return std::ldexp(1.4, -times); }

/// How often an icosahedron can be refined for both sides to stay below this number.
int icosphere_times(double max_triangles) {
  int times = 0;
  while (40 * std::pow(4, times + 1) <= max_triangles) ++times;
  return times;
}

/// About as many triangles stand around a pore, those of its rim among them.
double triangles_of_pore(double fineness) { return 240 / fineness; }

}  // namespace

void shell_mesh(const Shell& shell, const std::vector<Vec3>& first_axes, std::size_t max_triangles,
                std::vector<Vec3>& points, std::vector<Triangle>& triangles) {
  const auto most = static_cast<double>(max_triangles);
  Mesh best;
  const auto fits = [&] { return !best.triangles.empty() && best.triangles.size() <= max_triangles; };
  const int times = icosphere_times(0.6 * most);  // what is left is for pores
  for (const std::vector<Vec3>* const axes : {&shell.axes, &first_axes})
    for (const double fineness : {0.1, 0.15, 0.2, 0.3, 0.45, 0.65}) {
      const double pores = static_cast<double>(axes->size()) * triangles_of_pore(fineness);
      if (!fits() && 40 * std::pow(4, times) + pores <= most)
        best = mesh_with(shell, *axes, fineness, icosphere_edge(times));
    }
  if (!fits()) best = mesh_with(shell, {}, 1, icosphere_edge(icosphere_times(most)));
  points = std::move(best.points);
  triangles = std::move(best.triangles);
}

}  // namespace nuclear_pore
