// A filament: a chain of equal units along a bending centerline, for every component that has a unit.
#pragma once

#include <cstdint>
#include <memory>

#include "cryocosm/schema.hpp"
#include "cryocosm/structure.hpp"

namespace cryocosm::filaments {

/// Parameters of a filament; components derive their own parameters from it and set their defaults.
struct FilamentParams {
  double spacing_A = 50;
  Distribution persistence_length_A = 1e5;
  Distribution elevation = Distribution::uniform(0.4, 1);
  double turn_A = 0;  ///< length of a full turn of the units; 0: they do not turn
  Distribution length_A = 1e5;
  std::int64_t min_units = 15;
};

template <class P>
void add_spacing_field(Schema<P>& schema) {
  schema.field("spacing", static_cast<double P::*>(&P::spacing_A))
      .unit(units::angstrom)
      .range(1, 1000)
      .help("Distance between two units along the centerline, d_M in the paper.");
}

/// How it bends and how long it may become.
template <class P>
void add_centerline_fields(Schema<P>& schema) {
  schema.field("persistence_length", static_cast<Distribution P::*>(&P::persistence_length_A))
      .unit(units::angstrom)
      .range(1, 1e12)
      .help(
          "Persistence length, p in the paper: the larger, the straighter. The paper's law is "
          "exponential(minimum, mean).");
  schema.field("elevation", static_cast<Distribution P::*>(&P::elevation))
      .range(0, 1)
      .help(
          "Slope of the centerline's helix over its radius, h_z in the paper: 0 bends in a plane. It means "
          "nothing to a worm-like chain.");
  schema.field("length", static_cast<Distribution P::*>(&P::length_A))
      .unit(units::angstrom)
      .range(1, 1e8)
      .help("Greatest length along the centerline.");
  schema.field("min_units", static_cast<std::int64_t P::*>(&P::min_units))
      .range(1, 1e6)
      .help("A filament that stops with fewer units is taken back.");
}

/// After all other checks.
template <class P>
void add_length_check(Schema<P>& schema) {
  schema.check("length must leave room for min_units: length >= (min_units - 1) spacings", [](const P& p) {
    return p.length_A.largest() >= static_cast<double>(p.min_units - 1) * p.spacing_A;
  });
}

template <class P>
void add_turn_field(Schema<P>& schema) {
  schema.field("turn", static_cast<double P::*>(&P::turn_A))
      .unit(units::angstrom)
      .range(-1e9, 1e9)
      .help(
          "Length along the centerline of a full turn of the units, h in the paper, so that each spins by 2 "
          "pi "
          "spacing / turn; negative turns are left-handed, 0 is none.");
}

/// How one unit follows another, whatever the bending.
struct UnitStep {
  double spacing_A = 0;
  double twist_rad = 0;
  std::int32_t bonded = 0;
};

/// Throws DataError when a unit that reaches over `length_A` of the centerline would lie within more of its
/// neighbours than the host lets it touch. [any]
UnitStep unit_step(double spacing_A, double twist_rad, double length_A);

/// Spin of each unit, 2 pi d_M / h: equation 9 of the paper prints the inverse. [any]
double twist_of(const FilamentParams& params);

/// Draws the bending and the length of one filament. `unit` must outlive the structure. [any]
std::unique_ptr<Structure> draw_filament(const FilamentParams& params, const UnitStep& step,
                                         const Shape& unit, Draw& draw);

}  // namespace cryocosm::filaments
