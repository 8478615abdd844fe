// Electrostatic potential of an atomic model on a grid, in volts above vitreous ice.
#pragma once

#include "atomic_model.hpp"
#include "cryocosm/volume.hpp"

namespace cryocosm::macromolecules {

/// The mean potential in every voxel, low-passed to `resolution_A`, with the displaced ice
/// subtracted. The centre of mass lies at the centre of voxel N/2, and N is odd. Voxels hold averages, so
/// their sum times the voxel volume is integrated_potential_V_A3() at any voxel size. [any]
Volume atomic_potential(const AtomicModel& model, double voxel_A, double resolution_A);

}  // namespace cryocosm::macromolecules
