// Rims of a surface: where it bends sharply one way and hardly the other.
#pragma once

#include "cryocosm/structure.hpp"

namespace mitochondrion {

struct Rim {
  cryocosm::SurfacePoint point;
  cryocosm::Vec3 out;    ///< unit, normal to the surface, towards where the rim bulges
  cryocosm::Vec3 along;  ///< unit, in which the surface bends less
  double bend_radius_A = 0;
};

/// The rim at a point of the surface, if it bends there with a radius of at most `largest_radius_A` and less than
/// half as sharply across. [any]
std::optional<Rim> rim_at(const cryocosm::Surface& surface, const cryocosm::SurfacePoint& point,
                          double largest_radius_A);

/// The same rim at its apex: half way between the places where the bulge ends. On a tube, which is bent all
/// around, every place will do.
std::optional<Rim> apex(const cryocosm::Surface& surface, const Rim& rim, double largest_radius_A);

}  // namespace mitochondrion
