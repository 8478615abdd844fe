// Phase fields between lattices.
#pragma once

#include "cryocosm/run_context.hpp"
#include "phase_field.hpp"

namespace cryocosm::membranes {

/// The field on a lattice of half the spacing, by cubic interpolation, with interfaces of `from_A` made as
/// thin as interfaces of `to_A`. Rows are wrapped. [worker]
PhaseField refined(const PhaseField& coarse, Edge edge, double from_A, double to_A, Services& services);

}  // namespace cryocosm::membranes
