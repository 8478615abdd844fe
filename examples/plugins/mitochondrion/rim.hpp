// Rims of a surface: where it bends sharply one way and hardly the other.
#pragma once

#include "cryocosm/structure.hpp"

namespace mitochondrion {

/// What counts as a rim.
struct RimLimits {
  double largest_radius_A = 150;  ///< of the bend
  double most_along = 0.5;        ///< of the bend along the rim, relative to that across it
};

struct Rim {
  cryocosm::SurfacePoint point;
  cryocosm::Vec3 out;    ///< unit, normal to the surface, towards where the rim bulges
  cryocosm::Vec3 along;  ///< unit, in which the surface bends less
  double bend_radius_A = 0;
};

/// The rim at a point of the surface, if the surface bends there as the limits say. [any]
std::optional<Rim> rim_at(const cryocosm::Surface& surface, const cryocosm::SurfacePoint& point,
                          const RimLimits& limits);

/// The same rim at its apex: half way between the places where the bulge ends. On a tube, which is bent all
/// around, every place will do.
std::optional<Rim> apex(const cryocosm::Surface& surface, const Rim& rim, const RimLimits& limits);

}  // namespace mitochondrion
