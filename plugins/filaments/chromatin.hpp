// filaments.chromatin: nucleosomes on a string of linker DNA.
#pragma once

#include "cryocosm/plugin.hpp"
#include "filament.hpp"

namespace cryocosm::filaments {

struct ChromatinParams : FilamentParams {
  ChromatinParams();
  double width_A = 110;
  double height_A = 55;
  double linker_radius_A = 10;
  double density = 4;
};

class Chromatin final : public StructureGenerator {
 public:
  static Schema<ChromatinParams> schema();
  Chromatin(const ChromatinParams& params, BuildContext& build);
  std::unique_ptr<Structure> draw(Draw& draw) const override;

 private:
  ChromatinParams params_;
  SphereSet nucleosome_;
  UnitStep step_;
};

}  // namespace cryocosm::filaments
