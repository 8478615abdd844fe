// The signed distance to the zero level of a sampled field.
#pragma once

#include "sampled_field.hpp"

namespace cryocosm::membranes {

/// Distances on the field's own lattice, of its signs. Exact, but for rounding to a hundredth of a step, to
/// the zero level of the field interpolated trilinearly, up to `reach_A` and two steps more, so that what is
/// interpolated is exact up to `reach_A`; beyond, that much. The nearest points of the zero level are handed
/// on from lattice point to lattice point, layer by layer, and moved along the level to where they are
/// nearest (the closest point transform; Ruuth and Merriman, J. Comput. Phys. 227, 1943, 2008). The result
/// does not depend on how the loops are split. Memory beside the result: 7 bytes for each lattice point.
/// [worker]
SampledField redistanced(const SampledField& field, double reach_A, ParallelFor parallel_for);

}  // namespace cryocosm::membranes
