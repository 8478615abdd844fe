// Memory with a border that nobody may touch.
#pragma once

#include <cstdint>
#include <vector>

#include "cryocosm/volume.hpp"

namespace cryocosm::conformance {

/// A window of voxels inside a larger block filled with a value that drawing would change.
template <class T>
class GuardedWindow {
 public:
  GuardedWindow(Index3 origin, Index3 size, double voxel_A, T fill)
      : origin_(origin), size_(size), voxel_A_(voxel_A) {
    outer_ = {size.x + 2 * k_border, size.y + 2 * k_border, size.z + 2 * k_border};
    voxels_.assign(static_cast<std::size_t>(outer_.x * outer_.y * outer_.z), k_guard);
    for_each_inside([fill](T& voxel) { voxel = fill; });
  }

  VoxelWindow<T> window() {
    T* const first = voxels_.data() + k_border + outer_.x * (k_border + outer_.y * k_border);
    return {first, origin_, size_, outer_.x, outer_.x * outer_.y, voxel_A_};
  }
  /// The part of the window that begins at local voxel `first`.
  VoxelWindow<T> part(Index3 first, Index3 size) {
    VoxelWindow<T> w = window();
    w.data = &w.at(first.x, first.y, first.z);
    w.origin = {origin_.x + first.x, origin_.y + first.y, origin_.z + first.z};
    w.size = size;
    return w;
  }
  /// The window's voxels, x fastest.
  std::vector<T> inside() {
    std::vector<T> values;
    for_each_inside([&values](T& voxel) { values.push_back(voxel); });
    return values;
  }
  bool is_border_intact() {
    std::size_t inside_count = 0, guard_count = 0;
    for_each_inside([&](T& voxel) {
      ++inside_count;
      guard_count -= voxel == k_guard;  // counted below although it is not border
    });
    for (const T voxel : voxels_) guard_count += voxel == k_guard;
    return guard_count == voxels_.size() - inside_count;
  }

 private:
  static constexpr std::int64_t k_border = 3;
  static constexpr T k_guard = static_cast<T>(113);

  template <class Body>
  void for_each_inside(Body body) {
    const VoxelWindow<T> w = window();
    for (std::int64_t z = 0; z < size_.z; ++z)
      for (std::int64_t y = 0; y < size_.y; ++y)
        for (std::int64_t x = 0; x < size_.x; ++x) body(w.at(x, y, z));
  }

  Index3 origin_, size_, outer_;
  double voxel_A_;
  std::vector<T> voxels_;
};

}  // namespace cryocosm::conformance
