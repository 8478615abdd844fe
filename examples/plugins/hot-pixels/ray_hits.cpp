// Tracks are followed pixel by pixel along the axis in which they are longer.
#include "ray_hits.hpp"

#include <algorithm>
#include <cmath>

namespace hot_pixels {
namespace {

using namespace cryocosm;

/// Events of a Poisson process of rate 1 in a time of `mean`.
std::int64_t poisson(double mean, Random& random) {
  std::int64_t events = 0;
  for (double time = random.exponential(); time < mean; time += random.exponential()) ++events;
  return events;
}

void add_track(const RayParams& params, std::int64_t width, std::int64_t height, Random& random,
               std::vector<LitPixel>& lit) {
  const double x = random.uniform(0, static_cast<double>(width));
  const double y = random.uniform(0, static_cast<double>(height));
  const double angle_rad = random.uniform(0, 2 * k_pi);
  const double longer = std::max(std::abs(std::cos(angle_rad)), std::abs(std::sin(angle_rad)));
  const double step_x = std::cos(angle_rad) / longer, step_y = std::sin(angle_rad) / longer;
  const double excess = params.excess.draw(random);
  const std::int64_t pixels = std::max<std::int64_t>(1, std::llround(params.length.draw(random) * longer));
  for (std::int64_t i = 0; i < pixels; ++i) {
    const auto column = static_cast<std::int64_t>(std::floor(x + static_cast<double>(i) * step_x));
    const auto row = static_cast<std::int64_t>(std::floor(y + static_cast<double>(i) * step_y));
    if (column < 0 || row < 0 || column >= width || row >= height) return;
    lit.push_back({column, row, excess});
  }
}

}  // namespace

std::vector<LitPixel> draw_hits(const RayParams& params, std::int64_t width, std::int64_t height,
                                const Random& random) {
  Random count = random.child("count");
  std::vector<LitPixel> lit;
  const std::int64_t hits = poisson(params.per_image, count);
  for (std::int64_t hit = 0; hit < hits; ++hit) {
    Random track = random.child(static_cast<std::uint64_t>(hit));
    add_track(params, width, height, track, lit);
  }
  return lit;
}

}  // namespace hot_pixels
