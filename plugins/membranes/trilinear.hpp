// Trilinear interpolation in a lattice, where positions count in steps from its first point.
#pragma once

#include "sampled_field.hpp"

namespace cryocosm::membranes {

/// A cell of the lattice and a place in it.
struct Cell {
  const float* corner;
  float x, y, z;
};

/// The eight corners as values along x, y and z.
struct Corners {
  Corners(const float* at, std::ptrdiff_t sy, std::ptrdiff_t sz)
      : v{{{at[0], at[1]}, {at[sy], at[sy + 1]}}, {{at[sz], at[sz + 1]}, {at[sz + sy], at[sz + sy + 1]}}} {}
  float v[2][2][2];  // z, y, x
};

inline float mixed(float a, float b, float t) { return a + t * (b - a); }

inline float interpolated(const Cell& cell, std::ptrdiff_t sy, std::ptrdiff_t sz) {
  const Corners c(cell.corner, sy, sz);
  return mixed(
      mixed(mixed(c.v[0][0][0], c.v[0][0][1], cell.x), mixed(c.v[0][1][0], c.v[0][1][1], cell.x), cell.y),
      mixed(mixed(c.v[1][0][0], c.v[1][0][1], cell.x), mixed(c.v[1][1][0], c.v[1][1][1], cell.x), cell.y),
      cell.z);
}

/// False outside the lattice. `at` counts in steps.
inline bool find_cell(const SampledField& field, Vec3 at, Cell& cell) {
  const Index3 n = field.lattice.size;
  if (!(at.x >= 0 && at.y >= 0 && at.z >= 0 && at.x < static_cast<double>(n.x - 1) &&
        at.y < static_cast<double>(n.y - 1) && at.z < static_cast<double>(n.z - 1)))
    return false;
  const auto i = static_cast<std::int64_t>(at.x), j = static_cast<std::int64_t>(at.y),
             k = static_cast<std::int64_t>(at.z);
  cell = {
      field.values.data() + field.lattice.index(i, j, k), static_cast<float>(at.x - static_cast<double>(i)),
      static_cast<float>(at.y - static_cast<double>(j)), static_cast<float>(at.z - static_cast<double>(k))};
  return true;
}

/// The gradient of interpolated(), per step.
inline Vec3 slope(const Cell& cell, std::ptrdiff_t sy, std::ptrdiff_t sz) {
  const Corners c(cell.corner, sy, sz);
  float along_x[2][2], mixed_x[2][2], along_y[2], mixed_y[2];
  for (int k = 0; k < 2; ++k) {
    for (int j = 0; j < 2; ++j) {
      along_x[k][j] = c.v[k][j][1] - c.v[k][j][0];
      mixed_x[k][j] = mixed(c.v[k][j][0], c.v[k][j][1], cell.x);
    }
    along_y[k] = mixed_x[k][1] - mixed_x[k][0];
    mixed_y[k] = mixed(mixed_x[k][0], mixed_x[k][1], cell.y);
  }
  const float x =
      mixed(mixed(along_x[0][0], along_x[0][1], cell.y), mixed(along_x[1][0], along_x[1][1], cell.y), cell.z);
  const float y = mixed(along_y[0], along_y[1], cell.z);
  return {static_cast<double>(x), static_cast<double>(y), static_cast<double>(mixed_y[1] - mixed_y[0])};
}

}  // namespace cryocosm::membranes
