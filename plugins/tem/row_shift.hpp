// Rows of an image between its rows: sub-pixel shifts along the tilt axis.
#pragma once

#include <cstdint>

namespace cryocosm::tem {

/// out = row number `position` of the image (x fastest, rows outside are zero), which may lie between
/// two rows: cubic convolution over the four nearest. A whole number gives that row exactly. [any]
void row_between(const float* image, std::int64_t width, std::int64_t height, double position, float* out);

}  // namespace cryocosm::tem
