// Ranges of voxel indices from coordinates.
#include "config/voxel_range.hpp"

#include <algorithm>
#include <cmath>

namespace cryocosm {
namespace {

constexpr double k_same = 1e-6;  // voxels

std::int64_t first_at_or_after(double x_A, double voxel_A, std::int64_t size) {
  const double index = std::ceil(x_A / voxel_A - k_same);
  return static_cast<std::int64_t>(std::clamp(index, 0.0, static_cast<double>(size)));
}

}  // namespace

VoxelRange intersection(VoxelRange a, VoxelRange b) {
  return {std::max(a.first, b.first), std::min(a.end, b.end)};
}

VoxelRange voxels_between(double low_A, double high_A, double voxel_A, std::int64_t size) {
  return {first_at_or_after(low_A, voxel_A, size), first_at_or_after(high_A, voxel_A, size)};
}

VoxelRange voxels_of(const Slab& slab, const GridSpec& grid) {
  if (slab.thickness_A == 0) return {0, grid.size.z};
  const double middle_A = 0.5 * static_cast<double>(grid.size.z - 1) * grid.voxel_A + slab.offset_A;
  return voxels_between(middle_A - slab.thickness_A / 2, middle_A + slab.thickness_A / 2, grid.voxel_A,
                        grid.size.z);
}

VoxelRange voxels_within_margin(double margin_A, double voxel_A, std::int64_t size) {
  // a voxel that the margin reaches into belongs to it
  const double margin = std::min(std::ceil(margin_A / voxel_A), static_cast<double>(size));
  return {static_cast<std::int64_t>(margin), size - static_cast<std::int64_t>(margin)};
}

}  // namespace cryocosm
