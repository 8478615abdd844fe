// Views by the direction of their lines.
#include "view_set.hpp"

namespace cryocosm::tem {
namespace {

/// Adds what the views of one group give to the lines, whose memory `line(k)` names.
template <class Line>
void gather_lines(const ViewSet& set, const std::vector<std::size_t>& views, const SampleRows& sample_rows,
                  Line line) {
  std::vector<const ViewPlan*> plans;
  std::vector<const std::vector<float>*> rows;
  for (const std::size_t v : views) {
    plans.push_back(&set.plans[v]);
    rows.push_back(&sample_rows[v]);
  }
  for (std::int64_t k = 0; k < plans.front()->line_count; ++k)
    gather_line(view(plans), view(rows), k, line(k));
}

}  // namespace

ViewSet plan_views(const GridSpec& images, std::int64_t depth, Span<const Tilt> tilts) {
  ViewSet set{images.size.x, depth, {}, {}, {}};
  for (std::size_t v = 0; v < tilts.size; ++v) {
    set.plans.push_back(plan_view({images.size.x, depth, images.size.x, images.voxel_A, images.voxel_A},
                                  tilts[v].angle_deg, tilts[v].shift_x_A));
    (set.plans.back().lines_along_z ? set.with_z : set.with_x).push_back(v);
  }
  return set;
}

PaddedLines lines_along_z(const ViewSet& views) {
  return PaddedLines(views.with_z.empty() ? 0 : views.nx, views.depth);
}

void gather_slice(const ViewSet& views, const SampleRows& rows, PaddedLines& along_z, float* slice,
                  std::int64_t stride) {
  if (!views.with_x.empty())
    gather_lines(views, views.with_x, rows, [&](std::int64_t z) { return slice + z * stride; });
  if (views.with_z.empty()) return;
  along_z.clear();
  gather_lines(views, views.with_z, rows, [&](std::int64_t x) { return along_z.line(x); });
  for (std::int64_t z = 0; z < views.depth; ++z) {
    float* const row = slice + z * stride;
    for (std::int64_t x = 0; x < views.nx; ++x) row[x] += along_z.line(x)[z];
  }
}

}  // namespace cryocosm::tem
