// Mean and deviation in two passes, in double precision.
#include "image_scale.hpp"

#include <cmath>

#include "cryocosm/error.hpp"
#include "cryocosm/units.hpp"

namespace hot_pixels {

ImageScale scale_of(const float* pixels, std::size_t count, const std::string& unit) {
  ImageScale scale;
  for (std::size_t i = 0; i < count; ++i) scale.mean += static_cast<double>(pixels[i]);
  scale.mean /= static_cast<double>(count);
  if (unit == "mean") {
    if (scale.mean <= 0)
      throw cryocosm::DataError("an image has the mean " + cryocosm::number_text(scale.mean) +
                                    ", which can not be the unit of what defects add to it",
                                "set unit to deviation; means are for images of counts");
    scale.unit = scale.mean;
  }
  if (unit == "deviation") {
    double squares = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const double deviation = static_cast<double>(pixels[i]) - scale.mean;
      squares += deviation * deviation;
    }
    scale.unit = std::sqrt(squares / static_cast<double>(count));
  }
  return scale;
}

}  // namespace hot_pixels
