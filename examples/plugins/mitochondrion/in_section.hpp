// mitochondrion.in_section: poses of things wider than the volume is thick, of which it shows a section.
#pragma once

#include "cryocosm/plugin.hpp"

namespace mitochondrion {

struct InSectionParams {
  cryocosm::Distribution tilt_deg = cryocosm::Distribution::uniform(-15, 15);
  double margin = 0.2;
};

class InSection final : public cryocosm::TransformGenerator {
 public:
  static cryocosm::Schema<InSectionParams> schema();
  explicit InSection(const InSectionParams& params) : params_(params) {}
  std::optional<cryocosm::Proposal> first(const cryocosm::SceneView& scene, const cryocosm::Unit& unit,
                                          cryocosm::Random& random) const override;
  /// The pose of the unit before: membranes of one organelle share it.
  std::optional<cryocosm::Proposal> next(const cryocosm::SceneView& scene, const cryocosm::ChainView& chain,
                                         const cryocosm::Unit& unit, cryocosm::Random& random) const override;

 private:
  InSectionParams params_;
};

}  // namespace mitochondrion
