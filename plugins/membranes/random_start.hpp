// Random phase fields of a given grain: where the descent of a curvature energy starts.
#pragma once

#include "cryocosm/random.hpp"
#include "cryocosm/run_context.hpp"
#include "phase_field.hpp"

namespace cryocosm::membranes {

/// White noise of `random` on the lattice, band-passed around structures `wavelength_A` apart, cut at the
/// level that leaves interfaces of width epsilon with the mean `mass`. [worker]
PhaseField random_start(const PhaseLattice& lattice, double epsilon_A, double wavelength_A, double mass,
                        const Random& random, Services& services);

/// The mean of a field over its lattice, summed in a fixed order. [worker]
double mean_of(const PhaseField& u, Services& services);

/// Moves the interfaces of a field until its mean is `mass`, and wraps its rows. [worker]
void restore_mass(PhaseField& u, double mass, Edge edge, Services& services);

}  // namespace cryocosm::membranes
