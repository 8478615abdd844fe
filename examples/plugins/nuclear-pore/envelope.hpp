// The structure nuclear_pore.envelope: two membranes that fuse at pores, random in number and place.
#pragma once

#include "cryocosm/run_context.hpp"
#include "cryocosm/schema.hpp"
#include "cryocosm/structure.hpp"

namespace nuclear_pore {

/// The defaults lie within what is measured in cells, in round numbers of our own choice: nuclei of a yeast,
/// a space of 30 to 45 nm between the membranes, pores of 90 to 100 nm.
struct EnvelopeParams {
  cryocosm::Distribution radius_A = cryocosm::Distribution::uniform(9000, 12000);
  cryocosm::Distribution gap_A = cryocosm::Distribution::uniform(300, 450);
  cryocosm::Distribution pore_diameter_A = cryocosm::Distribution::uniform(900, 1000);
  cryocosm::Distribution pores_per_um2 = cryocosm::Distribution::uniform(8, 16);
  cryocosm::Distribution pore_distance_A = 1500;
  cryocosm::Distribution layer_distance_A = cryocosm::Distribution::uniform(30, 40);
  cryocosm::Distribution layer_sigma_A = cryocosm::Distribution::uniform(4, 7);
  cryocosm::Distribution density_V = 1.5;
  bool label_lumen = false;
};

class Envelope final : public cryocosm::StructureGenerator {
 public:
  static cryocosm::Schema<EnvelopeParams> schema();
  Envelope(const EnvelopeParams& params, cryocosm::BuildContext& build)
      : params_(params), grid_(build.grid()) {}
  /// Throws DataError when no draw of the sizes fits together.
  std::unique_ptr<cryocosm::Structure> draw(cryocosm::Draw& draw) const override;
  std::size_t part_count() const override { return params_.label_lumen ? 1 : 0; }
  std::string_view part_name(std::size_t) const override { return "lumen"; }

 private:
  EnvelopeParams params_;
  cryocosm::GridSpec grid_;
};

}  // namespace nuclear_pore
