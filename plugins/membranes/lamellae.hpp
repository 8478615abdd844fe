// Bilayers inside a membrane's outermost one: how many, how far apart, and the room that they need.
#pragma once

#include <algorithm>
#include <array>

#include "bilayer_params.hpp"

namespace cryocosm::membranes {

/// A host lets a unit touch so many before it.
constexpr double k_most_lamellae = 16;

struct LamellaParams : BilayerParams {
  Distribution lamellae = 1;
  Distribution lamella_gap_A = 20;
};

/// Bilayers with the same wall, whose mid-surfaces are parallel.
struct Lamellae {
  std::size_t count = 1;
  double period_A = 0;  ///< from one mid-surface to the next

  double inset_A(std::size_t index) const {
    return static_cast<double>(index) * period_A;
  }                                                      ///< from the outermost
  double depth_A() const { return inset_A(count - 1); }  ///< of the innermost
};

/// `drawn` is rounded to a whole number; `gap_A` lies between the faces of two walls.
Lamellae lamellae_of(double drawn, double gap_A, double half_thickness_A);

/// Records what was drawn, both for every membrane, so that lists of them go together.
void record(Draw& draw, const Lamellae& lamellae, double gap_A);

/// What is drawn together: the sizes of the outermost surface, the number of bilayers and the gap.
template <std::size_t N>
std::array<Distribution, N + 2> with_lamellae(const std::array<Distribution, N>& sizes,
                                              const LamellaParams& params) {
  std::array<Distribution, N + 2> all;
  std::copy(sizes.begin(), sizes.end(), all.begin());
  all[N] = params.lamellae;
  all[N + 1] = params.lamella_gap_A;
  return all;
}

/// Declares the fields of the wall and of the bilayers inside in the schema of P, which derives from
/// LamellaParams.
template <class P>
void add_lamella_fields(Schema<P>& s) {
  add_bilayer_fields(s);
  s.field("lamellae", static_cast<Distribution P::*>(&P::lamellae))
      .range(1, k_most_lamellae)
      .help(
          "Number of bilayers, one inside the other, rounded to whole numbers: 2 is a double membrane. Each "
          "is a "
          "unit with an instance and a surface of its own.");
  s.field("lamella_gap", static_cast<Distribution P::*>(&P::lamella_gap_A))
      .unit(units::angstrom)
      .range(0, 1000)
      .help(
          "Clear distance between the faces of neighbouring bilayers; a face lies half of layer_distance and "
          "two "
          "layer_sigma from the middle.");
}

}  // namespace cryocosm::membranes
