// Flat cuts through volumes: taking them, their contrast, and fitting them to a number of pixels.
#pragma once

#include <cstdint>
#include <vector>

#include "cryocosm/volume.hpp"

namespace cryocosm::exporters {

/// A cut through a volume, x fastest; the second axis is y or z.
template <class T>
struct Plane {
  std::int64_t width = 0;
  std::int64_t height = 0;
  std::vector<T> values;
};

/// The plane z = N/2. [any]
template <class T>
Plane<T> central_xy(const T* voxels, const GridSpec& grid) {
  const T* const plane = voxels + grid.size.z / 2 * grid.size.x * grid.size.y;
  return {grid.size.x, grid.size.y, std::vector<T>(plane, plane + grid.size.x * grid.size.y)};
}

/// The plane y = N/2. [any]
template <class T>
Plane<T> central_xz(const T* voxels, const GridSpec& grid) {
  Plane<T> plane{grid.size.x, grid.size.z, {}};
  for (std::int64_t z = 0; z < grid.size.z; ++z) {
    const T* const row = voxels + (z * grid.size.y + grid.size.y / 2) * grid.size.x;
    plane.values.insert(plane.values.end(), row, row + grid.size.x);
  }
  return plane;
}

struct Contrast01 {
  float black = 0;
  float white = 1;
};

/// Grey values that leave half a per cent of the finite values on either side; the whole range when
/// those are equal, and one unit around a constant. [any]
Contrast01 robust_contrast(std::vector<float> values);

/// The mean over each of width x height pixels, which cover the plane exactly; sharp for whole-number
/// magnifications. [any]
Plane<float> resampled(const Plane<float>& plane, std::int64_t width, std::int64_t height);

}  // namespace cryocosm::exporters
