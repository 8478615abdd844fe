// How strongly a centerline bends: the paper's equation 8, there and back.
#include "bending.hpp"

#include <cmath>

namespace cryocosm::filaments {

Bending bending_of(double persistence_length_A, double spacing_A, double elevation) {
  // arccos(1 - x) = 2 arcsin sqrt(x / 2) keeps its digits for stiff filaments, where x = 1 - exp(-d/p) is
  // tiny
  const double turn = -std::expm1(-spacing_A / persistence_length_A);
  const double q = 2 * std::asin(std::sqrt(turn / 2)) / spacing_A;
  const double scale = 1 + elevation * elevation;
  return {q / scale, elevation * q / scale};
}

double mean_turn(const Bending& bending, double spacing_A) {
  if (!(bending.curvature_per_A > 0)) return 0;
  const double q =
      bending.curvature_per_A + bending.torsion_per_A * bending.torsion_per_A / bending.curvature_per_A;
  const double half = std::sin(q * spacing_A / 2);
  return 2 * half * half;
}

}  // namespace cryocosm::filaments
