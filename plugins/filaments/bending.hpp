// How strongly a centerline bends: the paper's equation 8, there and back.
#pragma once

namespace cryocosm::filaments {

/// Curvature and torsion of the paper's centerline, 1/Å.
struct Bending {
  double curvature_per_A = 0;
  double torsion_per_A = 0;
};

/// From the persistence length, the unit distance and the elevation h_z. Equation 8 gives
/// q = arccos(exp(-d/p)) / d, the helix's radius f = 1/q and slope g = h_z f; a helix (f cos s, f sin s,
/// g s) then has curvature f / (f^2 + g^2) and torsion g / (f^2 + g^2). Equation 7 prints the tangent's
/// norm without its square root; the tangent used here has unit length.
Bending bending_of(double persistence_length_A, double spacing_A, double elevation);

/// 1 - <cos> of the angle between the tangents of consecutive units, `spacing_A` apart, for the persistence
/// length that bending_of() was given: 1 - exp(-d/p), whatever the elevation.
double mean_turn(const Bending& bending, double spacing_A);

}  // namespace cryocosm::filaments
