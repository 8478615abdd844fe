// The table of marching cubes, made from its rules (Lorensen and Cline, Computer Graphics 21, 163, 1987).
#include "cube_cuts.hpp"

#include <optional>

#include "cryocosm/error.hpp"

namespace cryocosm::membranes {
namespace {

/// Four corners around each face, counter-clockwise seen from outside the cube.
constexpr std::array<std::array<int, 4>, 6> k_faces{
    {{0, 4, 6, 2}, {1, 3, 7, 5}, {0, 1, 5, 4}, {2, 6, 7, 3}, {0, 2, 3, 1}, {4, 5, 7, 6}}};

int edge_between(int a, int b) {
  const int low = a & b, axis = (a ^ b) >> 1;  // 1, 2, 4 become 0, 1, 2
  for (int e = 0; e < 12; ++e)
    if (k_cube_edges[static_cast<std::size_t>(e)].from == low &&
        k_cube_edges[static_cast<std::size_t>(e)].axis == axis)
      return e;
  return -1;
}

bool share_a_face(int a, int b) {
  for (const auto& face : k_faces) {
    bool has_a = false, has_b = false;
    for (std::size_t i = 0; i < 4; ++i) {
      const int e = edge_between(face[i], face[(i + 1) % 4]);
      has_a = has_a || e == a;
      has_b = has_b || e == b;
    }
    if (has_a && has_b) return true;
  }
  return false;
}

/// Where the cut goes on from each edge. On a face, each run of corners inside is cut off by itself, from
/// where the way around enters it to where it leaves: the inside then lies on the right, and the loop is
/// counter-clockwise seen from the corners outside.
std::array<int, 12> followers(int inside) {
  std::array<int, 12> next;
  next.fill(-1);
  const auto is_inside = [inside](int corner) { return (inside >> corner & 1) != 0; };
  for (const auto& face : k_faces)
    for (std::size_t enter = 0; enter < 4; ++enter) {
      const int a = face[enter], b = face[(enter + 1) % 4];
      if (is_inside(a) || !is_inside(b)) continue;
      std::size_t last = enter + 1;
      while (is_inside(face[(last + 1) % 4])) ++last;
      next[static_cast<std::size_t>(edge_between(a, b))] = edge_between(face[last % 4], face[(last + 1) % 4]);
    }
  return next;
}

using Loop = std::vector<int>;

std::vector<Loop> loops(int inside) {
  std::array<int, 12> next = followers(inside);
  std::vector<Loop> all;
  for (int start = 0; start < 12; ++start) {
    Loop loop;
    for (int e = start; next[static_cast<std::size_t>(e)] >= 0;) {
      loop.push_back(e);
      const int follower = next[static_cast<std::size_t>(e)];
      next[static_cast<std::size_t>(e)] = -1;
      e = follower;
    }
    if (!loop.empty()) all.push_back(loop);
  }
  return all;
}

/// Cuts ears off until nothing is left, such that no cut runs across a face.
std::optional<std::vector<CutTriangle>> triangulated(const Loop& loop) {
  const std::size_t n = loop.size();
  const auto triangle = [&](std::size_t i) {
    return CutTriangle{static_cast<std::uint8_t>(loop[(i + n - 1) % n]), static_cast<std::uint8_t>(loop[i]),
                       static_cast<std::uint8_t>(loop[(i + 1) % n])};
  };
  if (n == 3) return std::vector{triangle(0)};
  for (std::size_t ear = 0; ear < n; ++ear) {
    if (share_a_face(loop[(ear + n - 1) % n], loop[(ear + 1) % n])) continue;
    Loop rest = loop;
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(ear));
    if (auto triangles = triangulated(rest)) {
      triangles->push_back(triangle(ear));
      return triangles;
    }
  }
  return std::nullopt;
}

std::array<std::vector<CutTriangle>, 256> all_cuts() {
  std::array<std::vector<CutTriangle>, 256> cuts;
  for (int inside = 0; inside < 256; ++inside)
    for (const Loop& loop : loops(inside)) {
      const auto triangles = triangulated(loop);
      CRYOCOSM_CHECK(triangles);
      auto& all = cuts[static_cast<std::size_t>(inside)];
      all.insert(all.end(), triangles->begin(), triangles->end());
    }
  return cuts;
}

}  // namespace

const std::array<std::vector<CutTriangle>, 256>& cube_cuts() {
  static const auto cuts = all_cuts();
  return cuts;
}

}  // namespace cryocosm::membranes
