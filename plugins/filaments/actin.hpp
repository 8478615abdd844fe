// filaments.actin: pairs of balls that turn about the centerline (paper II-A.2).
#pragma once

#include "cryocosm/plugin.hpp"
#include "filament.hpp"

namespace cryocosm::filaments {

struct ActinParams : FilamentParams {
  ActinParams();
  double ball_radius_A = 25;
  double separation_A = 50;
  double density = 3.5;
};

class Actin final : public StructureGenerator {
 public:
  static Schema<ActinParams> schema();
  Actin(const ActinParams& params, BuildContext& build);
  std::unique_ptr<Structure> draw(Draw& draw) const override;

 private:
  ActinParams params_;
  SphereSet pair_;
  UnitStep step_;
};

}  // namespace cryocosm::filaments
