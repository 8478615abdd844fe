// Minimum, maximum, mean and standard deviation of voxels in one pass.
#pragma once

#include <cstddef>
#include <cstdint>

namespace cryocosm {

/// Of the finite voxels; `rms` is the deviation from the mean, as MRC2014 means it.
struct VoxelStatistics {
  double min = 0, max = 0, mean = 0, rms = 0;
};

/// Exact to rounding for any offset of the values: blocks that stay in cache are summed twice, then merged.
/// Needs count > 0 and finite values. [any]
VoxelStatistics statistics(const float* voxels, std::size_t count);
VoxelStatistics statistics(const std::uint16_t* voxels, std::size_t count);
VoxelStatistics statistics(const std::uint8_t* voxels, std::size_t count);

}  // namespace cryocosm
