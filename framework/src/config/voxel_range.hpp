// Which voxels of an axis lie between two coordinates: one rule for margins, slabs and boxes.
#pragma once

#include <cstdint>

#include "config/pipeline_spec.hpp"
#include "cryocosm/volume.hpp"

namespace cryocosm {

/// Indices [first, end) along one axis.
struct VoxelRange {
  std::int64_t first = 0, end = 0;
};
inline bool is_empty(VoxelRange range) { return range.first >= range.end; }
VoxelRange intersection(VoxelRange a, VoxelRange b);

/// Voxels of an axis of `size` whose centres lie in [low_A, high_A), so that ranges that meet share no
/// voxel and leave none out. Coordinates count as equal within a millionth of a voxel: 0.3 nm over
/// 0.1 A is not exactly 30 in binary. [any]
VoxelRange voxels_between(double low_A, double high_A, double voxel_A, std::int64_t size);

/// Along z; all of them when the slab has no thickness. [any]
VoxelRange voxels_of(const Slab& slab, const GridSpec& grid);

/// Those that no margin reaches into. [any]
VoxelRange voxels_within_margin(double margin_A, double voxel_A, std::int64_t size);

}  // namespace cryocosm
