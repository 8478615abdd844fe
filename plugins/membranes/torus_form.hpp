// The geometry of a torus around the origin, its axis along z: nearest point and distance.
#pragma once

#include <cmath>

#include "cryocosm/structure.hpp"

namespace cryocosm::membranes {

struct TorusForm {
  double major_A = 0;  ///< of the circle in the middle of the tube
  double minor_A = 0;  ///< of the tube; at most major_A
};

/// Signed, negative inside the tube; exact everywhere.
inline double distance_A(const TorusForm& form, Vec3 p) {
  const double aside = std::sqrt(p.x * p.x + p.y * p.y) - form.major_A;
  return std::sqrt(aside * aside + p.z * p.z) - form.minor_A;
}

/// The nearest point of the surface; on the axis and in the middle of the tube one of the equally near.
SurfacePoint nearest_on(const TorusForm& form, Vec3 p);

}  // namespace cryocosm::membranes
