// The membrane of a phase field: its distances and its mid-surface, cut off by the faces of a box.
#pragma once

#include "curvature_texture.hpp"
#include "grid_form.hpp"

namespace cryocosm::membranes {

/// A box around the origin: |x| <= half_A.x and so on.
struct CentredBox {
  Vec3 half_A;
  /// How far outside a point lies along the axis where it is farthest out; negative inside.
  double beyond_A(Vec3 p) const {
    return std::max({std::abs(p.x) - half_A.x, std::abs(p.y) - half_A.y, std::abs(p.z) - half_A.z});
  }
};

/// The field of a texture of the box's size as distances on a lattice of `step_A`, closed by caps `cap_A`
/// beyond the box's faces; the lattice reaches `reach_A` and some steps beyond the caps. Negative inside.
/// [worker]
SampledField sampled_distances(const Texture& texture, const CentredBox& box, double step_A, double cap_A,
                               double reach_A, Services& services);

/// Within the box distances are exact up to `reach_A`, and the surface ends at its faces. Throws DataError
/// when there is no surface in it. [worker]
GridForm texture_form(const Texture& texture, const CentredBox& box, double step_A, double reach_A,
                      Services& services);

/// Means over the surface, weighted by area.
struct BendStatistics {
  double greater_per_A = 0, smaller_per_A = 0;                      ///< means of the principal curvatures
  double greater_deviation_per_A = 0, smaller_deviation_per_A = 0;  ///< their standard deviations
};
BendStatistics bend_statistics(const MeshForm& surface);

/// The triangles of a mesh whose middles lie in the box, with the points that they need.
Mesh within(const Mesh& mesh, const CentredBox& box);

}  // namespace cryocosm::membranes
