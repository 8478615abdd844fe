// Minimum, maximum, mean and standard deviation of voxels in one pass.
#include "imaging/voxel_statistics.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace cryocosm {
namespace {

constexpr std::size_t k_block = 4096;
constexpr std::size_t k_lanes = 8;  // independent sums, so that additions overlap and vectorise

template <class F>
double lane_sum(std::size_t count, F term) {
  std::array<double, k_lanes> lanes{};
  std::size_t i = 0;
  for (; i + k_lanes <= count; i += k_lanes) {
    for (std::size_t k = 0; k < k_lanes; ++k) lanes[k] += term(i + k);
  }
  double sum = 0;
  for (; i < count; ++i) sum += term(i);
  for (const double lane : lanes) sum += lane;
  return sum;
}

// Blocks are merged with the pairwise update of Chan, Golub and LeVeque (1983), The American
// Statistician 37, 242.
template <class T>
VoxelStatistics statistics_of(const T* voxels, std::size_t count) {
  T low = voxels[0];
  T high = voxels[0];
  double merged = 0;  // number of voxels in mean and squares
  double mean = 0;
  double squares = 0;  // sum of squared deviations from the mean
  for (std::size_t begin = 0; begin < count; begin += k_block) {
    const T* const block = voxels + begin;
    const std::size_t size = std::min(k_block, count - begin);
    for (std::size_t i = 0; i < size; ++i) {
      low = std::min(low, block[i]);
      high = std::max(high, block[i]);
    }
    const double n = static_cast<double>(size);
    const double block_mean =
        lane_sum(size, [&](std::size_t i) { return static_cast<double>(block[i]); }) / n;
    const double block_squares = lane_sum(size, [&](std::size_t i) {
      const double deviation = static_cast<double>(block[i]) - block_mean;
      return deviation * deviation;
    });
    const double step = block_mean - mean;
    const double total = merged + n;
    mean += step * n / total;
    squares += block_squares + step * step * merged * n / total;
    merged = total;
  }
  if (low == high) return {static_cast<double>(low), static_cast<double>(low), static_cast<double>(low), 0};
  return {static_cast<double>(low), static_cast<double>(high), mean, std::sqrt(squares / merged)};
}

}  // namespace

VoxelStatistics statistics(const float* voxels, std::size_t count) { return statistics_of(voxels, count); }
VoxelStatistics statistics(const std::uint16_t* voxels, std::size_t count) {
  return statistics_of(voxels, count);
}
VoxelStatistics statistics(const std::uint8_t* voxels, std::size_t count) {
  return statistics_of(voxels, count);
}

}  // namespace cryocosm
