// Welding, and a look at every edge.
#include "closed_mesh.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include "../grid_form.hpp"
#include "cryocosm/error.hpp"

namespace cryocosm::membranes {
namespace {

Mesh welded(const Mesh& mesh, std::size_t& degenerate) {
  std::vector<std::uint32_t> order(mesh.points.size());
  std::iota(order.begin(), order.end(), 0U);
  const auto key = [&](std::uint32_t i) {
    return std::tuple(mesh.points[i].x, mesh.points[i].y, mesh.points[i].z);
  };
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
  std::vector<std::uint32_t> number(order.size());
  Mesh result;
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i == 0 || key(order[i]) != key(order[i - 1])) result.points.push_back(mesh.points[order[i]]);
    number[order[i]] = static_cast<std::uint32_t>(result.points.size() - 1);
  }
  for (const Triangle t : mesh.triangles) {
    const Triangle w{number[t.a], number[t.b], number[t.c]};
    if (w.a == w.b || w.b == w.c || w.c == w.a)
      ++degenerate;
    else
      result.triangles.push_back(w);
  }
  return result;
}

/// A side of a triangle, seen from it.
struct Side {
  std::uint32_t low, high, triangle;
  std::uint8_t number;
  bool is_forward;  ///< from low to high
};

std::vector<Side> sorted_sides(const Mesh& mesh) {
  std::vector<Side> sides;
  sides.reserve(3 * mesh.triangles.size());
  for (std::uint32_t i = 0; i < mesh.triangles.size(); ++i) {
    const Triangle t = mesh.triangles[i];
    const std::uint32_t corners[] = {t.a, t.b, t.c};
    for (std::uint8_t s = 0; s < 3; ++s) {
      const std::uint32_t from = corners[s], to = corners[(s + 1) % 3];
      sides.push_back({std::min(from, to), std::max(from, to), i, s, from < to});
    }
  }
  std::sort(sides.begin(), sides.end(), [](const Side& a, const Side& b) {
    return std::tie(a.low, a.high, a.triangle) < std::tie(b.low, b.high, b.triangle);
  });
  return sides;
}

/// How many edges are wrong in some way, and the first of them.
struct Wrong {
  std::size_t count = 0;
  const Side* first = nullptr;
  void add(const Side& side) {
    if (count++ == 0) first = &side;
  }
};

std::string edge_text(const Mesh& mesh, const Side& side) {
  return "that from " + place_text(mesh.points[side.low]) + " to " + place_text(mesh.points[side.high]) +
         " A";
}

std::string counted(std::size_t count, const char* one, const char* many) {
  return std::to_string(count) + (count == 1 ? one : many);
}

void refuse(const Mesh& mesh, const Wrong& open, const Wrong& crowded, const Wrong& twisted,
            const std::string& path) {
  if (open.count > 0)
    throw DataError("'" + path + "' is not closed: " + counted(open.count, " edge belongs", " edges belong") +
                        " to one triangle only, such as " + edge_text(mesh, *open.first),
                    "close its holes with a mesh program, so that it encloses something");
  if (crowded.count > 0)
    throw DataError("more than two triangles of '" + path + "' meet at " +
                        counted(crowded.count, " edge", " edges") + ", such as " +
                        edge_text(mesh, *crowded.first),
                    "part the bodies that touch there, or take away what is there twice");
  if (twisted.count > 0)
    throw DataError("the triangles of '" + path + "' do not agree on which side is outside: at " +
                        counted(twisted.count, " edge", " edges") + " two face opposite ways, such as " +
                        edge_text(mesh, *twisted.first),
                    "orient its faces coherently with a mesh program");
}

}  // namespace

ClosedMesh closed_mesh(const Mesh& mesh, const std::string& path) {
  ClosedMesh closed;
  closed.mesh = welded(mesh, closed.degenerate);
  if (closed.mesh.triangles.empty())
    throw DataError("no triangle of '" + path + "' has an area", "look at the mesh with a mesh program");
  closed.neighbours.resize(closed.mesh.triangles.size());
  const std::vector<Side> sides = sorted_sides(closed.mesh);
  Wrong open, crowded, twisted;
  for (std::size_t i = 0; i < sides.size();) {
    std::size_t end = i + 1;
    while (end < sides.size() && sides[end].low == sides[i].low && sides[end].high == sides[i].high) ++end;
    if (end - i == 1) {
      open.add(sides[i]);
    } else if (end - i > 2) {
      crowded.add(sides[i]);
    } else if (sides[i].is_forward == sides[i + 1].is_forward) {
      twisted.add(sides[i]);
    } else {
      closed.neighbours[sides[i].triangle][sides[i].number] = sides[i + 1].triangle;
      closed.neighbours[sides[i + 1].triangle][sides[i + 1].number] = sides[i].triangle;
    }
    i = end;
  }
  refuse(closed.mesh, open, crowded, twisted, path);
  if (volume_A3(closed.mesh) < 0) {
    closed.was_inside_out = true;
    for (Triangle& t : closed.mesh.triangles) std::swap(t.b, t.c);
    for (auto& sides_of : closed.neighbours) std::swap(sides_of[0], sides_of[2]);
  }
  return closed;
}

std::string place_text(Vec3 p) {
  const auto tenths = [](double x) { return number_text(std::round(10 * x) / 10 + 0.0); };
  return "(" + tenths(p.x) + ", " + tenths(p.y) + ", " + tenths(p.z) + ")";
}

}  // namespace cryocosm::membranes
