// A filament: a chain of equal units along a bending centerline, for every component that has a unit.
#include "filament.hpp"

#include <cmath>

#include "bending.hpp"
#include "cryocosm/error.hpp"

namespace cryocosm::filaments {
namespace {

class Filament final : public Structure {
 public:
  Filament(const Shape& shape, const Step& step, std::size_t units, std::size_t min_units)
      : units_(units), min_units_(min_units) {
    unit_.shape = &shape;
    unit_.shared = true;
    unit_.step = step;
  }
  std::optional<Unit> unit(std::size_t index, Random&) override {
    return index < units_ ? std::optional(unit_) : std::nullopt;
  }
  std::size_t min_units() const override { return min_units_; }
  bool has_centerline() const override { return true; }

 private:
  Unit unit_;
  std::size_t units_;
  std::size_t min_units_;
};

}  // namespace

UnitStep unit_step(double spacing_A, double twist_rad, double length_A) {
  constexpr double k_most_bonded = 16;  // Step::bonded
  // a quarter more: units on the inner side of a bend come closer, and voxels round
  const double bonded = std::ceil(1.25 * length_A / spacing_A);
  if (bonded > k_most_bonded)
    throw DataError("a unit of " + number_text(length_A) +
                        " A along the centerline would reach over more "
                        "than " +
                        number_text(k_most_bonded) + " others that are " + number_text(spacing_A) +
                        " A apart",
                    "put the units further apart, or make them shorter", Code::inconsistent);
  return {spacing_A, twist_rad, static_cast<std::int32_t>(bonded)};
}

double twist_of(const FilamentParams& params) {
  return params.turn_A == 0 ? 0 : 2 * k_pi * params.spacing_A / params.turn_A;
}

std::unique_ptr<Structure> draw_filament(const FilamentParams& params, const UnitStep& unit,
                                         const Shape& shape, Draw& draw) {
  const double persistence_length_A = draw("persistence_length", params.persistence_length_A);
  const double elevation = draw("elevation", params.elevation);
  const Bending bending = bending_of(persistence_length_A, unit.spacing_A, elevation);
  Step step;
  step.nearest_A = step.farthest_A = unit.spacing_A;
  step.curvature_per_A = bending.curvature_per_A;
  step.torsion_per_A = bending.torsion_per_A;
  step.twist_rad = unit.twist_rad;
  step.bonded = unit.bonded;
  const auto units = 1 + static_cast<std::size_t>(draw("length", params.length_A) / unit.spacing_A);
  return std::make_unique<Filament>(shape, step, units, static_cast<std::size_t>(params.min_units));
}

}  // namespace cryocosm::filaments
