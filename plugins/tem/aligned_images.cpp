// The warp that takes a view's alignment back, view by view.
#include "aligned_images.hpp"

#include <algorithm>

#include "image_warp.hpp"

namespace cryocosm::tem {

bool needs_resampling(Span<const Tilt> tilts) {
  return std::any_of(tilts.begin(), tilts.end(),
                     [](const Tilt& t) { return t.rotation_deg != 0 || t.magnification != 1; });
}

AlignedImages aligned_images(const Dataset& in, RunContext& run) {
  const Index3 size = in.grid.size;
  AlignedImages aligned{std::vector<float>(in.grid.count()), {in.tilts.begin(), in.tilts.end()}};
  run.parallel_for(in.tilts.size, [&](std::size_t begin, std::size_t end) {
    for (std::size_t v = begin; v < end; ++v) {
      run.stop_if_cancelled();
      const auto first = static_cast<std::int64_t>(v) * size.x * size.y;
      warp_image(in.voxels + first, size.x, size.y,
                 inverse(recorded_from_aligned(in.tilts[v], in.grid.voxel_A)), aligned.voxels.data() + first);
    }
  });
  for (Tilt& tilt : aligned.tilts) {
    tilt.shift_x_A = tilt.shift_y_A = tilt.rotation_deg = 0;
    tilt.magnification = 1;
  }
  return aligned;
}

}  // namespace cryocosm::tem
