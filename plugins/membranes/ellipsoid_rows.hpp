// Distances to an ellipsoid for whole rows of voxels.
#pragma once

#include <cstdint>

#include "ellipsoid_form.hpp"

namespace cryocosm::membranes {

/// Signed distances at origin + (first + i) * step, exact but for the rounding of floats where they are
/// less than `exact_within_A` from the surface. Further out their size is only a lower bound, but no less
/// than `exact_within_A`, and the sign is right: nothing is drawn there, and the bound costs a tenth.
void row_distances(const EllipsoidForm& form, double exact_within_A, Vec3 origin, Vec3 step,
                   std::int64_t first, std::size_t n, float* out);

}  // namespace cryocosm::membranes
