// Electrostatic potential of an atomic model on a grid, in volts above vitreous ice.
#pragma once

#include "atomic_model.hpp"
#include "cryocosm/run_context.hpp"

namespace cryocosm::macromolecules {

/// The grid of atomic_potential(). [any]
GridSpec atomic_grid(const AtomicModel& model, double voxel_A, double resolution_A);

/// The mean potential in every voxel, blurred by the atoms' B factors and low-passed to `resolution_A`, with
/// the displaced ice subtracted. The centre of mass lies at the centre of voxel N/2, and N is odd. Voxels
/// hold averages, so their sum times the voxel volume is integrated_potential_V_A3() at any voxel size.
/// `pause` is called now and then, and may throw to stop. [any]
Volume atomic_potential(const AtomicModel& model, double voxel_A, double resolution_A,
                        FunctionRef<void()> pause);
Volume atomic_potential(const AtomicModel& model, double voxel_A, double resolution_A);

}  // namespace cryocosm::macromolecules
