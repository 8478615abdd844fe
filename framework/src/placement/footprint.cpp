// Drawing a footprint through the unit's rasterizer, and its meetings with sets of voxels.
#include "placement/footprint.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <numeric>

namespace cryocosm {
namespace {

constexpr std::int64_t k_slab_voxels = 1 << 20;  // what is drawn at once

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

/// Calls visit(slab) for the slices of `box`, as many at a time as fit the processor's cache, while it
/// returns true.
template <class Visit>
void for_each_slab(const Block& box, Visit visit) {
  const std::int64_t slice = (box.high.x - box.low.x) * (box.high.y - box.low.y);
  const std::int64_t slices = std::max<std::int64_t>(1, k_slab_voxels / slice);
  for (std::int64_t z = box.low.z; z < box.high.z; z += slices)
    if (!visit(Block{{box.low.x, box.low.y, z}, {box.high.x, box.high.y, std::min(z + slices, box.high.z)}}))
      return;
}

/// Excluded voxels of `box`; may stop once there are more than `most`.
std::size_t count_in(const Rasterizer& rasterizer, const Shape& shape, const Pose& pose, const Block& box,
                     double voxel_A, std::size_t most, std::vector<std::uint8_t>& scratch) {
  if (is_empty(box)) return 0;
  std::size_t count = 0;
  for_each_slab(box, [&](const Block& slab) {
    rasterizer.exclude(shape, pose, window_of(scratch, slab, voxel_A));
    count += sum(scratch);
    return count <= most;
  });
  return count;
}

/// Sets the bits of a row from bytes of 0 and 1; bit 0 of `row` is `shift` voxels before the first byte.
void pack(const std::uint8_t* bytes, std::int64_t count, std::int64_t shift, std::uint64_t* row) {
  std::int64_t x = 0;
  for (; x + 8 <= count; x += 8) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, bytes + x, 8);
    if (eight == 0) continue;
    // moves the lowest bit of byte k to bit 56 + k (the bytes are little-endian on all we run on)
    const std::uint64_t bits = (eight * 0x0102040810204080ULL) >> 56;
    const std::int64_t at = shift + x;
    row[at >> 6] |= bits << (at & 63);
    if ((at & 63) > 56) row[(at >> 6) + 1] |= bits >> (64 - (at & 63));
  }
  for (; x < count; ++x) row[(shift + x) >> 6] |= static_cast<std::uint64_t>(bytes[x]) << ((shift + x) & 63);
}

/// Drops empty slices at both ends, and the rows that are empty in every slice there.
void trim(Footprint& f) {
  Index3 low{0, f.size_y, f.size_z}, high;  // of rows that are not empty; x is not used
  for_each_row(f, [&](const std::uint64_t* row, std::int64_t y, std::int64_t z) {
    std::uint64_t any = 0;
    for (std::int64_t w = 0; w < f.row_words; ++w) any |= row[w];
    if (any == 0) return;
    low.y = std::min(low.y, y - f.low_y);
    low.z = std::min(low.z, z - f.low_z);
    high.y = std::max(high.y, y - f.low_y + 1);
    high.z = z - f.low_z + 1;
  });
  const std::int64_t rows = std::max<std::int64_t>(0, high.y - low.y);
  const std::int64_t slices = std::max<std::int64_t>(0, high.z - low.z);
  std::uint64_t* to = f.words.data();
  for (std::int64_t z = 0; z < slices; ++z, to += rows * f.row_words)  // moves towards the front
    std::copy_n(f.words.data() + ((low.z + z) * f.size_y + low.y) * f.row_words, rows * f.row_words, to);
  f.low_y += low.y;
  f.low_z += low.z;
  f.size_y = rows;
  f.size_z = slices;
  f.words.resize(static_cast<std::size_t>(slices * rows * f.row_words));
}

/// Rows for all of `block`, empty.
void clear(const Block& block, Footprint& out) {
  out.first_word = block.low.x >> 6;
  out.low_y = block.low.y;
  out.low_z = block.low.z;
  out.row_words = ((block.high.x - 1) >> 6) - out.first_word + 1;
  out.size_y = block.high.y - block.low.y;
  out.size_z = block.high.z - block.low.z;
  out.words.assign(static_cast<std::size_t>(out.row_words * out.size_y * out.size_z), 0);
}

/// Adds the drawn bytes of some of its slices as bits.
void pack(const VoxelWindow<std::uint8_t>& window, Footprint& out) {
  const Index3 size = window.size;
  std::uint64_t* row = out.words.data() + (window.origin.z - out.low_z) * out.size_y * out.row_words;
  for (std::int64_t z = 0; z < size.z; ++z)
    for (std::int64_t y = 0; y < size.y; ++y, row += out.row_words)
      pack(&window.at(0, y, z), size.x, window.origin.x & 63, row);
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
                    std::optional<std::size_t> most_outside, FootprintScratch& scratch, Footprint& out) {
  const Box volume = bounds(grid);
  // What sticks out would be counted for long, and radius_A may be a generous bound: only a body that is
  // larger by far is given up, and not when nothing is counted.
  if (most_outside && shape.radius_A() > 4 * norm(volume.high - volume.low)) return false;
  const Block whole = block_around(pose.position_A, shape.radius_A(), grid.voxel_A);
  const Block inside = intersection(whole, block_of(grid));
  out.count = out.outside = 0;
  if (is_empty(inside)) return false;
  if (most_outside)
    for (const Block& box : without(whole, inside)) {
      out.outside += count_in(rasterizer, shape, pose, box, grid.voxel_A, *most_outside, scratch.bytes);
      if (out.outside > *most_outside) return true;
    }
  clear(inside, out);
  for_each_slab(inside, [&](const Block& slab) {
    const auto window = window_of(scratch.bytes, slab, grid.voxel_A);
    rasterizer.exclude(shape, pose, window);
    pack(window, out);
    return true;
  });
  trim(out);
  out.count = count_bits(out.words.data(), out.words.size());
  return true;
}

bool covers(const Footprint& footprint, Index3 v) {
  const std::int64_t w = (v.x >> 6) - footprint.first_word, y = v.y - footprint.low_y,
                     z = v.z - footprint.low_z;
  if (w < 0 || y < 0 || z < 0 || w >= footprint.row_words || y >= footprint.size_y || z >= footprint.size_z)
    return false;
  const auto at = static_cast<std::size_t>((z * footprint.size_y + y) * footprint.row_words + w);
  return (footprint.words[at] >> (v.x & 63)) & 1;
}

bool meets(const Footprint& footprint, const VoxelBits& set) {
  const std::uint64_t* row = footprint.words.data();
  for (std::int64_t z = 0; z < footprint.size_z; ++z)
    for (std::int64_t y = 0; y < footprint.size_y; ++y, row += footprint.row_words) {
      const std::uint64_t* const other =
          set.row(footprint.low_y + y, footprint.low_z + z) + footprint.first_word;
      std::uint64_t both = 0;
      for (std::int64_t w = 0; w < footprint.row_words; ++w) both |= row[w] & other[w];
      if (both != 0) return true;
    }
  return false;
}

std::size_t overlap(const Footprint& footprint, const VoxelBits& set) {
  std::size_t count = 0;
  for_each_row(footprint, [&](const std::uint64_t* row, std::int64_t y, std::int64_t z) {
    const std::uint64_t* const other = set.row(y, z) + footprint.first_word;
    for (std::int64_t w = 0; w < footprint.row_words; ++w) count += count_bits(row[w] & other[w]);
  });
  return count;
}

std::size_t overlap(const Footprint& a, const Footprint& b) {
  std::size_t count = 0;
  for_each_common_word(a, b,
                       [&](std::size_t of_a, std::size_t of_b, std::int64_t, std::int64_t, std::int64_t) {
                         count += count_bits(a.words[of_a] & b.words[of_b]);
                       });
  return count;
}

void add(const Footprint& footprint, VoxelBits& set) {
  for_each_row(footprint, [&](const std::uint64_t* row, std::int64_t y, std::int64_t z) {
    std::uint64_t* const other = set.row(y, z) + footprint.first_word;
    for (std::int64_t w = 0; w < footprint.row_words; ++w) other[w] |= row[w];
  });
}

void remove(const Footprint& footprint, VoxelBits& set) {
  for_each_row(footprint, [&](const std::uint64_t* row, std::int64_t y, std::int64_t z) {
    std::uint64_t* const other = set.row(y, z) + footprint.first_word;
    for (std::int64_t w = 0; w < footprint.row_words; ++w) other[w] &= ~row[w];
  });
}

}  // namespace cryocosm
