// macromolecules.self_avoiding_walk: clusters as chains without rigidity.
#pragma once

#include "cryocosm/schema.hpp"
#include "cryocosm/transform.hpp"

namespace cryocosm::macromolecules {

class SelfAvoidingWalk final : public TransformGenerator {
 public:
  static Schema<NoParams> schema();
  explicit SelfAvoidingWalk(const NoParams&) {}

  std::optional<Proposal> first(const SceneView& scene, const Unit& unit, Random& random) const override;
  std::optional<Proposal> next(const SceneView& scene, const ChainView& chain, const Unit& unit,
                               Random& random) const override;
};

}  // namespace cryocosm::macromolecules
