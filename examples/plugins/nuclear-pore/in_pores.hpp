// The transform nuclear_pore.in_pores: one unit into every pore of the envelopes of an earlier entry.
#pragma once

#include "cryocosm/schema.hpp"
#include "cryocosm/transform.hpp"

namespace nuclear_pore {

struct InPoresParams {
  std::string on;
  cryocosm::Distribution turn_deg = cryocosm::Distribution::uniform(0, 360);
  double reach_A = 150;
};

/// Pores are known from the envelopes' shapes, which stand among the placed units with their poses.
class InPores final : public cryocosm::TransformGenerator {
 public:
  static cryocosm::Schema<InPoresParams> schema();
  explicit InPores(const InPoresParams& params) : params_(params), on_{params.on} {}
  /// The next pore that reaches into the volume; empty after the last.
  std::optional<cryocosm::Proposal> first(const cryocosm::SceneView& scene, const cryocosm::Unit& unit,
                                          cryocosm::Random& random) const override;
  /// Nothing: a pore holds one unit.
  std::optional<cryocosm::Proposal> next(const cryocosm::SceneView& scene, const cryocosm::ChainView& chain,
                                         const cryocosm::Unit& unit, cryocosm::Random& random) const override;
  cryocosm::Span<const std::string> attaches_to() const override { return cryocosm::view(on_); }

 private:
  InPoresParams params_;
  std::vector<std::string> on_;
};

}  // namespace nuclear_pore
