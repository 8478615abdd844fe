// What is wrong with a detector for good: pixels that read too much, pixels and columns that read nothing.
#pragma once

#include <cstdint>
#include <vector>

#include "cryocosm/distribution.hpp"
#include "cryocosm/random.hpp"

namespace hot_pixels {

struct HotParams {
  double fraction = 1e-4;
  cryocosm::Distribution excess = cryocosm::Distribution::exponential(5, 20);
};

struct DeadParams {
  double fraction = 1e-4;
  std::int64_t columns = 0;
  double level = -3;
};

/// A pixel and what it reads above what it should.
struct HotPixel {
  std::int64_t x = 0, y = 0;
  double excess = 0;
};

struct DeadPixel {
  std::int64_t x = 0, y = 0;
};

struct DetectorDefects {
  std::vector<HotPixel> hot;  ///< row by row, as is `dead`
  std::vector<DeadPixel> dead;
  std::vector<std::int64_t> dead_columns;  ///< ascending
};

/// Draws the defects of a detector of width x height pixels. Each pixel is hot, and is dead, independently of
/// all others; hot pixels, dead pixels and columns have random streams of their own. [worker]
DetectorDefects draw_defects(const HotParams& hot, const DeadParams& dead, std::int64_t width,
                             std::int64_t height, const cryocosm::Random& random);

}  // namespace hot_pixels
