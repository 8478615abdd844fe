// Cubic convolution (Keys, IEEE Trans. ASSP 29, 1981) at the place that each pixel comes from.
#include "image_warp.hpp"

#include <algorithm>
#include <cmath>

#include "view_plan.hpp"

namespace cryocosm::tem {
namespace {

constexpr std::int64_t k_cubic = 4;

/// The four samples around a position, and their weights.
struct Taps {
  std::int64_t index[k_cubic];
  float weight[k_cubic];
};

Taps taps_at(double position, std::int64_t count) {
  // far outside everything is the edge; the clamp keeps the integer in range
  const double inside = std::clamp(position, -4.0, static_cast<double>(count) + 3);
  const double below = std::floor(inside);
  Taps taps;
  for (std::int64_t i = 0; i < k_cubic; ++i) {
    const double at = below + static_cast<double>(i - 1);
    taps.index[i] = std::clamp<std::int64_t>(static_cast<std::int64_t>(at), 0, count - 1);
    taps.weight[i] = static_cast<float>(keys_cubic(inside - at));
  }
  return taps;
}

float sample(const float* image, std::int64_t width, const Taps& x, const Taps& y) {
  float sum = 0;
  for (std::int64_t j = 0; j < k_cubic; ++j) {
    const float* const row = image + y.index[j] * width;
    sum += y.weight[j] * ((x.weight[0] * row[x.index[0]] + x.weight[1] * row[x.index[1]]) +
                          (x.weight[2] * row[x.index[2]] + x.weight[3] * row[x.index[3]]));
  }
  return sum;
}

double middle_of(std::int64_t n) { return static_cast<double>(n - 1) / 2; }

}  // namespace

PlanarMap recorded_from_aligned(const Tilt& tilt, double pixel_A) {
  const double angle = tilt.rotation_deg * k_pi / 180;
  const double c = tilt.magnification * std::cos(angle), s = tilt.magnification * std::sin(angle);
  return {c, -s, s, c, tilt.shift_x_A / pixel_A, tilt.shift_y_A / pixel_A};
}

PlanarMap chained(const PlanarMap& a, const PlanarMap& b) {
  return {b.xx * a.xx + b.xy * a.yx, b.xx * a.xy + b.xy * a.yy,        b.yx * a.xx + b.yy * a.yx,
          b.yx * a.xy + b.yy * a.yy, b.xx * a.dx + b.xy * a.dy + b.dx, b.yx * a.dx + b.yy * a.dy + b.dy};
}

PlanarMap inverse(const PlanarMap& map) {
  const double determinant = map.xx * map.yy - map.xy * map.yx;
  PlanarMap back{
      map.yy / determinant, -map.xy / determinant, -map.yx / determinant, map.xx / determinant, 0, 0};
  back.dx = -(back.xx * map.dx + back.xy * map.dy);
  back.dy = -(back.yx * map.dx + back.yy * map.dy);
  return back;
}

void warp_image(const float* image, std::int64_t width, std::int64_t height, const PlanarMap& map,
                float* out) {
  const PlanarMap from = inverse(map);
  const double cx = middle_of(width), cy = middle_of(height);
  const bool is_shift = from.xy == 0 && from.yx == 0;
  for (std::int64_t y = 0; y < height; ++y) {
    const double v = static_cast<double>(y) - cy;
    Taps row = taps_at(cy + from.yy * v + from.dy, height);
    for (std::int64_t x = 0; x < width; ++x) {
      const double u = static_cast<double>(x) - cx;
      if (!is_shift) row = taps_at(cy + from.yx * u + from.yy * v + from.dy, height);
      *out++ = sample(image, width, taps_at(cx + from.xx * u + from.xy * v + from.dx, width), row);
    }
  }
}

}  // namespace cryocosm::tem
