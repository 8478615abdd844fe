// What hits a detector once: x-rays, which light up a pixel, and cosmic rays, which leave a short straight
// track.
#pragma once

#include <cstdint>
#include <vector>

#include "cryocosm/distribution.hpp"
#include "cryocosm/random.hpp"

namespace hot_pixels {

struct RayParams {
  double per_image = 2;
  cryocosm::Distribution excess = cryocosm::Distribution::exponential(10, 40);
  cryocosm::Distribution length = cryocosm::Distribution::exponential(1, 2);
};

/// A pixel that a ray lit up, and by how much.
struct LitPixel {
  std::int64_t x = 0, y = 0;
  double excess = 0;
};

/// The pixels that the rays of one image light up. Their number is Poisson distributed, their places are
/// uniform, their directions too, and every pixel of a track gets the same excess. Tracks end where the image
/// does. [worker]
std::vector<LitPixel> draw_hits(const RayParams& params, std::int64_t width, std::int64_t height,
                                const cryocosm::Random& random);

}  // namespace hot_pixels
