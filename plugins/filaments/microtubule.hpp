// filaments.microtubule: rings of balls along a flexible helical centerline (paper II-A.2).
#pragma once

#include "cryocosm/plugin.hpp"

namespace cryocosm::filaments {

struct MicrotubuleParams {
  std::int64_t protofilaments = 13;
  double ring_radius_A = 105;
  double ball_radius_A = 20;
  double density = 3.5;
  double spacing_A = 40;
  Distribution persistence_length_A = 5.2e7;
  Distribution elevation = Distribution::uniform(0.4, 1);
  Distribution length_A = 1e5;
  std::int64_t min_units = 15;
};

/// Curvature and torsion of the paper's centerline, 1/Å.
struct Bending {
  double curvature_per_A;
  double torsion_per_A;
};

/// From the persistence length, the unit distance and the elevation h_z. Equation 8 gives
/// q = arccos(exp(-d/p)) / d, the helix's radius f = 1/q and slope g = h_z f; a helix (f cos s, f sin s,
/// g s) then has curvature f / (f^2 + g^2) and torsion g / (f^2 + g^2). Equation 7 prints the tangent's
/// norm without its square root; the tangent used here has unit length.
Bending bending_of(double persistence_length_A, double spacing_A, double elevation);

class Microtubule final : public StructureGenerator {
 public:
  static Schema<MicrotubuleParams> schema();
  Microtubule(const MicrotubuleParams& params, BuildContext& build);
  std::unique_ptr<Structure> draw(Draw& draw) const override;

 private:
  MicrotubuleParams params_;
  SphereSet ring_;
};

}  // namespace cryocosm::filaments
