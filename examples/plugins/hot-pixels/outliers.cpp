// Two passes: first all outliers are found in the image as it is, then they are replaced, none by another.
#include "outliers.hpp"

#include <algorithm>
#include <cmath>

namespace hot_pixels {
namespace {

/// The values around (x, y), without it, that is_good(index) accepts.
template <class IsGood>
void collect_around(const Image& image, std::int64_t x, std::int64_t y, std::int64_t radius, IsGood is_good,
                    std::vector<float>& values) {
  values.clear();
  for (std::int64_t v = std::max<std::int64_t>(0, y - radius); v <= std::min(image.height - 1, y + radius);
       ++v)
    for (std::int64_t u = std::max<std::int64_t>(0, x - radius); u <= std::min(image.width - 1, x + radius);
         ++u) {
      const std::int64_t i = v * image.width + u;
      if ((u != x || v != y) && is_good(i)) values.push_back(image.pixels[i]);
    }
}

/// The middle value, the higher of two; reorders `values`, which must not be empty.
float median(std::vector<float>& values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace

std::vector<float> differences(const Image& image, std::int64_t radius) {
  std::vector<float> result(static_cast<std::size_t>(image.width * image.height));
  std::vector<float> around;
  for (std::int64_t y = 0; y < image.height; ++y)
    for (std::int64_t x = 0; x < image.width; ++x) {
      const std::int64_t i = y * image.width + x;
      collect_around(
          image, x, y, radius, [](std::int64_t) { return true; }, around);
      if (!around.empty()) result[static_cast<std::size_t>(i)] = image.pixels[i] - median(around);
    }
  return result;
}

double robust_deviation(const std::vector<float>& differences) {
  std::vector<float> sizes(differences.size());
  std::transform(differences.begin(), differences.end(), sizes.begin(), [](float d) { return std::abs(d); });
  if (const float middle = median(sizes); middle > 0) return 1.4826 * static_cast<double>(middle);
  double sum = 0;
  for (const float size : sizes) sum += static_cast<double>(size);
  return 1.2533 * sum / static_cast<double>(sizes.size());
}

std::int64_t replace_outliers(const Image& image, std::int64_t radius, double threshold) {
  const std::vector<float> found = differences(image, radius);
  const double limit = threshold * robust_deviation(found);
  const auto is_good = [&](std::int64_t i) {
    return std::abs(static_cast<double>(found[static_cast<std::size_t>(i)])) <= limit;
  };
  std::int64_t replaced = 0;
  std::vector<float> around;
  for (std::int64_t y = 0; y < image.height; ++y)
    for (std::int64_t x = 0; x < image.width; ++x) {
      const std::int64_t i = y * image.width + x;
      if (is_good(i)) continue;
      collect_around(image, x, y, radius, is_good, around);
      if (around.empty()) continue;
      image.pixels[i] = median(around);  // good pixels are not changed, so the order does not matter
      ++replaced;
    }
  return replaced;
}

}  // namespace hot_pixels
