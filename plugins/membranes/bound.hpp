// membranes.bound: units on the surfaces of earlier entries (paper, equation 11 and II-A.3).
#pragma once

#include <string>
#include <vector>

#include "cryocosm/plugin.hpp"

namespace cryocosm::membranes {

struct BoundParams {
  std::string on;
  std::string hold = "transmembrane";  ///< transmembrane, peripheral or tethered
  std::string side = "outward";        ///< outward, inward or both
  double inward_fraction = 0.5;        ///< with both
  Distribution height_A = 0;
  Distribution wobble_deg = 0;
};

class Bound final : public TransformGenerator {
 public:
  static Schema<BoundParams> schema();
  explicit Bound(const BoundParams& params);
  /// A point of the surfaces, uniform by area.
  std::optional<Proposal> first(const SceneView& scene, const Unit& unit, Random& random) const override;
  /// A point of the same surface, uniform by length on the curve at the step's distance from the last unit.
  std::optional<Proposal> next(const SceneView& scene, const ChainView& chain, const Unit& unit,
                               Random& random) const override;
  Span<const std::string> attaches_to() const override { return view(on_); }

 private:
  Proposal held_at(const SurfacePoint& point, const PlacedSurface& placed, const Unit& unit,
                   Random& random) const;

  BoundParams params_;
  std::vector<std::string> on_;
};

}  // namespace cryocosm::membranes
