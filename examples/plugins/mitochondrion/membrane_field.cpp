// Rows of distances, for which only the cristae near the row are looked at.
#include "membrane_field.hpp"

#include <cmath>

namespace mitochondrion {

using namespace cryocosm;

double MembraneField::radius_A() const {
  constexpr double k_voxels_A = 80;  // a coarse voxel widens what is drawn
  return bounding_radius_A(compartment_->capsule) - compartment_->inset_A + wall_.layer_distance_A / 2 +
         4 * wall_.layer_sigma_A + k_voxels_A;
}

void MembraneField::distance(Vec3 origin, Vec3 step, std::int64_t first, std::size_t n, float* out) const {
  const auto at = [&](std::int64_t i) { return origin + static_cast<double>(first + i) * step; };
  const auto last = static_cast<std::int64_t>(n) - 1;
  std::vector<const Crista*> near;
  find_near(*compartment_, 0.5 * (at(0) + at(last)), 0.5 * norm(at(last) - at(0)) + 1, near);
  for (std::size_t i = 0; i < n; ++i)
    out[i] = static_cast<float>(distance_A(*compartment_, near, at(static_cast<std::int64_t>(i))));
}

}  // namespace mitochondrion
