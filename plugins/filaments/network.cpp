// Branched networks: where a filament starts is decided here, how it goes on by another transform.
#include "network.hpp"

#include "component.hpp"
#include "pose_stream.hpp"

namespace cryocosm::filaments {

Schema<NetworkParams> Network::schema() {
  Schema<NetworkParams> s("Branched network: a filament may start on one that has been placed.");
  s.field("branching", &NetworkParams::branching)
      .unit(units::fraction)
      .range(0, 1)
      .help("Probability that a filament starts on a placed one, P_b in the paper, and not anywhere.");
  s.field("parent", &NetworkParams::parent)
      .optional()
      .names_entry()
      .help("Entry whose filaments are branched from; this entry's own unless given.");
  s.field("angle", &NetworkParams::angle_deg)
      .unit(units::degree)
      .range(10, 170)
      .help("Angle between a branch and its parent's direction of growth.");
  s.field("max_branches", &NetworkParams::max_branches)
      .range(1, 1e6)
      .help("Greatest number of branches of a filament.");
  s.field("branch_spacing", &NetworkParams::branch_spacing_A)
      .unit(units::angstrom)
      .range(0, 1e6)
      .help("Least distance between two branch points of a filament.");
  s.field("along", &NetworkParams::along)
      .point("transform")
      .help("How filaments start elsewhere, and how all of them go on.");
  s.details(
      "The default angle is that of Arp2/3 complexes (Mullins, Heuser & Pollard, PNAS 95, 6181 (1998)). The "
      "side is uniform about the parent. Branches name the unit they start from as their parent.");
  return s;
}

Network::Network(const NetworkParams& params, BuildContext& build)
    : params_(params),
      along_(required_component<TransformGenerator>(params.along, "along", build)),
      sites_({static_cast<std::size_t>(params.max_branches), params.branch_spacing_A}) {}

Pose branch_pose(const Pose& parent, double parent_radius_A, double radius_A, double angle_rad,
                 Random& random) {
  const Vec3 z{0, 0, 1};
  // z turned by the angle towards a uniform side; the unit's own spin is uniform too
  const Quaternion rotation = parent.rotation * rotation_about(z, 2 * k_pi * random.uniform()) *
                              rotation_about({0, 1, 0}, angle_rad) *
                              rotation_about(z, 2 * k_pi * random.uniform());
  const double distance_A = (parent_radius_A + radius_A) / std::sin(angle_rad);
  return {normalized(rotation), parent.position_A + distance_A * rotate(rotation, z)};
}

// Whether the next filament is a branch, and at which angle, is drawn from the filament placed last and not
// for each try: branches and free filaments succeed at different rates, which would shift both laws.
std::optional<Proposal> Network::first(const SceneView& scene, const Unit& unit, Random& random) const {
  const Span<const PlacedUnit> own = scene.units({});
  const Span<const PlacedUnit> parents = params_.parent.empty() ? own : scene.units(params_.parent);
  if (parents.empty()) return along_.first(scene, unit, random);
  const PlacedUnit& last = own.empty() ? parents[parents.size - 1] : own[own.size - 1];
  Random fate = stream_of(last.pose, "branch");
  if (!(fate.uniform() < params_.branching)) return along_.first(scene, unit, random);
  const auto site = sites_.draw(parents, own, random);
  if (!site) return along_.first(scene, unit, random);
  const PlacedUnit& parent = parents[*site];
  const double angle_rad = params_.angle_deg.draw(fate) * k_pi / 180;
  return Proposal{
      branch_pose(parent.pose, parent.shape->radius_A(), unit.shape->radius_A(), angle_rad, random),
      parent.instance};
}

std::optional<Proposal> Network::next(const SceneView& scene, const ChainView& chain, const Unit& unit,
                                      Random& random) const {
  return along_.next(scene, chain, unit, random);
}

}  // namespace cryocosm::filaments
