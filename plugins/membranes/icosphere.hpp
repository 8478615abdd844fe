// A triangle mesh of the unit sphere.
#pragma once

#include <vector>

#include "cryocosm/structure.hpp"

namespace cryocosm::membranes {

struct Mesh {
  std::vector<Vec3> points;
  std::vector<Triangle> triangles;
};

/// An icosahedron, each triangle cut into four as often as the budget allows, at most seven times;
/// points on the unit sphere.
Mesh icosphere(std::size_t max_triangles);

}  // namespace cryocosm::membranes
