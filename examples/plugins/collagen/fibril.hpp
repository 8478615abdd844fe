// The structure collagen.fibril: a banded fibril, as a chain of eight pieces for each period.
#pragma once

#include "cryocosm/schema.hpp"
#include "cryocosm/structure.hpp"

namespace collagen {

/// Period and zones are those of collagen fibrils (Hodge & Petruska 1963): overlaps hold five molecules side
/// by side and gaps four. Diameters and densities are round numbers of our own choice.
struct FibrilParams {
  cryocosm::Distribution period_A = 670;
  cryocosm::Distribution diameter_A = cryocosm::Distribution::uniform(350, 550);
  double overlap = 0.46;
  double gap_density = 0.8;
  cryocosm::Distribution density_V = 2.5;
  cryocosm::Distribution length_A = 1e6;
  std::int64_t min_units = 8;
};

class Fibril final : public cryocosm::StructureGenerator {
 public:
  static cryocosm::Schema<FibrilParams> schema();
  explicit Fibril(const FibrilParams& params) : params_(params) {}
  std::unique_ptr<cryocosm::Structure> draw(cryocosm::Draw& draw) const override;

 private:
  FibrilParams params_;
};

}  // namespace collagen
