// macromolecules.gradient: molecules and clusters whose density varies along a direction.
#pragma once

#include <string>

#include "cryocosm/run_context.hpp"
#include "cryocosm/transform.hpp"

namespace cryocosm::macromolecules {

struct GradientParams {
  Vec3 direction{0, 0, 1};
  std::string profile = "linear";
  double start = 0;
  double end = 1;
};

class Gradient final : public TransformGenerator {
 public:
  static Schema<GradientParams> schema();
  Gradient(const GradientParams& params, BuildContext& build);

  std::optional<Proposal> first(const SceneView& scene, const Unit& unit, Random& random) const override;
  std::optional<Proposal> next(const SceneView& scene, const ChainView& chain, const Unit& unit,
                               Random& random) const override;

  /// Density at `p` relative to the greatest in the volume; 1 there.
  double weight(Vec3 p) const;

 private:
  Vec3 direction_;
  bool is_linear_;
  double start_, end_;       ///< relative to the greater of the two
  double low_A_, length_A_;  ///< of the volume along the direction
};

}  // namespace cryocosm::macromolecules
