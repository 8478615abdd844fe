// What one unit of excess means in an image: its standard deviation, its mean, or 1.
#pragma once

#include <cstddef>
#include <string>

namespace hot_pixels {

struct ImageScale {
  double mean = 0;
  double unit = 1;
};

/// `unit` is "deviation", "mean" or "value". Throws DataError when it is "mean" and that is not positive.
/// [any]
ImageScale scale_of(const float* pixels, std::size_t count, const std::string& unit);

}  // namespace hot_pixels
