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
  double twist_rad() const;

  RepeatParams params_;
  std::unique_ptr<Structure> source_;      ///< owns the template it came with, perhaps
  std::unique_ptr<DensityTemplate> made_;  ///< null: the template is on its axis as it is
  const DensityTemplate* unit_ = nullptr;
  double shared_by_strands_ = 0, shared_with_next_ = 0;  ///< parts of a body
};

}  // namespace cryocosm::filaments
