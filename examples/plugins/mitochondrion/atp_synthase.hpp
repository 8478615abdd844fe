// mitochondrion.atp_synthase: a row of V-shaped dimers, held on the apex of a rim.
#pragma once

#include <cstdint>

#include "cryocosm/plugin.hpp"

namespace mitochondrion {

struct AtpSynthaseParams {
  cryocosm::Distribution spacing_A = 120;
  cryocosm::Distribution dimers = cryocosm::Distribution::uniform(6, 20);
  std::int64_t least_dimers = 3;
  double density_V = 3;
};

class AtpSynthase final : public cryocosm::StructureGenerator {
 public:
  static cryocosm::Schema<AtpSynthaseParams> schema();
  explicit AtpSynthase(const AtpSynthaseParams& params);
  std::unique_ptr<cryocosm::Structure> draw(cryocosm::Draw& draw) const override;

 private:
  AtpSynthaseParams params_;
  cryocosm::SphereSet dimer_;
};

}  // namespace mitochondrion
