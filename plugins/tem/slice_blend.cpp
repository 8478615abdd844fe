// Cubic weights along the tilt axis and sums of slices.
#include "slice_blend.hpp"

#include <algorithm>
#include <cmath>

#include "view_plan.hpp"

namespace cryocosm::tem {
namespace {

SliceBlend plan_blend(std::int64_t ny, double position, double scale) {
  const double reach = 2 * std::max(1.0, scale) / scale;  // of the cubic, in slices
  const auto lowest =
      static_cast<std::int64_t>(std::clamp(std::ceil(position - reach), 0.0, static_cast<double>(ny)));
  const auto highest =
      static_cast<std::int64_t>(std::clamp(std::floor(position + reach), -1.0, static_cast<double>(ny - 1)));
  SliceBlend blend;
  for (std::int64_t y = lowest; y <= highest; ++y) {
    const auto weight =
        static_cast<float>(stretch_weight((position - static_cast<double>(y)) * scale, scale) * scale);
    if (weight == 0 && blend.weights.empty()) continue;
    if (blend.weights.empty()) blend.first = y;
    blend.weights.push_back(weight);
  }
  while (!blend.weights.empty() && blend.weights.back() == 0) blend.weights.pop_back();
  return blend;
}

}  // namespace

std::vector<SliceBlend> plan_blends(std::int64_t ny, double voxel_A, std::int64_t height, double pixel_A) {
  const auto middle = [](std::int64_t n) { return static_cast<double>(n - 1) / 2; };
  std::vector<SliceBlend> blends;
  for (std::int64_t y = 0; y < height; ++y) {
    const double position = middle(ny) + (static_cast<double>(y) - middle(height)) * (pixel_A / voxel_A);
    blends.push_back(plan_blend(ny, position, voxel_A / pixel_A));
  }
  return blends;
}

void load_blend(const float* voxels, const GridSpec& grid, const SliceBlend& blend, PaddedLines& lines) {
  if (blend.weights.size() == 1 && blend.weights[0] == 1) {
    load_lines_along_x(voxels, grid, blend.first, lines);
    return;
  }
  lines.clear();
  for (std::size_t k = 0; k < blend.weights.size(); ++k) {
    const std::int64_t y = blend.first + static_cast<std::int64_t>(k);
    const float weight = blend.weights[k];
    for (std::int64_t z = 0; z < grid.size.z; ++z) {
      const float* const from = voxels + (z * grid.size.y + y) * grid.size.x;
      float* const to = lines.line(z);
      for (std::int64_t x = 0; x < grid.size.x; ++x) to[x] += weight * from[x];
    }
  }
}

}  // namespace cryocosm::tem
