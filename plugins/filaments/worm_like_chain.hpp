// filaments.worm_like_chain: the next pose along a line that bends at random, as thermal motion bends it.
#pragma once

#include "cryocosm/plugin.hpp"

namespace cryocosm::filaments {

/// Draws the angle between consecutive tangents, radians, from the law of Boltzmann for a bending energy in
/// its cosine (von Mises and Fisher on the sphere), such that 1 - <cos> = `mean_turn` in (0, 1).
double draw_bend(double mean_turn, Random& random);

class WormLikeChain final : public TransformGenerator {
 public:
  static Schema<NoParams> schema();
  explicit WormLikeChain(const NoParams&) {}
  std::optional<Proposal> first(const SceneView& scene, const Unit& unit, Random& random) const override;
  std::optional<Proposal> next(const SceneView& scene, const ChainView& chain, const Unit& unit,
                               Random& random) const override;
};

}  // namespace cryocosm::filaments
