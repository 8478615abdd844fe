// membranes.whole: the one pose of a structure that fills the volume.
#pragma once

#include "cryocosm/plugin.hpp"

namespace cryocosm::membranes {

class Whole final : public TransformGenerator {
 public:
  static Schema<NoParams> schema();
  explicit Whole(const NoParams&) {}
  std::optional<Proposal> first(const SceneView& scene, const Unit& unit, Random& random) const override;
  std::optional<Proposal> next(const SceneView& scene, const ChainView& chain, const Unit& unit,
                               Random& random) const override;
};

}  // namespace cryocosm::membranes
