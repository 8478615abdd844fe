// One pose: no rotation, and the point that the unit is held at in one place.
#include "in_place.hpp"

namespace cryocosm::membranes {

Schema<InPlaceParams> InPlace::schema() {
  Schema<InPlaceParams> s("Puts one unit, unrotated, where its file has it.");
  s.details(
      "For membranes.mesh and membranes.segmentation: the origin of the file, which for a segmentation is "
      "the "
      "centre of its first voxel, lies at the origin of the volume. Of other units, the point that they are "
      "held "
      "at or else their own origin.");
  s.field("at", &InPlaceParams::at_A)
      .unit(units::angstrom)
      .help("Where the origin of the file lies in the volume.");
  return s;
}

std::optional<Proposal> InPlace::first(const SceneView& scene, const Unit& unit, Random&) const {
  if (scene.attempt() > 0) return std::nullopt;
  Proposal proposal;
  proposal.pose = {{}, unit.anchor ? params_.at_A - unit.anchor->point_A : params_.at_A};
  proposal.if_refused = IfRefused::report_it;
  return proposal;
}

}  // namespace cryocosm::membranes
