// Cubic convolution between the rows of an image.
#include "row_shift.hpp"

#include <algorithm>
#include <cmath>

#include "view_plan.hpp"

namespace cryocosm::tem {

void row_between(const float* image, std::int64_t width, std::int64_t height, double position, float* out) {
  std::fill_n(out, width, 0.0F);
  const double below = std::floor(position);
  // the comparison comes first: a shift far beyond the image would not fit an integer
  if (below < -2 || below > static_cast<double>(height)) return;
  for (std::int64_t row = static_cast<std::int64_t>(below) - 1; row <= static_cast<std::int64_t>(below) + 2;
       ++row) {
    const auto weight = static_cast<float>(keys_cubic(position - static_cast<double>(row)));
    if (row < 0 || row >= height || weight == 0) continue;
    const float* from = image + row * width;
    for (std::int64_t x = 0; x < width; ++x) out[x] += weight * from[x];
  }
}

}  // namespace cryocosm::tem
