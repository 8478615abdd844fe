// Drawing a footprint through the unit's rasterizer.
#include "placement/footprint.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace cryocosm {
namespace {

constexpr std::int64_t k_slab_voxels = 1 << 22;  // what is drawn at once outside the volume

VoxelWindow<std::uint8_t> window_of(std::vector<std::uint8_t>& voxels, const Block& block, double voxel_A) {
  const Index3 size{block.high.x - block.low.x, block.high.y - block.low.y, block.high.z - block.low.z};
  voxels.assign(static_cast<std::size_t>(size.x * size.y * size.z), 0);
  return {voxels.data(), block.low, size, size.x, size.x * size.y, voxel_A};
}

std::size_t sum(const std::vector<std::uint8_t>& voxels) {
  return std::accumulate(voxels.begin(), voxels.end(), std::size_t{0});
}

/// What is left of `whole` without `hole`, which lies inside it, as six boxes, some of them empty.
std::array<Block, 6> without(const Block& whole, const Block& hole) {
  const Index3 a = whole.low, b = whole.high, c = hole.low, d = hole.high;
  return {Block{a, {b.x, b.y, c.z}},          {{a.x, a.y, d.z}, b},
          {{a.x, a.y, c.z}, {b.x, c.y, d.z}}, {{a.x, d.y, c.z}, {b.x, b.y, d.z}},
          {{a.x, c.y, c.z}, {c.x, d.y, d.z}}, {{d.x, c.y, c.z}, {b.x, d.y, d.z}}};
}

/// Excluded voxels of `box`, slab by slab; may stop once there are more than `most`.
std::size_t count_in(const Rasterizer& rasterizer, const Shape& shape, const Pose& pose, const Block& box,
                     double voxel_A, std::size_t most, std::vector<std::uint8_t>& scratch) {
  if (is_empty(box)) return 0;
  const std::int64_t slice = (box.high.x - box.low.x) * (box.high.y - box.low.y);
  const std::int64_t slices = std::max<std::int64_t>(1, k_slab_voxels / slice);
  std::size_t count = 0;
  for (std::int64_t z = box.low.z; z < box.high.z && count <= most; z += slices) {
    const Block slab{{box.low.x, box.low.y, z}, {box.high.x, box.high.y, std::min(z + slices, box.high.z)}};
    rasterizer.exclude(shape, pose, window_of(scratch, slab, voxel_A));
    count += sum(scratch);
  }
  return count;
}

}  // namespace

bool is_empty(const Block& b) { return b.low.x >= b.high.x || b.low.y >= b.high.y || b.low.z >= b.high.z; }

Block intersection(const Block& a, const Block& b) {
  return {{std::max(a.low.x, b.low.x), std::max(a.low.y, b.low.y), std::max(a.low.z, b.low.z)},
          {std::min(a.high.x, b.high.x), std::min(a.high.y, b.high.y), std::min(a.high.z, b.high.z)}};
}

Block block_of(const GridSpec& grid) { return {{}, grid.size}; }

Block block_around(Vec3 centre_A, double radius_A, double voxel_A) {
  const auto low = [&](double c) { return static_cast<std::int64_t>(std::ceil((c - radius_A) / voxel_A)); };
  const auto high = [&](double c) {
    return static_cast<std::int64_t>(std::floor((c + radius_A) / voxel_A)) + 1;
  };
  return {{low(centre_A.x), low(centre_A.y), low(centre_A.z)},
          {high(centre_A.x), high(centre_A.y), high(centre_A.z)}};
}

bool draw_footprint(const Rasterizer& rasterizer, const Shape& shape, const Pose& pose, const GridSpec& grid,
                    std::size_t most_outside, Footprint& out) {
  const Box volume = bounds(grid);
  // radius_A may be a generous bound, so a body is only given up when it is larger by far
  if (shape.radius_A() > 4 * norm(volume.high - volume.low)) return false;
  const Block whole = block_around(pose.position_A, shape.radius_A(), grid.voxel_A);
  const Block inside = intersection(whole, block_of(grid));
  out.count = out.outside = 0;
  if (is_empty(inside)) return false;
  for (const Block& box : without(whole, inside)) {
    out.outside += count_in(rasterizer, shape, pose, box, grid.voxel_A, most_outside, out.voxels);
    if (out.outside > most_outside) return true;
  }
  const auto window = window_of(out.voxels, inside, grid.voxel_A);
  rasterizer.exclude(shape, pose, window);
  out.origin = window.origin;
  out.size = window.size;
  out.count = sum(out.voxels);
  return true;
}

}  // namespace cryocosm
