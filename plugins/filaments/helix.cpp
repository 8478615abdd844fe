// Steps along a helix by rotation about its Darboux vector.
#include "helix.hpp"

#include <cmath>

namespace cryocosm::filaments {

Schema<NoParams> Helix::schema() {
  Schema<NoParams> s("Steps along a helical centerline; each unit spins about the tangent by its twist.");
  s.details(
      "The first pose is uniform, so the starting angle of the spin is uniform too. Curvature, torsion and "
      "twist "
      "come from the structure. The spin per unit is 2 pi d_M / h: equation 9 of the paper prints the "
      "inverse.");
  return s;
}

Pose advance(const Pose& frame, double arc_A, double curvature_per_A, double torsion_per_A) {
  // tau T + kappa B in the frame's own axes
  const Vec3 darboux{0, curvature_per_A, torsion_per_A};
  const double rate = norm(darboux);
  const Vec3 tangent{0, 0, 1};
  if (rate * arc_A < 1e-12) return {frame.rotation, to_tomogram(frame, arc_A * tangent)};
  const Vec3 axis = darboux / rate;
  const Vec3 along = dot(axis, tangent) * axis;
  const double angle = rate * arc_A;
  // integral of the turning tangent over the arc; 1 - cos as 2 sin^2 keeps its digits for small angles
  const double half = std::sin(angle / 2);
  const Vec3 shift = arc_A * along + (std::sin(angle) / rate) * (tangent - along) +
                     (2 * half * half / rate) * cross(axis, tangent);
  return {normalized(frame.rotation * rotation_about(axis, angle)), to_tomogram(frame, shift)};
}

std::optional<Proposal> Helix::first(const SceneView& scene, const Unit& unit, Random& random) const {
  return uniform_proposal(scene, unit, random);
}

std::optional<Proposal> Helix::next(const SceneView&, const ChainView& chain, const Unit& unit,
                                    Random& random) const {
  const Step& step = unit.step;
  const Vec3 z{0, 0, 1};
  const auto last = static_cast<double>(chain.poses.size - 1);
  Pose frame = chain.poses[chain.poses.size - 1];
  frame.rotation = frame.rotation * rotation_about(z, -last * step.twist_rad);
  const double arc_A = random.uniform(step.nearest_A, step.farthest_A);
  Pose pose = advance(frame, arc_A, step.curvature_per_A, step.torsion_per_A);
  pose.rotation = normalized(pose.rotation * rotation_about(z, (last + 1) * step.twist_rad));
  return Proposal{pose, 0};
}

}  // namespace cryocosm::filaments
