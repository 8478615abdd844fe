// filaments.repeat: any template as the unit of a helical polymer, with rise, twist and strands.
#pragma once

#include "cryocosm/plugin.hpp"
#include "filament.hpp"

namespace cryocosm::filaments {

struct RepeatParams : FilamentParams {
  ComponentRef unit;
  Vec3 axis;
  Vec3 axis_point_A;
  double twist_deg = 0;
  std::int64_t strands = 1;
};

class Repeat final : public StructureGenerator {
 public:
  static Schema<RepeatParams> schema();
  Repeat(const RepeatParams& params, BuildContext& build);
  std::unique_ptr<Structure> draw(Draw& draw) const override;
  const DensityTemplate& unit() const { return *unit_; }

 private:
  RepeatParams params_;
  std::unique_ptr<Structure> source_;      ///< owns the template it came with, perhaps
  std::unique_ptr<DensityTemplate> made_;  ///< null: the template is on its axis as it is
  const DensityTemplate* unit_ = nullptr;
  UnitStep step_;
};

}  // namespace cryocosm::filaments
