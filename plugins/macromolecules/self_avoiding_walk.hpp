// macromolecules.self_avoiding_walk: clusters as chains without rigidity.
#pragma once

#include "cryocosm/schema.hpp"
#include "cryocosm/transform.hpp"

namespace cryocosm::macromolecules {

/// The next unit of a walk: at a distance within unit.step from the last one, in any direction and any
/// rotation. [any]
Proposal walk_step(const ChainView& chain, const Unit& unit, Random& random);

class SelfAvoidingWalk final : public TransformGenerator {
 public:
  static Schema<NoParams> schema();
  explicit SelfAvoidingWalk(const NoParams&) {}

  std::optional<Proposal> first(const SceneView& scene, const Unit& unit, Random& random) const override;
  std::optional<Proposal> next(const SceneView& scene, const ChainView& chain, const Unit& unit,
                               Random& random) const override;
};

}  // namespace cryocosm::macromolecules
