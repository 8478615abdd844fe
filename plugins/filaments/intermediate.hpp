// filaments.intermediate: intermediate filaments, a ring of protofibrils along a worm-like chain.
#pragma once

#include "cryocosm/plugin.hpp"
#include "filament.hpp"

namespace cryocosm::filaments {

struct IntermediateParams : FilamentParams {
  IntermediateParams();
  std::int64_t protofibrils = 4;
  double ring_radius_A = 30;
  double ball_radius_A = 20;
  double density = 3;
};

class Intermediate final : public StructureGenerator {
 public:
  static Schema<IntermediateParams> schema();
  Intermediate(const IntermediateParams& params, BuildContext& build);
  std::unique_ptr<Structure> draw(Draw& draw) const override;

 private:
  IntermediateParams params_;
  SphereSet ring_;
  UnitStep step_;
};

}  // namespace cryocosm::filaments
