// filaments.microtubule: protofilaments around a flexible helical centerline (paper II-A.2).
#pragma once

#include "cryocosm/plugin.hpp"
#include "filament.hpp"

namespace cryocosm::filaments {

struct MicrotubuleParams : FilamentParams {
  MicrotubuleParams();
  std::int64_t protofilaments = 13;
  std::string lattice = "rings";  ///< rings or helical
  std::int64_t starts = 3;        ///< with helical
  double dimer_contrast = 0.1;    ///< with helical
  double ring_radius_A = 105;
  double ball_radius_A = 20;
  double density = 3.5;
};

class Microtubule final : public StructureGenerator {
 public:
  static Schema<MicrotubuleParams> schema();
  Microtubule(const MicrotubuleParams& params, BuildContext& build);
  std::unique_ptr<Structure> draw(Draw& draw) const override;

 private:
  MicrotubuleParams params_;
  SphereSet unit_;
  UnitStep step_;
};

}  // namespace cryocosm::filaments
