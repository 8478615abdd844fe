// Descent of a diffuse curvature energy at constant mass: preconditioned, with momentum.
#pragma once

#include "diffuse_energy.hpp"

namespace cryocosm::membranes {

/// Moves `u`, whose mean is `mass` and stays so, down the energy; returns the energy of each state that was
/// kept, never rising, for so many evaluations of the gradient. A step goes along the gradient smoothed by
/// close to (1 - epsilon^2 Laplace)^-2, which the second derivative of the energy resembles, and on along the
/// steps before. One after which the energy is higher is taken back, and the next starts at rest and is
/// shorter. Memory: two more fields. Throws Cancelled. [worker]
std::vector<double> descend(PhaseField& u, const CurvatureEnergy& energy, double epsilon_A,
                            const PhaseLattice& lattice, double mass, int evaluations, Services& services);

}  // namespace cryocosm::membranes
