// filaments.helix: the next pose along a curve of constant curvature and torsion (paper, equations 6-9).
#pragma once

#include "cryocosm/plugin.hpp"

namespace cryocosm::filaments {

/// Moves a Frenet frame (x normal, y binormal, z tangent) by `arc_A` along a curve of constant
/// curvature and torsion. Exact: the frame turns about the Darboux vector at a constant rate.
Pose advance(const Pose& frame, double arc_A, double curvature_per_A, double torsion_per_A);

class Helix final : public TransformGenerator {
 public:
  static Schema<NoParams> schema();
  explicit Helix(const NoParams&) {}
  std::optional<Proposal> first(const SceneView& scene, const Unit& unit, Random& random) const override;
  std::optional<Proposal> next(const SceneView& scene, const ChainView& chain, const Unit& unit,
                               Random& random) const override;
};

}  // namespace cryocosm::filaments
