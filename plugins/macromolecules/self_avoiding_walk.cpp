// macromolecules.self_avoiding_walk: each unit at a random point of a sphere around the one before.
#include "self_avoiding_walk.hpp"

namespace cryocosm::macromolecules {

Proposal walk_step(const ChainView& chain, const Unit& unit, Random& random) {
  const Vec3 tail = chain.poses[chain.poses.size - 1].position_A;
  const double distance_A = random.uniform(unit.step.nearest_A, unit.step.farthest_A);
  const Vec3 direction = random_direction(random);
  const Quaternion rotation = random_rotation(random);
  // the host keeps the distances when it moves a unit
  return {{rotation, tail + distance_A * direction}, 0, IfRefused::try_again, true};
}

Schema<NoParams> SelfAvoidingWalk::schema() {
  Schema<NoParams> s("Self-avoiding walk: each unit at a random distance and direction from the one before.");
  s.details(
      "The first unit is uniform in the volume. The model of Pollak, Goldberg & Amit, Phys. Rev. E 90, "
      "052602 (2014), "
      "without rigidity: distances are uniform between the bounds the structure gives, directions and "
      "rotations "
      "uniform; the host refuses what overlaps.");
  return s;
}

std::optional<Proposal> SelfAvoidingWalk::first(const SceneView& scene, const Unit& unit,
                                                Random& random) const {
  return uniform_proposal(scene, unit, random);
}

std::optional<Proposal> SelfAvoidingWalk::next(const SceneView&, const ChainView& chain, const Unit& unit,
                                               Random& random) const {
  return walk_step(chain, unit, random);
}

}  // namespace cryocosm::macromolecules
