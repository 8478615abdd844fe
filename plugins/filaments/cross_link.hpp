// filaments.cross_link: puts units between two filaments that lie side by side.
#pragma once

#include "cryocosm/plugin.hpp"
#include "neighbours.hpp"

namespace cryocosm::filaments {

struct CrossLinkParams {
  std::string of;
  double nearest_A = 80;
  double farthest_A = 400;
};

class CrossLink final : public TransformGenerator {
 public:
  static Schema<CrossLinkParams> schema();
  explicit CrossLink(const CrossLinkParams& params)
      : entry_(params.of), pairs_(params.nearest_A, params.farthest_A) {}
  std::optional<Proposal> first(const SceneView& scene, const Unit& unit, Random& random) const override;
  std::optional<Proposal> next(const SceneView&, const ChainView&, const Unit&, Random&) const override;

 private:
  std::string entry_;
  Neighbours pairs_;
};

}  // namespace cryocosm::filaments
