// membranes.uniform: complete spatial randomness with uniform rotations (paper II-B.1).
#pragma once

#include "cryocosm/plugin.hpp"

namespace cryocosm::membranes {

class Uniform final : public TransformGenerator {
 public:
  static Schema<NoParams> schema();
  explicit Uniform(const NoParams&) {}
  std::optional<Proposal> first(const SceneView& scene, const Unit& unit, Random& random) const override;
  std::optional<Proposal> next(const SceneView& scene, const ChainView& chain, const Unit& unit,
                               Random& random) const override;
};

}  // namespace cryocosm::membranes
