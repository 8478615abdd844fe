// The diffuse curvature energy of a phase field and its exact discrete gradient.
#pragma once

#include "cryocosm/run_context.hpp"
#include "diffuse_rows.hpp"

namespace cryocosm::membranes {

struct EnergySums {
  double energy = 0;    ///< of the surface: divided by what the profile across an interface contributes
  double gradient = 0;  ///< sum of the gradient over all points
};

/// Song's phase-field energy (J. Math. Imaging Vis. 64, 2022): for a field tanh(d / (sqrt(2) epsilon)) of the
/// signed distance d it tends to the integral of the polynomial over the surface as epsilon becomes small.
/// The factor 2 sqrt(2) / 3 of that limit is divided out. Central differences of second order.
class DiffuseEnergy {
 public:
  DiffuseEnergy(const CurvatureEnergy& energy, double epsilon_A, const PhaseLattice& lattice);

  /// Fills `gradient`: the derivatives of the sum of the density over all points, which is energy /
  /// energy_per_density(). Both fields have the lattice's size, rows of `u` are wrapped. Reduced in a fixed
  /// order. [worker]
  EnergySums gradient(const PhaseField& u, PhaseField& gradient, Services& services) const;

  double energy_per_density() const { return energy_per_density_; }

 private:
  struct Tile {
    std::int64_t y0, y1, z0, z1;
  };
  EnergySums tile_gradient(const PhaseField& u, PhaseField& gradient, const Tile& tile) const;

  PhaseLattice lattice_;
  DiffuseTerms terms_;
  double energy_per_density_;
};

}  // namespace cryocosm::membranes
