// Distance to a sheet: the height above it and the way to its edge, at right angles.
#include "crista.hpp"

#include <algorithm>
#include <cmath>

namespace mitochondrion {

using namespace cryocosm;

double distance_A(const Crista& crista, Vec3 p) {
  const Vec3 q = to_unit(crista.plane, p);
  const double edge_A = std::max(0.0, distance_A(crista.figure, q.x, q.y));
  const double phase =
      dot(crista.wave.wave_vector_per_A, q) - crista.wave.wave_vector_per_A.z * q.z + crista.wave.phase_rad;
  const double slope = crista.wave.amplitude_A * norm(crista.wave.wave_vector_per_A) * std::sin(phase);
  const double height_A = (q.z - crista.wave.amplitude_A * std::cos(phase)) / std::sqrt(1 + slope * slope);
  return std::hypot(height_A, edge_A) - crista.half_thickness_A;
}

double least_distance_A(const Crista& crista, Vec3 p) {
  const double height_A =
      std::abs(dot(crista.normal, p - crista.plane.position_A)) - std::abs(crista.wave.amplitude_A);
  const double slope = crista.wave.amplitude_A * norm(crista.wave.wave_vector_per_A);
  return height_A / std::sqrt(1 + slope * slope) - crista.half_thickness_A;
}

}  // namespace mitochondrion
