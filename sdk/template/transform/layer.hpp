// The transform @NAME@.layer: poses in a flat layer, as of particles at the surface of the ice.
#pragma once

#include <optional>

#include "cryocosm/schema.hpp"
#include "cryocosm/transform.hpp"

namespace @NAME@ {

/// The parameters and their defaults; names end in the unit.
struct LayerParams {
  double height = 0.5;
  double thickness_A = 100;
};

/// Proposes positions uniform in the layer, with uniform rotations; chains grow within it.
class Layer final : public cryocosm::TransformGenerator {
 public:
  static cryocosm::Schema<LayerParams> schema();
  explicit Layer(const LayerParams& params) : params_(params) {}

  std::optional<cryocosm::Proposal> first(const cryocosm::SceneView& scene, const cryocosm::Unit& unit,
                                          cryocosm::Random& random) const override;
  std::optional<cryocosm::Proposal> next(const cryocosm::SceneView& scene, const cryocosm::ChainView& chain,
                                         const cryocosm::Unit& unit, cryocosm::Random& random) const override;

 private:
  LayerParams params_;
};

}  // namespace @NAME@
