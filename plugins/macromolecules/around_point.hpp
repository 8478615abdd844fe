// macromolecules.around_point: clusters that start around a given point.
#pragma once

#include <limits>
#include <string>

#include "cryocosm/run_context.hpp"
#include "cryocosm/transform.hpp"

namespace cryocosm::macromolecules {

constexpr double k_unset = std::numeric_limits<double>::quiet_NaN();

struct AroundPointParams {
  Vec3 point_A{k_unset, k_unset, k_unset};  ///< not a number: not set, the middle of the volume
  std::string spread = "gaussian";
  double width_A = 500;
};

class AroundPoint final : public TransformGenerator {
 public:
  static Schema<AroundPointParams> schema();
  AroundPoint(const AroundPointParams& params, BuildContext& build);

  std::optional<Proposal> first(const SceneView& scene, const Unit& unit, Random& random) const override;
  std::optional<Proposal> next(const SceneView& scene, const ChainView& chain, const Unit& unit,
                               Random& random) const override;

 private:
  Vec3 point_A_;
  double width_A_;
  bool is_ball_;
};

}  // namespace cryocosm::macromolecules
