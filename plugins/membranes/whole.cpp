// The middle of the volume, once.
#include "whole.hpp"

namespace cryocosm::membranes {

Schema<NoParams> Whole::schema() {
  Schema<NoParams> s("The middle of the volume, without rotation, for one structure that fills it.");
  s.details("Proposed once: another pose does not exist. What does not fit is listed in the report.");
  return s;
}

std::optional<Proposal> Whole::first(const SceneView& scene, const Unit&, Random&) const {
  if (scene.attempt() > 0) return std::nullopt;
  const Box box = bounds(scene.grid());
  Proposal proposal;
  proposal.pose.position_A = 0.5 * (box.low + box.high);
  proposal.if_refused = IfRefused::report_it;
  return proposal;
}

std::optional<Proposal> Whole::next(const SceneView&, const ChainView&, const Unit&, Random&) const {
  return std::nullopt;
}

}  // namespace cryocosm::membranes
