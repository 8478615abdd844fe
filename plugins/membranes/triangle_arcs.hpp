// Where a triangle meets a sphere: arcs of a circle.
#pragma once

#include <array>
#include <vector>

#include "cryocosm/structure.hpp"

namespace cryocosm::membranes {

struct Arc {
  Vec3 centre_A;  ///< of the circle
  Vec3 u_A, v_A;  ///< at angle a lies centre + cos(a) u + sin(a) v
  double from_rad = 0, to_rad = 0;

  double length_A() const { return norm(u_A) * (to_rad - from_rad); }
  Vec3 at(double angle_rad) const { return centre_A + std::cos(angle_rad) * u_A + std::sin(angle_rad) * v_A; }
};

/// Appends the arcs, at most four, that lie in the triangle.
void add_arcs(const std::array<Vec3, 3>& corners, Vec3 centre_A, double radius_A, std::vector<Arc>& arcs);

}  // namespace cryocosm::membranes
