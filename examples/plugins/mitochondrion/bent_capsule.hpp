// The outer form of a mitochondrion: a capsule around a circular arc, with gentle waves on it.
#pragma once

#include <vector>

#include "cryocosm/geometry.hpp"
#include "cryocosm/random.hpp"

namespace mitochondrion {

using cryocosm::Vec3;

/// What lies within `radius_A` of an arc in the xy plane whose middle is the origin.
struct BentCapsule {
  double radius_A = 1400;
  double length_A = 3000;  ///< of the arc; two half balls lie beyond its ends
  double bend_rad = 0;     ///< angle between the ends of the arc

  struct Wave {
    Vec3 wave_vector_per_A;
    double amplitude_A = 0, phase_rad = 0;
  };
  std::vector<Wave> waves;
};

/// Directions at a place of the axis, which goes on straight beyond the arc's ends.
struct AxisFrame {
  Vec3 position_A;
  Vec3 tangent, normal, binormal;  ///< right-handed
};
AxisFrame axis_frame(const BentCapsule& capsule, double along_A);

/// Waves that make a form uneven: sums to at most `amplitude_A`. Their lengths are two to three radii, so
/// that slopes stay small.
std::vector<BentCapsule::Wave> random_waves(double amplitude_A, double radius_A, cryocosm::Random& random);

/// Signed distance, negative inside. Exact without waves; with them, divided by its own slope, so that near
/// the surface it is right to first order.
double distance_A(const BentCapsule& capsule, Vec3 p);

/// Of a ball around the origin that holds the capsule.
double bounding_radius_A(const BentCapsule& capsule);

}  // namespace mitochondrion
