// The transform nuclear_pore.crossing: lets the wall of a large shell run through the volume.
#pragma once

#include "cryocosm/schema.hpp"
#include "cryocosm/transform.hpp"

namespace nuclear_pore {

struct CrossingParams {
  cryocosm::Distribution elevation_deg = cryocosm::Distribution::uniform(0, 90);
  cryocosm::Distribution azimuth_deg = cryocosm::Distribution::uniform(0, 360);
  double spread = 0.5;
};

/// A point of the wall comes to lie at a point of the volume; how the shell is turned is uniform.
class Crossing final : public cryocosm::TransformGenerator {
 public:
  static cryocosm::Schema<CrossingParams> schema();
  explicit Crossing(const CrossingParams& params) : params_(params) {}
  std::optional<cryocosm::Proposal> first(const cryocosm::SceneView& scene, const cryocosm::Unit& unit,
                                          cryocosm::Random& random) const override;
  /// Further units of a chain, shells within the shell, share the pose.
  std::optional<cryocosm::Proposal> next(const cryocosm::SceneView& scene, const cryocosm::ChainView& chain,
                                         const cryocosm::Unit& unit, cryocosm::Random& random) const override;

 private:
  CrossingParams params_;
};

}  // namespace nuclear_pore
