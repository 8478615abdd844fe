// Whether the triangles of a mesh pass through each other.
#pragma once

#include "../sampled_field.hpp"
#include "../triangle_tree.hpp"
#include "closed_mesh.hpp"

namespace cryocosm::membranes {

struct SelfIntersection {
  std::size_t triangles = 0;  ///< that pass through one of a higher number
  Vec3 place_A;               ///< the middle of the first of them
};

/// A side of one triangle passes through another, or two that share an edge are folded onto each other.
/// Triangles that only touch do not count. [worker]
SelfIntersection self_intersection(const Mesh& mesh, const TriangleTree& tree, ParallelFor parallel_for);

}  // namespace cryocosm::membranes
