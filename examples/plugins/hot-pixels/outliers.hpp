// Pixels that do not fit to their neighbours, and what they should read: medians, which a few wrong pixels do
// not move.
#pragma once

#include <cstdint>
#include <vector>

namespace hot_pixels {

/// An image of width x height pixels, x fastest; memory is the caller's.
struct Image {
  float* pixels = nullptr;
  std::int64_t width = 0, height = 0;
};

/// Each pixel minus the median of those around it, up to `radius` away along x and y. [any]
std::vector<float> differences(const Image& image, std::int64_t radius);

/// Standard deviation of normal noise with these differences from 0: 1.4826 times the median of their sizes,
/// or 1.2533 times the mean of them when more than half are 0 (Iglewicz and Hoaglin, "How to Detect and
/// Handle Outliers", 1993). [any]
double robust_deviation(const std::vector<float>& differences);

/// Replaces each pixel whose difference is beyond `threshold` deviations by the median of those around it
/// that are not, and returns how many there were. A pixel with no good ones around it keeps its value. [any]
std::int64_t replace_outliers(const Image& image, std::int64_t radius, double threshold);

}  // namespace hot_pixels
