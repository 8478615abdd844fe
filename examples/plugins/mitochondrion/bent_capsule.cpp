// Distances to an arc, and the waves.
#include "bent_capsule.hpp"

#include <algorithm>
#include <cmath>

namespace mitochondrion {

using namespace cryocosm;

namespace {

constexpr double k_straight_rad = 1e-4;  // less bend than this is none

double sum_of_amplitudes(const BentCapsule& capsule) {
  double sum = 0;
  for (const BentCapsule::Wave& wave : capsule.waves) sum += std::abs(wave.amplitude_A);
  return sum;
}

/// The point of the arc that is nearest to `p`.
Vec3 nearest_of_axis(const BentCapsule& capsule, Vec3 p) {
  const double half_A = capsule.length_A / 2;
  if (capsule.bend_rad < k_straight_rad) return {std::clamp(p.x, -half_A, half_A), 0, 0};
  const double arc_radius_A = capsule.length_A / capsule.bend_rad;
  const double angle =
      std::clamp(std::atan2(p.x, p.y + arc_radius_A), -capsule.bend_rad / 2, capsule.bend_rad / 2);
  return {arc_radius_A * std::sin(angle), arc_radius_A * (std::cos(angle) - 1), 0};
}

}  // namespace

AxisFrame axis_frame(const BentCapsule& capsule, double along_A) {
  const double half_A = capsule.length_A / 2, on_arc_A = std::clamp(along_A, -half_A, half_A);
  const double angle = capsule.bend_rad * on_arc_A / capsule.length_A;
  AxisFrame frame;
  frame.tangent = {std::cos(angle), -std::sin(angle), 0};
  frame.normal = {std::sin(angle), std::cos(angle), 0};
  frame.binormal = {0, 0, 1};
  frame.position_A = {on_arc_A, 0, 0};
  if (capsule.bend_rad >= k_straight_rad) {
    const double arc_radius_A = capsule.length_A / capsule.bend_rad;
    frame.position_A = {arc_radius_A * std::sin(angle), arc_radius_A * (std::cos(angle) - 1), 0};
  }
  frame.position_A = frame.position_A + (along_A - on_arc_A) * frame.tangent;
  return frame;
}

std::vector<BentCapsule::Wave> random_waves(double amplitude_A, double radius_A, Random& random) {
  constexpr int k_waves = 3;
  std::vector<BentCapsule::Wave> waves;
  for (int i = 0; i < k_waves; ++i) {
    const double length_A = random.uniform(2, 3) * radius_A;
    const Vec3 direction = random_direction(random);
    waves.push_back({2 * k_pi / length_A * direction, amplitude_A / k_waves, random.uniform(0, 2 * k_pi)});
  }
  return waves;
}

double distance_A(const BentCapsule& capsule, Vec3 p) {
  const Vec3 from_axis = p - nearest_of_axis(capsule, p);
  const double axis_A = norm(from_axis);
  double height_A = axis_A - capsule.radius_A;
  if (capsule.waves.empty() || !(axis_A > 0)) return height_A;
  Vec3 slope = from_axis / axis_A;
  for (const BentCapsule::Wave& wave : capsule.waves) {
    const double phase = dot(wave.wave_vector_per_A, p) + wave.phase_rad;
    height_A += wave.amplitude_A * std::cos(phase);
    slope = slope - wave.amplitude_A * std::sin(phase) * wave.wave_vector_per_A;
  }
  return height_A / norm(slope);
}

double bounding_radius_A(const BentCapsule& capsule) {
  return capsule.length_A / 2 + capsule.radius_A + sum_of_amplitudes(capsule);
}

}  // namespace mitochondrion
