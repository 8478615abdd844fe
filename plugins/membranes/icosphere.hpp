// A triangle mesh of the unit sphere.
#pragma once

#include "mesh.hpp"

namespace cryocosm::membranes {

/// An icosahedron, each triangle cut into four as often as the budget allows, at most seven times;
/// points on the unit sphere.
Mesh icosphere(std::size_t max_triangles);

}  // namespace cryocosm::membranes
