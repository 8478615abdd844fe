// macromolecules.uniform: every unit of a chain anywhere, whatever the others do.
#pragma once

#include "cryocosm/schema.hpp"
#include "cryocosm/transform.hpp"

namespace cryocosm::macromolecules {

class Uniform final : public TransformGenerator {
 public:
  static Schema<NoParams> schema();
  explicit Uniform(const NoParams&) {}

  std::optional<Proposal> first(const SceneView& scene, const Unit& unit, Random& random) const override;
  std::optional<Proposal> next(const SceneView& scene, const ChainView& chain, const Unit& unit,
                               Random& random) const override;
};

}  // namespace cryocosm::macromolecules
