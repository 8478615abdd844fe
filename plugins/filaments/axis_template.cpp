// Templates as units of a helix.
#include "axis_template.hpp"

#include <algorithm>
#include <cmath>

namespace cryocosm::filaments {
namespace {

/// Position of a voxel in the template's frame.
Vec3 position_A(const DensityTemplate& t, Index3 v) {
  const Index3 c = t.centre();
  return t.grid().voxel_A *
         Vec3{static_cast<double>(v.x - c.x), static_cast<double>(v.y - c.y), static_cast<double>(v.z - c.z)};
}

/// The same in voxels from the first voxel's centre, to be rounded.
Vec3 voxel_at(const DensityTemplate& t, Vec3 p) {
  const Index3 c = t.centre();
  return p / t.grid().voxel_A +
         Vec3{static_cast<double>(c.x), static_cast<double>(c.y), static_cast<double>(c.z)};
}

bool contains(const GridSpec& grid, Index3 v) {
  return v.x >= 0 && v.y >= 0 && v.z >= 0 && v.x < grid.size.x && v.y < grid.size.y && v.z < grid.size.z;
}

std::size_t at(const GridSpec& grid, Index3 v) {
  return static_cast<std::size_t>((v.z * grid.size.y + v.y) * grid.size.x + v.x);
}

bool is_excluded(const DensityTemplate& t, Vec3 p) {
  const Vec3 q = voxel_at(t, p);
  const Index3 v{std::llround(q.x), std::llround(q.y), std::llround(q.z)};
  return contains(t.grid(), v) && t.mask()[at(t.grid(), v)] != 0;
}

double density_at(const DensityTemplate& t, Vec3 p) {
  const Vec3 q = voxel_at(t, p);
  const Vec3 low{std::floor(q.x), std::floor(q.y), std::floor(q.z)}, f = q - low;
  double sum = 0;
  for (const int k : {0, 1})
    for (const int j : {0, 1})
      for (const int i : {0, 1}) {
        const Index3 v{static_cast<std::int64_t>(low.x) + i, static_cast<std::int64_t>(low.y) + j,
                       static_cast<std::int64_t>(low.z) + k};
        if (!contains(t.grid(), v)) continue;
        const double weight = (i ? f.x : 1 - f.x) * (j ? f.y : 1 - f.y) * (k ? f.z : 1 - f.z);
        sum += weight * static_cast<double>(t.density()[at(t.grid(), v)]);
      }
  return sum;
}

/// A grid around the helix's axis that holds the template's box in every turn about it.
GridSpec grid_around(const DensityTemplate& source, Quaternion onto_z, Vec3 point_A) {
  const Index3 last{source.grid().size.x - 1, source.grid().size.y - 1, source.grid().size.z - 1};
  double lateral = 0, axial = 0;
  for (const std::int64_t z : {std::int64_t{0}, last.z})
    for (const std::int64_t y : {std::int64_t{0}, last.y})
      for (const std::int64_t x : {std::int64_t{0}, last.x}) {
        const Vec3 p = rotate(onto_z, position_A(source, {x, y, z}) - point_A);
        lateral = std::max(lateral, std::hypot(p.x, p.y));
        axial = std::max(axial, std::abs(p.z));
      }
  const double v = source.grid().voxel_A;
  const auto odd = [&](double reach) { return 2 * static_cast<std::int64_t>(std::ceil(reach / v)) + 3; };
  return {{odd(lateral), odd(lateral), odd(axial)}, v};
}

}  // namespace

std::unique_ptr<DensityTemplate> around_axis(const DensityTemplate& source, const HelixAxis& axis,
                                             std::int64_t copies) {
  const Vec3 z{0, 0, 1};
  const Quaternion onto_z = rotation_between(normalized(axis.direction), z);
  const GridSpec grid = grid_around(source, onto_z, axis.point_A);
  std::vector<float> density(grid.count());
  std::vector<std::uint8_t> mask(grid.count());
  const Index3 c{grid.size.x / 2, grid.size.y / 2, grid.size.z / 2};
  std::size_t voxel = 0;
  for (std::int64_t k = 0; k < grid.size.z; ++k)
    for (std::int64_t j = 0; j < grid.size.y; ++j)
      for (std::int64_t i = 0; i < grid.size.x; ++i, ++voxel) {
        const Vec3 p = grid.voxel_A * Vec3{static_cast<double>(i - c.x), static_cast<double>(j - c.y),
                                           static_cast<double>(k - c.z)};
        for (std::int64_t n = 0; n < copies; ++n) {
          const double turn = 2 * k_pi * static_cast<double>(n) / static_cast<double>(copies);
          const Vec3 q = axis.point_A + rotate(conjugate(onto_z), rotate(rotation_about(z, -turn), p));
          density[voxel] += static_cast<float>(density_at(source, q));
          mask[voxel] |= is_excluded(source, q);
        }
      }
  return std::make_unique<DensityTemplate>(grid, std::move(density), std::move(mask));
}

double shared_by_copies(const DensityTemplate& source, const DensityTemplate& made, std::int64_t copies) {
  if (copies < 2) return 0;
  // apart they would cover as much as all of them have, in one place as much as one
  const auto one = static_cast<double>(source.mask_count()), n = static_cast<double>(copies);
  return std::max(0.0, (n * one - static_cast<double>(made.mask_count())) / ((n - 1) * one));
}

double height_A(const DensityTemplate& unit) {
  return static_cast<double>(unit.mask_high().z - unit.mask_low().z + 1) * unit.grid().voxel_A;
}

double shared_with_next(const DensityTemplate& unit, double rise_A, double twist_rad) {
  const auto later = static_cast<int>(height_A(unit) / rise_A);
  const Index3 low = unit.mask_low(), high = unit.mask_high();
  std::size_t shared = 0;
  for (std::int64_t z = low.z; z <= high.z; ++z)
    for (std::int64_t y = low.y; y <= high.y; ++y)
      for (std::int64_t x = low.x; x <= high.x; ++x) {
        if (unit.mask()[at(unit.grid(), {x, y, z})] == 0) continue;
        const Vec3 p = position_A(unit, {x, y, z});
        for (int n = 1; n <= later; ++n)
          if (is_excluded(unit,
                          rotate(rotation_about({0, 0, 1}, -n * twist_rad), p) - Vec3{0, 0, n * rise_A})) {
            ++shared;
            break;
          }
      }
  return static_cast<double>(shared) / static_cast<double>(unit.mask_count());
}

}  // namespace cryocosm::filaments
