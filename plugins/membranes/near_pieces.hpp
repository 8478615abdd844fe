// Windows cut into pieces, those that a wall may pass through and those that it does not reach.
#pragma once

#include <algorithm>
#include <cmath>

#include "field_rows.hpp"

namespace cryocosm::membranes {

/// Signed distance at the middle of a piece.
template <class T>
double distance_at_middle_A(const ImplicitField& field, const Pose& pose, const VoxelWindow<T>& piece) {
  const auto middle = [](std::int64_t origin, std::int64_t size) {
    return static_cast<double>(2 * origin + size - 1) / 2;
  };
  const Vec3 centre_A =
      piece.voxel_A * Vec3{middle(piece.origin.x, piece.size.x), middle(piece.origin.y, piece.size.y),
                           middle(piece.origin.z, piece.size.z)};
  return distance_A(field, to_unit(pose, centre_A));
}

/// Whether `distance_A` at the middle of a piece tells that no voxel of it lies within `reach_A` of the
/// surface: a distance changes by 1 Å per Å, and bounds of it only fall short.
template <class T>
bool is_far(double distance_A, const VoxelWindow<T>& piece, double reach_A) {
  const double half_diagonal_A = piece.voxel_A / 2 *
                                 norm({static_cast<double>(piece.size.x), static_cast<double>(piece.size.y),
                                       static_cast<double>(piece.size.z)});
  const double rounding_A = 1e-6 * std::abs(distance_A);  // distances are floats
  return std::abs(distance_A) > half_diagonal_A + reach_A + rounding_A;
}

/// Halves `window` again and again; calls far(piece, is_inside) for pieces that lie farther than `reach_A`
/// from the surface, all on one side of it, and near(piece) for small ones that may not.
template <class T, class Near, class Far>
void for_each_piece(const ImplicitField& field, const Pose& pose, const VoxelWindow<T>& window,
                    double reach_A, Near near, Far far) {
  constexpr Index3 k_small{16, 8, 8};  // long rows are computed faster, short ones leave more out
  if (window.size.x <= 0 || window.size.y <= 0 || window.size.z <= 0) return;
  const double middle_A = distance_at_middle_A(field, pose, window);
  if (is_far(middle_A, window, reach_A)) return far(window, middle_A < 0);
  if (window.size.x <= k_small.x && window.size.y <= k_small.y && window.size.z <= k_small.z)
    return near(window);
  VoxelWindow<T> low = window, high = window;
  const auto halve = [&](std::int64_t Index3::*axis, std::int64_t stride) {
    const std::int64_t half = window.size.*axis / 2;
    low.size.*axis = half;
    high.size.*axis -= half;
    high.origin.*axis += half;
    high.data += half * stride;
  };
  if (window.size.z > k_small.z && window.size.z >= window.size.y && 2 * window.size.z >= window.size.x)
    halve(&Index3::z, window.stride_z);
  else if (window.size.y > k_small.y && 2 * window.size.y >= window.size.x)
    halve(&Index3::y, window.stride_y);
  else
    halve(&Index3::x, 1);
  for_each_piece(field, pose, low, reach_A, near, far);
  for_each_piece(field, pose, high, reach_A, near, far);
}

}  // namespace cryocosm::membranes
