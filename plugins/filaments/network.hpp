// filaments.network: filaments that branch from one another (paper II-B.2).
#pragma once

#include "branch_sites.hpp"
#include "cryocosm/plugin.hpp"

namespace cryocosm::filaments {

struct NetworkParams {
  double branching = 0.5;
  std::string parent;  ///< empty: the entry's own filaments
  Distribution angle_deg = Distribution::normal(70, 7);
  std::int64_t max_branches = 5;
  double branch_spacing_A = 100;
  ComponentRef along{"filaments.helix"};
};

class Network final : public TransformGenerator {
 public:
  static Schema<NetworkParams> schema();
  Network(const NetworkParams& params, BuildContext& build);
  std::optional<Proposal> first(const SceneView& scene, const Unit& unit, Random& random) const override;
  std::optional<Proposal> next(const SceneView& scene, const ChainView& chain, const Unit& unit,
                               Random& random) const override;

 private:
  NetworkParams params_;
  const TransformGenerator& along_;
  BranchSites sites_;
};

/// The first pose of a branch that leaves `parent` at `angle_rad` to its tangent, on a side of its own, as
/// close as two bodies of these radii never touch. [any]
Pose branch_pose(const Pose& parent, double parent_radius_A, double radius_A, double angle_rad,
                 Random& random);

}  // namespace cryocosm::filaments
