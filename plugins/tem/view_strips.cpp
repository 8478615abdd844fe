// Plans the strips of a view, filters each with its surroundings, and blends them.
#include "view_strips.hpp"

#include <algorithm>
#include <cmath>

namespace cryocosm::tem {
namespace {

/// The columns that get a defocus of their own, and the pieces of the image around them.
struct Strips {
  std::int64_t distance = 1;  ///< from one column to the next
  std::int64_t count = 1;
  std::int64_t margin = 0;  ///< pixels around a strip that the filter may bring into it
};

double middle_of(std::int64_t n) { return static_cast<double>(n - 1) / 2; }

Strips plan_strips(const ViewLayout& layout, const Tilt& tilt, const Lens& lens) {
  const double nyquist = 1 / (2 * layout.pixel_A);
  const double slope = layout.gradient ? std::abs(depth_slope(tilt.angle_deg)) : 0;
  const double half_width_A = (middle_of(layout.width) + 1) * layout.pixel_A + std::abs(tilt.shift_x_A);
  const double reach_A =
      layout.spread * lens.reach_A(std::sqrt(2.0) * nyquist, std::abs(tilt.defocus_A) + slope * half_width_A);

  Strips strips;
  constexpr std::int64_t k_least_margin = 8;
  const double longest = static_cast<double>(std::max(layout.width, layout.height));
  strips.margin = k_least_margin + std::llround(std::min(reach_A / layout.pixel_A, longest));
  const double rad_per_pixel = lens.per_defocus(nyquist) * slope * layout.pixel_A;
  const std::int64_t last = layout.width - 1;
  if (rad_per_pixel * static_cast<double>(last) <= k_strip_rad * k_strip_rad / 4) {
    strips.distance = last + 1;
    return strips;  // one strip of the defocus in the middle is as good
  }
  const double pixels = std::min(k_strip_rad / rad_per_pixel, static_cast<double>(last));
  const auto intervals =
      static_cast<std::int64_t>(std::ceil(static_cast<double>(last) / std::max(pixels, 1.0)));
  strips.distance = (last + intervals - 1) / intervals;
  strips.count = (last + strips.distance - 1) / strips.distance + 1;
  return strips;
}

}  // namespace

Patch::Patch(std::int64_t width, std::int64_t height)
    : transform(fast_size(width), fast_size(height)),
      pixels(transform.image_size()),
      spectrum(transform.spectrum_size()) {}

void filter_in_strips(const ViewLayout& layout, const Tilt& tilt, const Lens& lens, const float* image,
                      float* result, FunctionRef<void(Patch&, double)> filter, const Services& services) {
  const Strips strips = plan_strips(layout, tilt, lens);
  const std::int64_t seen = std::min(2 * strips.distance - 1, layout.width);
  Patch patch(seen + 2 * strips.margin, layout.height + 2 * strips.margin);
  const std::int64_t patch_width = patch.transform.width();
  std::fill_n(result, layout.width * layout.height, 0.0F);
  for (std::int64_t strip = 0; strip < strips.count; ++strip) {
    services.stop_if_cancelled();
    const bool is_only = strips.count == 1;
    const double column = is_only ? middle_of(layout.width) : static_cast<double>(strip * strips.distance);
    const double x_A = (column - middle_of(layout.width)) * layout.pixel_A - tilt.shift_x_A;
    const std::int64_t first = is_only ? 0 : std::max<std::int64_t>((strip - 1) * strips.distance + 1, 0);
    const std::int64_t end = is_only ? layout.width : std::min((strip + 1) * strips.distance, layout.width);
    if (first >= end) continue;
    load_mirrored(image, layout.width, layout.height,
                  {first - strips.margin, -strips.margin, patch_width, patch.transform.height()},
                  patch.pixels.data());
    filter(patch, layout.gradient ? defocus_at(tilt, x_A) : tilt.defocus_A);
    for (std::int64_t x = first; x < end; ++x) {
      const double away = is_only ? 0 : std::abs(static_cast<double>(x) - column);
      const auto weight = static_cast<float>(1 - away / static_cast<double>(strips.distance));
      const float* const filtered = patch.pixels.data() + strips.margin * patch_width + strips.margin - first;
      for (std::int64_t y = 0; y < layout.height; ++y)
        result[y * layout.width + x] += weight * filtered[y * patch_width + x];
    }
  }
}

}  // namespace cryocosm::tem
