// The number of bilayers and their distance.
#include "lamellae.hpp"

#include <cmath>

namespace cryocosm::membranes {

Lamellae lamellae_of(double drawn, double gap_A, double half_thickness_A) {
  return {static_cast<std::size_t>(std::llround(drawn)), 2 * half_thickness_A + gap_A};
}

void record(Draw& draw, const Lamellae& lamellae, double gap_A) {
  draw("lamellae", static_cast<double>(lamellae.count));
  draw("lamella_gap", gap_A);
}

}  // namespace cryocosm::membranes
