// Rows of voxels and the distances of a field along them, for the rasterizers of fields.
#pragma once

#include <vector>

#include "cryocosm/structure.hpp"

namespace cryocosm::membranes {

inline const ImplicitField& field_of(const Shape& shape) { return static_cast<const ImplicitField&>(shape); }

/// Calls visit(row, distances) for every row of the window. `distances` is memory for it, used again and
/// again.
template <class T, class Visit>
void for_each_row(const ImplicitField& field, const Pose& pose, const VoxelWindow<T>& window,
                  std::vector<float>& distances, Visit visit) {
  const auto n = static_cast<std::size_t>(window.size.x);
  distances.resize(n);
  const Vec3 step = rotate(conjugate(pose.rotation), {window.voxel_A, 0, 0});
  for (std::int64_t z = 0; z < window.size.z; ++z)
    for (std::int64_t y = 0; y < window.size.y; ++y) {
      // rows start at global x = 0, so that the bits do not depend on the window
      const Vec3 start = to_unit(pose, {0, static_cast<double>(window.origin.y + y) * window.voxel_A,
                                        static_cast<double>(window.origin.z + z) * window.voxel_A});
      field.distance(start, step, window.origin.x, n, distances.data());
      visit(window.row(y, z), distances);
    }
}

inline double distance_A(const ImplicitField& field, Vec3 p) {
  float distance = 0;
  field.distance(p, {}, 0, 1, &distance);
  return static_cast<double>(distance);
}

}  // namespace cryocosm::membranes
