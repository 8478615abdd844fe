// The structure @NAME@.granule: a dense, solid granule with a knobbly outline.
#pragma once

#include <cstdint>
#include <memory>

#include "cryocosm/schema.hpp"
#include "cryocosm/structure.hpp"

namespace @NAME@ {

/// The parameters and their defaults; names end in the unit.
struct GranuleParams {
  cryocosm::Distribution radius_A = cryocosm::Distribution::uniform(150, 300);
  std::int64_t knobs = 12;
};

/// Draws one granule after another, each with a radius and knobs of its own.
class Granule final : public cryocosm::StructureGenerator {
 public:
  static cryocosm::Schema<GranuleParams> schema();
  explicit Granule(const GranuleParams& params) : params_(params) {}

  std::unique_ptr<cryocosm::Structure> draw(cryocosm::Draw& draw) const override;

 private:
  GranuleParams params_;
};

}  // namespace @NAME@
