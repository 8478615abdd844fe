// membranes.sphere: spherical vesicles (paper, equation 1 and II-B.1).
#pragma once

#include "lamellae.hpp"
#include "membrane.hpp"

namespace cryocosm::membranes {

struct SphereParams : LamellaParams {
  Distribution radius_A = Distribution::uniform(150, 400);
};

class Sphere final : public MembraneGenerator {
 public:
  static Schema<SphereParams> schema();
  Sphere(const SphereParams& params, BuildContext& build)
      : MembraneGenerator(params), params_(params), voxel_A_(build.grid().voxel_A) {}
  /// Throws DataError when no draw of the radius leaves room for the bilayers inside.
  std::unique_ptr<Structure> draw(Draw& draw) const override;

 private:
  SphereParams params_;
  double voxel_A_;
};

}  // namespace cryocosm::membranes
