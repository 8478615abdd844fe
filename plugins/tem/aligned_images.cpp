// Cubic convolution of images at turned places.
#include "aligned_images.hpp"

#include <algorithm>
#include <cmath>

#include "view_plan.hpp"

namespace cryocosm::tem {
namespace {

float sample(const float* image, Index3 size, double x, double y) {
  const double left = std::floor(x), low = std::floor(y);
  if (left < -2 || low < -2 || left > static_cast<double>(size.x) || low > static_cast<double>(size.y))
    return 0;
  double sum = 0;
  for (std::int64_t j = static_cast<std::int64_t>(low) - 1; j <= static_cast<std::int64_t>(low) + 2; ++j) {
    if (j < 0 || j >= size.y) continue;
    double row = 0;
    for (std::int64_t i = static_cast<std::int64_t>(left) - 1; i <= static_cast<std::int64_t>(left) + 2; ++i)
      if (i >= 0 && i < size.x)
        row += keys_cubic(x - static_cast<double>(i)) * static_cast<double>(image[j * size.x + i]);
    sum += keys_cubic(y - static_cast<double>(j)) * row;
  }
  return static_cast<float>(sum);
}

}  // namespace

bool needs_resampling(Span<const Tilt> tilts) {
  return std::any_of(tilts.begin(), tilts.end(),
                     [](const Tilt& t) { return t.rotation_deg != 0 || t.magnification != 1; });
}

AlignedImages aligned_images(const Dataset& in, RunContext& run) {
  const Index3 size = in.grid.size;
  AlignedImages aligned{std::vector<float>(in.grid.count()), {in.tilts.begin(), in.tilts.end()}};
  const double cx = static_cast<double>(size.x - 1) / 2, cy = static_cast<double>(size.y - 1) / 2;
  run.parallel_for(static_cast<std::size_t>(size.y), [&](std::size_t begin, std::size_t end) {
    for (std::size_t v = 0; v < in.tilts.size; ++v) {
      run.stop_if_cancelled();
      const Tilt& tilt = in.tilts[v];
      const double angle = tilt.rotation_deg * k_pi / 180;
      const double cosine = tilt.magnification * std::cos(angle), sine = tilt.magnification * std::sin(angle);
      const float* const image = in.voxels + static_cast<std::int64_t>(v) * size.x * size.y;
      for (auto y = static_cast<std::int64_t>(begin); y < static_cast<std::int64_t>(end); ++y)
        for (std::int64_t x = 0; x < size.x; ++x) {
          const double u = static_cast<double>(x) - cx, w = static_cast<double>(y) - cy;
          aligned.voxels[static_cast<std::size_t>((static_cast<std::int64_t>(v) * size.y + y) * size.x + x)] =
              sample(image, size, cx + cosine * u - sine * w + tilt.shift_x_A / in.grid.voxel_A,
                     cy + sine * u + cosine * w + tilt.shift_y_A / in.grid.voxel_A);
        }
    }
  });
  for (Tilt& tilt : aligned.tilts) {
    tilt.shift_x_A = tilt.shift_y_A = tilt.rotation_deg = 0;
    tilt.magnification = 1;
  }
  return aligned;
}

}  // namespace cryocosm::tem
