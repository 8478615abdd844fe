// Residuals, spread back and averaged.
#include "sirt.hpp"

#include <algorithm>

namespace cryocosm::tem {
namespace {

/// Rays shorter than this share of the longest are left out: they would divide noise by next to nothing.
constexpr float k_shortest = 0.05F;

void project(const ViewSet& views, std::size_t v, Sirt::Work& work, std::vector<float>& pixels) {
  const ViewPlan& plan = views.plans[v];
  project_lines(plan, plan.lines_along_z ? work.slice_along_z : work.slice, work.row, pixels.data());
}

void gather(const ViewSet& views, Sirt::Work& work) {
  work.update.clear();
  const std::int64_t stride = views.depth > 1 ? work.update.line(1) - work.update.line(0) : 0;
  gather_slice(views, work.rows, work.along_z, work.update.line(0), stride);
}

}  // namespace

Sirt::Work::Work(const ViewSet& views)
    : slice(views.depth, views.nx),
      slice_along_z(lines_along_z(views)),
      update(views.depth, views.nx),
      along_z(lines_along_z(views)),
      rows(views.plans.size()),
      pixels(views.plans.front().first.size()) {}

Sirt::Sirt(const ViewSet& views) : views_(views) {
  Work work(views);
  for (std::int64_t z = 0; z < views.depth; ++z) std::fill_n(work.slice.line(z), views.nx, 1.0F);
  if (!views.with_z.empty()) transpose(work.slice, work.slice_along_z);
  std::vector<std::vector<float>> lengths(views.plans.size(), work.pixels);
  float longest = 0;
  for (std::size_t v = 0; v < lengths.size(); ++v) {
    project(views, v, work, lengths[v]);
    longest = std::max(longest, *std::max_element(lengths[v].begin(), lengths[v].end()));
  }
  for (std::size_t v = 0; v < lengths.size(); ++v) {
    std::vector<float> used;
    per_ray_.emplace_back();
    for (const float length : lengths[v]) {
      used.push_back(length > k_shortest * longest ? 1.0F : 0.0F);
      per_ray_.back().push_back(length > k_shortest * longest ? 1 / length : 0.0F);
    }
    spread_pixels(views.plans[v], used.data(), 1, work.rows[v]);
  }
  gather(views, work);
  for (std::int64_t z = 0; z < views.depth; ++z)
    for (std::int64_t x = 0; x < views.nx; ++x) {
      const float sum = work.update.line(z)[x];
      // a voxel that hardly any ray sees stays 0
      per_voxel_.push_back(sum > 1e-3F * longest ? 1 / sum : 0.0F);
    }
}

void Sirt::run(const std::vector<std::vector<float>>& images, std::int64_t iterations, Work& work,
               const std::function<void()>& after_each) const {
  work.slice.clear();
  for (std::int64_t n = 0; n < iterations; ++n) {
    if (!views_.with_z.empty()) transpose(work.slice, work.slice_along_z);
    for (std::size_t v = 0; v < views_.plans.size(); ++v) {
      project(views_, v, work, work.pixels);
      for (std::size_t p = 0; p < work.pixels.size(); ++p)
        work.pixels[p] = (images[v][p] - work.pixels[p]) * per_ray_[v][p];
      spread_pixels(views_.plans[v], work.pixels.data(), 1, work.rows[v]);
    }
    gather(views_, work);
    const float* share = per_voxel_.data();
    for (std::int64_t z = 0; z < views_.depth; ++z, share += views_.nx)
      for (std::int64_t x = 0; x < views_.nx; ++x) work.slice.line(z)[x] += share[x] * work.update.line(z)[x];
    after_each();
  }
}

}  // namespace cryocosm::tem
