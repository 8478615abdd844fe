// All views of one slice: projecting it, and gathering from them.
#pragma once

#include <vector>

#include "cryocosm/acquisition.hpp"
#include "slice_kernel.hpp"
#include "view_plan.hpp"

namespace cryocosm::tem {

struct ViewSet {
  std::int64_t nx = 0, depth = 0;  ///< voxels of the slice
  std::vector<ViewPlan> plans;
  std::vector<std::size_t> with_x, with_z;  ///< views whose lines run along x, along z
};

/// Voxels are as large as pixels, and the slice is as wide as the images. [any]
ViewSet plan_views(const GridSpec& images, std::int64_t depth, Span<const Tilt> tilts);

/// One row of samples for each view.
using SampleRows = std::vector<std::vector<float>>;

/// Adds to the slice, whose line at each z begins at slice + z * stride, what all rows hold along their rays.
/// `along_z` is scratch of plans' lines along z (empty when there are none). [any]
void gather_slice(const ViewSet& views, const SampleRows& rows, PaddedLines& along_z, float* slice,
                  std::int64_t stride);

/// Scratch that fits gather_slice(). [any]
PaddedLines lines_along_z(const ViewSet& views);

}  // namespace cryocosm::tem
