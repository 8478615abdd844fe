// A tree of boxes around the triangles of a mesh, for finding those near something.
#pragma once

#include "cryocosm/run_context.hpp"
#include "mesh.hpp"

namespace cryocosm::membranes {

/// The point of a triangle of the mesh that is nearest to something: corners weighed by `weight`, of sum 1.
struct MeshFoot {
  std::uint32_t triangle = 0;
  double weight[3] = {1, 0, 0};
  Vec3 position_A;
  double distance_A = 0;
};

/// Triangles in the order of a space-filling curve (Morton), four to a leaf of a complete binary tree. It
/// keeps no reference to the mesh: each question brings the mesh it was made of. [any]
class TriangleTree {
 public:
  explicit TriangleTree(const Mesh& mesh);

  /// The mesh must have a triangle. Whoever knows that one lies within so many Å is answered sooner.
  MeshFoot nearest(const Mesh& mesh, Vec3 p, double within_A = std::numeric_limits<double>::infinity()) const;

  struct Bounds {
    float low[3], high[3];
  };
  /// Calls visit(triangle) for the triangles in leaves whose boxes `meets` accepts.
  void visit(FunctionRef<bool(const Bounds&)> meets, FunctionRef<void(std::uint32_t)> visit) const;

 private:
  static constexpr std::size_t k_leaf = 4;
  std::vector<std::uint32_t> order_;
  std::vector<Bounds> boxes_;  ///< of a heap: the children of node i are 2 i + 1 and 2 i + 2
  std::size_t leaves_ = 1;     ///< a power of two
};

/// The nearest point of a triangle (Ericson, "Real-time collision detection", 2005, 5.1.5).
MeshFoot nearest_on_triangle(const Mesh& mesh, std::uint32_t triangle, Vec3 p);

}  // namespace cryocosm::membranes
