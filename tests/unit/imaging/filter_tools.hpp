// What the filter tests share: blobs in closed form and the moments of a volume.
#pragma once

#include <cmath>
#include <cstddef>

#include "cryocosm/volume.hpp"

namespace cryocosm::testing {

inline Vec3 centre_A(const GridSpec& grid) {
  return {static_cast<double>(grid.size.x / 2) * grid.voxel_A,
          static_cast<double>(grid.size.y / 2) * grid.voxel_A,
          static_cast<double>(grid.size.z / 2) * grid.voxel_A};
}

/// Calls f(value, position in Å relative to voxel N/2) for every voxel, x fastest.
template <class V, class F>
void for_each_voxel(V& volume, F f) {
  const Vec3 centre = centre_A(volume.grid);
  const double v = volume.grid.voxel_A;
  std::size_t i = 0;
  for (std::int64_t z = 0; z < volume.grid.size.z; ++z) {
    for (std::int64_t y = 0; y < volume.grid.size.y; ++y) {
      for (std::int64_t x = 0; x < volume.grid.size.x; ++x) {
        f(volume.voxels[i++],
          Vec3{static_cast<double>(x) * v - centre.x, static_cast<double>(y) * v - centre.y,
               static_cast<double>(z) * v - centre.z});
      }
    }
  }
}

/// exp(-|r - centre|^2 / (2 s^2)), `centre` relative to voxel N/2.
inline Volume blob(const GridSpec& grid, double sigma_A, Vec3 centre = {}) {
  Volume volume{grid, std::vector<float>(grid.count())};
  for_each_voxel(volume, [&](float& value, Vec3 r) {
    const double x = r.x - centre.x;
    const double y = r.y - centre.y;
    const double z = r.z - centre.z;
    value = static_cast<float>(std::exp(-(x * x + y * y + z * z) / (2 * sigma_A * sigma_A)));
  });
  return volume;
}

struct Moments {
  double mass = 0;  ///< integral over the volume, Å^3
  Vec3 centre;      ///< relative to voxel N/2, Å
  Vec3 variance;    ///< Å^2
};

inline Moments moments(const Volume& volume) {
  double sum = 0;
  Vec3 first;
  Vec3 second;
  for_each_voxel(volume, [&](const float& value, Vec3 r) {
    const double w = static_cast<double>(value);
    sum += w;
    first = {first.x + w * r.x, first.y + w * r.y, first.z + w * r.z};
    second = {second.x + w * r.x * r.x, second.y + w * r.y * r.y, second.z + w * r.z * r.z};
  });
  const Vec3 mean{first.x / sum, first.y / sum, first.z / sum};
  const double v = volume.grid.voxel_A;
  return {
      sum * v * v * v,
      mean,
      {second.x / sum - mean.x * mean.x, second.y / sum - mean.y * mean.y, second.z / sum - mean.z * mean.z}};
}

}  // namespace cryocosm::testing
