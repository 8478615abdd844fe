// Contrast by percentiles and resampling by area.
#include "slices.hpp"

#include <algorithm>
#include <cmath>

namespace cryocosm::exporters {
namespace {

// What one pixel takes from voxels first, first + 1, ...: weights that sum to 1.
struct Share {
  std::int64_t first = 0;
  std::vector<float> weights;
};

std::vector<Share> shares(std::int64_t voxels, std::int64_t pixels) {
  std::vector<Share> result(static_cast<std::size_t>(pixels));
  const double step = static_cast<double>(voxels) / static_cast<double>(pixels);
  for (std::int64_t i = 0; i < pixels; ++i) {
    const double low = static_cast<double>(i) * step;
    const double high = static_cast<double>(i + 1) * step;
    Share& share = result[static_cast<std::size_t>(i)];
    share.first = std::min(static_cast<std::int64_t>(low), voxels - 1);
    const std::int64_t end = std::clamp(static_cast<std::int64_t>(std::ceil(high)), share.first + 1, voxels);
    double sum = 0;
    for (std::int64_t v = share.first; v < end; ++v) {
      const double overlap =
          std::min(high, static_cast<double>(v + 1)) - std::max(low, static_cast<double>(v));
      share.weights.push_back(static_cast<float>(overlap / step));
      sum += overlap / step;
    }
    for (float& weight : share.weights) weight = static_cast<float>(weight / sum);
  }
  return result;
}

float mean(const float* values, std::int64_t stride, const Share& share) {
  float sum = 0;
  values += share.first * stride;
  for (const float weight : share.weights) {
    sum += weight * *values;
    values += stride;
  }
  return sum;
}

float value_at(std::vector<float>& values, double fraction) {
  const auto nth = values.begin() + std::llround(fraction * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), nth, values.end());
  return *nth;
}

}  // namespace

Contrast01 robust_contrast(std::vector<float> values) {
  values.erase(std::remove_if(values.begin(), values.end(), [](float v) { return !std::isfinite(v); }),
               values.end());
  if (values.empty()) return {};
  constexpr double k_tail = 0.005;
  Contrast01 contrast{value_at(values, k_tail), value_at(values, 1 - k_tail)};
  if (!(contrast.black < contrast.white)) contrast = {value_at(values, 0), value_at(values, 1)};
  if (!(contrast.black < contrast.white)) contrast = {contrast.black - 0.5F, contrast.black + 0.5F};
  return contrast;
}

Plane<float> resampled(const Plane<float>& plane, std::int64_t width, std::int64_t height) {
  const std::vector<Share> columns = shares(plane.width, width);
  const std::vector<Share> rows = shares(plane.height, height);
  std::vector<float> narrow;  // right width, height still the plane's
  narrow.reserve(static_cast<std::size_t>(width * plane.height));
  for (std::int64_t y = 0; y < plane.height; ++y)
    for (const Share& column : columns)
      narrow.push_back(mean(plane.values.data() + y * plane.width, 1, column));
  Plane<float> result{width, height, {}};
  result.values.reserve(static_cast<std::size_t>(width * height));
  for (const Share& row : rows)
    for (std::int64_t x = 0; x < width; ++x) result.values.push_back(mean(narrow.data() + x, width, row));
  return result;
}

}  // namespace cryocosm::exporters
