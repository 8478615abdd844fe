// The structure nuclear_pore.complex: eight equal spokes around the axis of a pore.
#pragma once

#include "cryocosm/schema.hpp"
#include "cryocosm/structure.hpp"
#include "spoke.hpp"

namespace nuclear_pore {

/// Schematic numbers of our own choice, close to what is seen in cells: rings of about 120 nm, a channel of
/// 42 to 60 nm.
struct ComplexParams {
  std::int64_t symmetry = 8;
  cryocosm::Distribution ring_diameter_A = cryocosm::Distribution::uniform(1150, 1230);
  cryocosm::Distribution ring_distance_A = cryocosm::Distribution::uniform(650, 690);
  cryocosm::Distribution channel_diameter_A = cryocosm::Distribution::uniform(420, 600);
  cryocosm::Distribution pore_diameter_A = 950;
  cryocosm::Distribution filament_length_A = cryocosm::Distribution::uniform(250, 400);
  cryocosm::Distribution basket_length_A = cryocosm::Distribution::uniform(450, 600);
  cryocosm::Distribution density_V = 2;
};

class Complex final : public cryocosm::StructureGenerator {
 public:
  static cryocosm::Schema<ComplexParams> schema();
  explicit Complex(const ComplexParams& params) : params_(params) {}
  std::unique_ptr<cryocosm::Structure> draw(cryocosm::Draw& draw) const override;

 private:
  ComplexParams params_;
};

/// `symmetry` copies of the spoke around z.
std::vector<cryocosm::SphereSet::Ball> around_axis(const std::vector<cryocosm::SphereSet::Ball>& spoke,
                                                   int symmetry);

}  // namespace nuclear_pore
