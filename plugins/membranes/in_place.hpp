// membranes.in_place: a given shape where its file has it.
#pragma once

#include "cryocosm/plugin.hpp"

namespace cryocosm::membranes {

struct InPlaceParams {
  Vec3 at_A;
};

class InPlace final : public TransformGenerator {
 public:
  static Schema<InPlaceParams> schema();
  explicit InPlace(const InPlaceParams& params) : params_(params) {}
  /// The one pose, for the entry's first chain only.
  std::optional<Proposal> first(const SceneView& scene, const Unit& unit, Random& random) const override;
  std::optional<Proposal> next(const SceneView&, const ChainView&, const Unit&, Random&) const override {
    return std::nullopt;
  }

 private:
  InPlaceParams params_;
};

}  // namespace cryocosm::membranes
