// macromolecules.uniform: every unit of a chain anywhere, whatever the others do.
#include "uniform.hpp"

namespace cryocosm::macromolecules {

Schema<NoParams> Uniform::schema() {
  Schema<NoParams> s("Every unit uniform over the places and rotations that are free, without clusters.");
  s.details(
      "Complete spatial randomness of hard bodies, also for the units of one chain: a mixture then keeps its "
      "weights but has no clusters.");
  return s;
}

std::optional<Proposal> Uniform::first(const SceneView& scene, const Unit& unit, Random& random) const {
  return uniform_proposal(scene, unit, random);
}

std::optional<Proposal> Uniform::next(const SceneView& scene, const ChainView&, const Unit& unit,
                                      Random& random) const {
  return uniform_proposal(scene, unit, random);
}

}  // namespace cryocosm::macromolecules
