// A crista: what lies within half its thickness of a figure in a gently waved plane.
#pragma once

#include "bent_capsule.hpp"
#include "plane_figure.hpp"

namespace mitochondrion {

/// Broad figures make flat sacs, narrow ones tubes; rims are round by themselves. Immutable; any thread.
struct Crista {
  cryocosm::Pose plane;  ///< u, v and the plane's normal are the x, y and z of this pose
  Vec3 normal;           ///< of the plane: its z axis, kept because it is asked for most
  PlaneFigure figure;
  double half_thickness_A = 100;  ///< from the middle to the middle of the membrane
  BentCapsule::Wave wave;         ///< height of the sheet above the plane; its vector lies in the plane
};

/// Signed distance to the membrane around the crista, negative in its lumen; right as far as the figure's
/// is, beyond that a lower bound.
double distance_A(const Crista& crista, Vec3 p);

/// A lower bound of the same that costs little.
double least_distance_A(const Crista& crista, Vec3 p);

}  // namespace mitochondrion
