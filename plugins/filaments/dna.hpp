// filaments.dna: double-stranded DNA, a rod of balls along a worm-like chain.
#pragma once

#include "cryocosm/plugin.hpp"
#include "filament.hpp"

namespace cryocosm::filaments {

struct DnaParams : FilamentParams {
  DnaParams();
  double ball_radius_A = 10;
  double density = 5;
};

class Dna final : public StructureGenerator {
 public:
  static Schema<DnaParams> schema();
  Dna(const DnaParams& params, BuildContext& build);
  std::unique_ptr<Structure> draw(Draw& draw) const override;

 private:
  DnaParams params_;
  SphereSet ball_;
  UnitStep step_;
};

}  // namespace cryocosm::filaments
