// membranes.ellipsoid: ellipsoidal vesicles with a wall of constant thickness (paper, equation 2 and II-B.1).
#pragma once

#include <array>

#include "lamellae.hpp"
#include "membrane.hpp"

namespace cryocosm::membranes {

struct EllipsoidParams : LamellaParams {
  Distribution axis_x_A = Distribution::uniform(150, 400);
  Distribution axis_y_A = Distribution::uniform(150, 400);
  Distribution axis_z_A = Distribution::uniform(150, 400);
  double max_eccentricity = 0.75;
};

class Ellipsoid final : public MembraneGenerator {
 public:
  static Schema<EllipsoidParams> schema();
  Ellipsoid(const EllipsoidParams& params, BuildContext& build)
      : MembraneGenerator(params), params_(params), voxel_A_(build.grid().voxel_A) {}
  /// Throws DataError when no draw of the axes meets the conditions that the schema's rules name.
  std::unique_ptr<Structure> draw(Draw& draw) const override;

 private:
  EllipsoidParams params_;
  double voxel_A_;
};

}  // namespace cryocosm::membranes
