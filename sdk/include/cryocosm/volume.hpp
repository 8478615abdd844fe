// Voxel grids: their geometry, windows onto memory that the host owns, and a volume that owns its voxels.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "cryocosm/geometry.hpp"

namespace cryocosm {

/// A view of `size` consecutive elements owned by somebody else (std::span needs C++20).
template <class T>
struct Span {
  T* data = nullptr;
  std::size_t size = 0;

  T* begin() const { return data; }       ///< for loops
  T* end() const { return data + size; }  ///< for loops
  T& operator[](std::size_t i) const { return data[i]; }
  bool empty() const { return size == 0; }  ///< whether there is no element
};
/// Views all elements of `v`, which must outlive the view.
template <class T>
Span<const T> view(const std::vector<T>& v) {
  return {v.data(), v.size()};
}

/// Numbers of voxels along the axes: an index or a size.
struct Index3 {
  std::int64_t x = 0, y = 0, z = 0;
};
constexpr bool operator==(Index3 a, Index3 b) { return a.x == b.x && a.y == b.y && a.z == b.z; }
constexpr bool operator!=(Index3 a, Index3 b) { return !(a == b); }

/// A regular grid, x fastest. The centre of voxel (i,j,k) lies at (i,j,k) * voxel_A, in Å.
struct GridSpec {
  Index3 size;
  double voxel_A = 1;

  /// Number of voxels.
  std::size_t count() const {
    return static_cast<std::size_t>(size.x) * static_cast<std::size_t>(size.y) *
           static_cast<std::size_t>(size.z);
  }
};
/// The box from the outer face of the first voxel to that of the last.
inline Box bounds(const GridSpec& grid) {
  const double half = grid.voxel_A / 2;
  return {{-half, -half, -half},
          {static_cast<double>(grid.size.x) * grid.voxel_A - half,
           static_cast<double>(grid.size.y) * grid.voxel_A - half,
           static_cast<double>(grid.size.z) * grid.voxel_A - half}};
}

/// A block of a larger grid: `size` voxels from global index `origin` on, x contiguous, in memory
/// owned by the host and valid during the call. Whoever gets one writes nothing outside it.
template <class T>
struct VoxelWindow {
  T* data = nullptr;
  Index3 origin;
  Index3 size;
  std::int64_t stride_y = 0, stride_z = 0;  ///< in elements
  double voxel_A = 1;

  /// First voxel of the row with local indices (y, z).
  T* row(std::int64_t y, std::int64_t z) const { return data + y * stride_y + z * stride_z; }
  /// The voxel with local indices (x, y, z), not tested.
  T& at(std::int64_t x, std::int64_t y, std::int64_t z) const { return row(y, z)[x]; }
};

/// A volume that owns its voxels, x fastest; `grid.count() == voxels.size()`.
struct Volume {
  GridSpec grid;
  std::vector<float> voxels;
};

/// The window that covers a whole contiguous grid.
template <class T>
VoxelWindow<T> whole_window(T* data, const GridSpec& grid) {
  return {data, {}, grid.size, grid.size.x, grid.size.x * grid.size.y, grid.voxel_A};
}

}  // namespace cryocosm
