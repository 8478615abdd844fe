// Uniform poses; a membrane is a chain of one unit.
#include "uniform.hpp"

namespace cryocosm::membranes {

Schema<NoParams> Uniform::schema() {
  Schema<NoParams> s("Uniform positions in the volume and uniform rotations, for structures of one unit.");
  s.details("Complete spatial randomness; rotations by Shoemake's method.");
  return s;
}

std::optional<Proposal> Uniform::first(const SceneView& scene, const Unit& unit, Random& random) const {
  return uniform_proposal(scene, unit, random);
}

std::optional<Proposal> Uniform::next(const SceneView&, const ChainView&, const Unit&, Random&) const {
  return std::nullopt;
}

}  // namespace cryocosm::membranes
