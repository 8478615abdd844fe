// Uniform poses; the bilayers of a membrane share one.
#include "uniform.hpp"

namespace cryocosm::membranes {

Schema<NoParams> Uniform::schema() {
  Schema<NoParams> s("Uniform positions in the volume and uniform rotations.");
  s.details(
      "Complete spatial randomness; rotations by Shoemake's method. All units of a structure have the same "
      "pose, "
      "as the bilayers of a membrane do.");
  return s;
}

std::optional<Proposal> Uniform::first(const SceneView& scene, const Unit& unit, Random& random) const {
  return uniform_proposal(scene, unit, random);
}

std::optional<Proposal> Uniform::next(const SceneView&, const ChainView& chain, const Unit&, Random&) const {
  Proposal proposal;
  proposal.pose = chain.poses[chain.poses.size - 1];
  return proposal;
}

}  // namespace cryocosm::membranes
