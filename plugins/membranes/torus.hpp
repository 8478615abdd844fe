// membranes.torus: ring-shaped membranes (paper, equation 3 and II-B.1).
#pragma once

#include "lamellae.hpp"
#include "membrane.hpp"

namespace cryocosm::membranes {

struct TorusParams : LamellaParams {
  Distribution major_radius_A = Distribution::uniform(200, 400);
  Distribution minor_radius_A = Distribution::uniform(75, 150);
};

class Torus final : public MembraneGenerator {
 public:
  static Schema<TorusParams> schema();
  Torus(const TorusParams& params, BuildContext& build)
      : MembraneGenerator(params), params_(params), voxel_A_(build.grid().voxel_A) {}
  /// Throws DataError when no draw of the radii meets the conditions that the schema's rules name.
  std::unique_ptr<Structure> draw(Draw& draw) const override;

 private:
  TorusParams params_;
  double voxel_A_;
};

}  // namespace cryocosm::membranes
