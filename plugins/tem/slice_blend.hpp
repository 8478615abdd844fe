// Detector rows between the slices of a volume: pixels and image heights other than the volume's.
#pragma once

#include <cstdint>
#include <vector>

#include "cryocosm/volume.hpp"
#include "slice_kernel.hpp"

namespace cryocosm::tem {

/// One detector row as a weighted sum of neighbouring slices; without weights it lies in vacuum.
struct SliceBlend {
  std::int64_t first = 0;
  std::vector<float> weights;
};

/// One blend for each of `height` rows of `pixel_A`, with the middle of the image on the middle of the `ny`
/// slices of `voxel_A`. The weights are the stretch's of ViewPlan without tilt, as means: rows that coincide
/// with slices are those slices, and a constant stays what it is. [any]
std::vector<SliceBlend> plan_blends(std::int64_t ny, double voxel_A, std::int64_t height, double pixel_A);

/// Fills lines along x, one for each z, with the blend of slices. `lines.length()` = nx. [any]
void load_blend(const float* voxels, const GridSpec& grid, const SliceBlend& blend, PaddedLines& lines);

}  // namespace cryocosm::tem
