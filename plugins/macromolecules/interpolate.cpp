// macromolecules.interpolate: draws density templates by trilinear interpolation, excludes their masks.
#include "interpolate.hpp"

#include "inner_ball.hpp"
#include "probe_points.hpp"
#include "row_walk.hpp"

namespace cryocosm::macromolecules {
namespace {

const DensityTemplate& as_template(const Shape& shape) { return static_cast<const DensityTemplate&>(shape); }

// A box of template voxels in memory, as the inner loops need it.
struct Lattice {
  Index3 size;
  std::int64_t stride_y, stride_z;

  bool holds(std::int64_t x, std::int64_t y, std::int64_t z) const {
    return x >= 0 && x < size.x && y >= 0 && y < size.y && z >= 0 && z < size.z;
  }
  bool holds(FixedPoint3 at) const {
    return holds(at.x >> k_index_bits, at.y >> k_index_bits, at.z >> k_index_bits);
  }
  std::int64_t at(std::int64_t x, std::int64_t y, std::int64_t z) const {
    return x + y * stride_y + z * stride_z;
  }
};

Lattice lattice_of(const DensityTemplate& shape, Index3 size) {
  const Index3 n = shape.grid().size;
  return {size, n.x, n.x * n.y};
}

float fraction_of(std::int64_t index) {
  // 24 bits, all that a float holds exactly
  return static_cast<float>(static_cast<std::int32_t>(static_cast<std::uint32_t>(index) >> 8)) * 0x1p-24F;
}

float lerp(float a, float b, float t) { return a + t * (b - a); }

float trilinear(const float c[8], float fx, float fy, float fz) {
  const float y0 = lerp(lerp(c[0], c[1], fx), lerp(c[2], c[3], fx), fy);
  const float y1 = lerp(lerp(c[4], c[5], fx), lerp(c[6], c[7], fx), fy);
  return lerp(y0, y1, fz);
}

// All eight neighbours exist.
void draw_inside(const Lattice& lattice, const float* density, FixedPoint3 at, FixedPoint3 step, float* row,
                 std::int64_t count) {
  for (std::int64_t x = 0; x < count; ++x, at = at + step) {
    const float* const low =
        density + lattice.at(at.x >> k_index_bits, at.y >> k_index_bits, at.z >> k_index_bits);
    const float* const high = low + lattice.stride_z;
    const float corners[8] = {low[0],  low[1],  low[lattice.stride_y],  low[lattice.stride_y + 1],
                              high[0], high[1], high[lattice.stride_y], high[lattice.stride_y + 1]};
    row[x] += trilinear(corners, fraction_of(at.x), fraction_of(at.y), fraction_of(at.z));
  }
}

// Neighbours outside the template count as zero.
void draw_at_edge(const Lattice& lattice, const float* density, FixedPoint3 at, FixedPoint3 step, float* row,
                  std::int64_t count) {
  for (std::int64_t x = 0; x < count; ++x, at = at + step) {
    const std::int64_t ix = at.x >> k_index_bits, iy = at.y >> k_index_bits, iz = at.z >> k_index_bits;
    float corners[8];
    for (int k = 0; k < 8; ++k) {
      const std::int64_t jx = ix + (k & 1), jy = iy + ((k >> 1) & 1), jz = iz + (k >> 2);
      corners[k] = lattice.holds(jx, jy, jz) ? density[lattice.at(jx, jy, jz)] : 0.0F;
    }
    row[x] += trilinear(corners, fraction_of(at.x), fraction_of(at.y), fraction_of(at.z));
  }
}

// Without a branch: at the rim of a mask no branch can be predicted.
void exclude_inside(const Lattice& lattice, const std::uint8_t* mask, FixedPoint3 at, FixedPoint3 step,
                    std::uint8_t* row, std::int64_t count) {
  const std::int64_t stride_y = lattice.stride_y, stride_z = lattice.stride_z;
  for (std::int64_t x = 0; x < count; ++x) {
    const std::int64_t i =
        (at.x >> k_index_bits) + (at.y >> k_index_bits) * stride_y + (at.z >> k_index_bits) * stride_z;
    const unsigned inside = mask[i] != 0;
    row[x] = static_cast<std::uint8_t>((row[x] & (inside - 1)) | inside);
    at = at + step;
  }
}

}  // namespace

Schema<NoParams> Interpolate::schema() {
  Schema<NoParams> s("Density templates, rotated and shifted by trilinear interpolation.");
  s.details(
      "A voxel is excluded when the template voxel nearest to its centre lies inside the template's mask.");
  return s;
}

void Interpolate::draw(const Shape& shape, const Pose& pose, VoxelWindow<float> window) const {
  const DensityTemplate& drawn = as_template(shape);
  const Lattice lattice = lattice_of(drawn, drawn.grid().size);
  const float* const density = drawn.density().data;
  const RowWalk walk({lattice.size, drawn.centre(), drawn.grid().voxel_A}, pose, window.voxel_A,
                     drawn.radius_A(), 1);
  for_each_row(walk, window, [&](float* row, std::int64_t y, std::int64_t z, XRange limits) {
    const auto [outer, inner] = walk.part(y, z, limits);
    if (outer.begin == outer.end) return;
    draw_at_edge(lattice, density, walk.index(outer.begin, y, z), walk.step(), row + outer.begin,
                 inner.begin - outer.begin);
    draw_inside(lattice, density, walk.index(inner.begin, y, z), walk.step(), row + inner.begin,
                inner.end - inner.begin);
    draw_at_edge(lattice, density, walk.index(inner.end, y, z), walk.step(), row + inner.end,
                 outer.end - inner.end);
  });
}

void Interpolate::exclude(const Shape& shape, const Pose& pose, VoxelWindow<std::uint8_t> window) const {
  const DensityTemplate& excluded = as_template(shape);
  const Index3 low = excluded.mask_low(), high = excluded.mask_high(), centre = excluded.centre();
  const Lattice lattice = lattice_of(excluded, {high.x - low.x + 1, high.y - low.y + 1, high.z - low.z + 1});
  const std::uint8_t* const mask = excluded.mask().data + lattice.at(low.x, low.y, low.z);
  const RowWalk walk(
      {lattice.size, {centre.x - low.x, centre.y - low.y, centre.z - low.z}, excluded.grid().voxel_A}, pose,
      window.voxel_A, excluded.mask_radius_A(), 0);
  for_each_row(walk, window, [&](std::uint8_t* row, std::int64_t y, std::int64_t z, XRange limits) {
    auto [begin, end] = walk.outer(y, z, limits);
    if (begin == end) return;
    // the box is convex: what remains between the first and the last voxel within it lies within it too
    FixedPoint3 at = walk.index(begin, y, z);
    for (; begin < end && !lattice.holds(at); ++begin) at = at + walk.step();
    while (begin < end && !lattice.holds(walk.index(end - 1, y, z))) --end;
    exclude_inside(lattice, mask, at, walk.step(), row + begin, end - begin);
  });
}

void Interpolate::probes(const Shape& shape, double voxel_A, std::vector<Vec3>& points) const {
  constexpr std::size_t k_probe_count = 200;
  append_spread_points(deep_points(as_template(shape), voxel_A), k_probe_count, points);
}

Ball Interpolate::inner_ball(const Shape& shape, double) const {
  return macromolecules::inner_ball(as_template(shape));
}

}  // namespace cryocosm::macromolecules
