// The steps of one slice.
#include "back_projection.hpp"

#include <algorithm>

namespace cryocosm::tem {

BackProjection::BackProjection(const ViewSet& views, RowFilter filter, Weighting weighting, double pixel_A,
                               double edge)
    : views_(views), filter_(std::move(filter)), weighting_(std::move(weighting)), pixel_A_(pixel_A) {
  if (edge == 0) return;
  const std::vector<float> ones(static_cast<std::size_t>(views.nx), 1.0F);
  for (std::size_t v = 0; v < views.plans.size(); ++v) {
    edges_.emplace_back();
    // the weights of a sample that is seen sum to 1
    spread_pixels(views.plans[v], ones.data(), static_cast<float>(1 / pixel_A), edges_.back());
    for (float& sample : edges_.back())
      sample = static_cast<float>(edge * weighting_.scale[v] * (1 - static_cast<double>(sample)));
  }
}

void BackProjection::run(std::vector<std::vector<float>>& images, Work& work, float* slice,
                         std::int64_t stride) const {
  const std::size_t views = views_.plans.size();
  for (std::size_t v = 0; v < views; v += 2) {
    const std::size_t companion = v + 1;  // the row too many may be filtered by any gains
    filter_.apply(images[v].data(), weighting_.gains_of(v), images[companion].data(),
                  weighting_.gains_of(std::min(companion, views - 1)), work.scratch);
  }
  for (std::size_t v = 0; v < views; ++v) {
    // the plan's weights hold a factor voxel_A; back-projection interpolates without it
    const auto scale = static_cast<float>(weighting_.scale[v] / pixel_A_);
    spread_pixels(views_.plans[v], images[v].data(), scale, work.rows[v]);
    if (edges_.empty()) continue;
    for (std::size_t i = 0; i < work.rows[v].size(); ++i) work.rows[v][i] += edges_[v][i];
  }
  gather_slice(views_, work.rows, work.along_z, slice, stride);
}

}  // namespace cryocosm::tem
