// Lines that follow a direction in waves, all in step with each other: the crimp of tendons.
#pragma once

#include "cryocosm/geometry.hpp"

namespace collagen {

/// A line through `offset` is u along + (offset + wave(u) sideways), with a sine for the wave. Along,
/// sideways and normal are unit vectors at right angles.
struct Crimp {
  cryocosm::Vec3 along, sideways, normal;
  double amplitude_A = 0;
  double length_A = 1;  ///< of a wave
  double phase_rad = 0;

  /// From any two directions that are not parallel.
  static Crimp towards(cryocosm::Vec3 direction, cryocosm::Vec3 sideways);

  double wave_A(double u) const { return amplitude_A * std::sin(angle(u)); }
  double slope(double u) const { return amplitude_A * 2 * cryocosm::k_pi / length_A * std::cos(angle(u)); }
  double angle(double u) const { return 2 * cryocosm::k_pi * u / length_A + phase_rad; }

  /// The one line through a point: its offset, at right angles to `along`.
  cryocosm::Vec3 line_through(cryocosm::Vec3 p) const;
  cryocosm::Vec3 point(cryocosm::Vec3 offset, double u) const {
    return offset + u * along + wave_A(u) * sideways;
  }
  /// z along the line, or against it with `sense` -1; y is the normal.
  cryocosm::Pose pose(cryocosm::Vec3 offset, double u, double sense) const;
  /// The u of the point of a line that lies `distance_A` from the one at `u`, ahead or, with `sense` -1,
  /// behind.
  double step(double u, double distance_A, double sense) const;
};

}  // namespace collagen
