// Points deep inside a template's mask, and a well-spread choice of them.
#include "probe_points.hpp"

#include <algorithm>
#include <cmath>

namespace cryocosm::macromolecules {
namespace {

// The centre of the volume voxel that contains a point p lies within half a voxel diagonal of p, in
// any rotation. It is excluded when its nearest template voxel is mask. So all template voxels whose
// nearest-neighbour cells, cubes of one template voxel, come within half a volume-voxel diagonal of p
// have to be mask. For equal voxel sizes these are the 27 of the 3 x 3 x 3 neighbourhood.
std::vector<Index3> cells_in_reach(double voxel_A, double template_voxel_A) {
  constexpr double k_rounding = 1e-4;  // of template indices, in voxels
  const double reach = 0.5 * std::sqrt(3.0) * voxel_A / template_voxel_A + k_rounding;
  const auto n = static_cast<std::int64_t>(std::floor(reach + 0.5));
  const auto gap = [](std::int64_t o) { return std::max(0.0, std::abs(static_cast<double>(o)) - 0.5); };
  std::vector<Index3> cells;
  for (std::int64_t z = -n; z <= n; ++z)
    for (std::int64_t y = -n; y <= n; ++y)
      for (std::int64_t x = -n; x <= n; ++x)
        if (gap(x) * gap(x) + gap(y) * gap(y) + gap(z) * gap(z) <= reach * reach) cells.push_back({x, y, z});
  // farthest first: near the surface they fail first
  std::stable_sort(cells.begin(), cells.end(), [](Index3 a, Index3 b) {
    return a.x * a.x + a.y * a.y + a.z * a.z > b.x * b.x + b.y * b.y + b.z * b.z;
  });
  return cells;
}

double distance2(Vec3 a, Vec3 b) { return dot(a - b, a - b); }

}  // namespace

std::vector<Vec3> deep_points(const DensityTemplate& shape, double voxel_A) {
  const Index3 size = shape.grid().size, centre = shape.centre();
  const Span<const std::uint8_t> mask = shape.mask();
  const std::vector<Index3> cells = cells_in_reach(voxel_A, shape.grid().voxel_A);
  const auto is_mask = [&](std::int64_t x, std::int64_t y, std::int64_t z) {
    return x >= 0 && y >= 0 && z >= 0 && x < size.x && y < size.y && z < size.z &&
           mask[static_cast<std::size_t>(x + size.x * (y + size.y * z))] != 0;
  };
  std::vector<Vec3> points;
  for (std::int64_t z = 0; z < size.z; ++z)
    for (std::int64_t y = 0; y < size.y; ++y)
      for (std::int64_t x = 0; x < size.x; ++x)
        if (is_mask(x, y, z) && std::all_of(cells.begin(), cells.end(),
                                            [&](Index3 o) { return is_mask(x + o.x, y + o.y, z + o.z); }))
          points.push_back(shape.grid().voxel_A * Vec3{static_cast<double>(x - centre.x),
                                                       static_cast<double>(y - centre.y),
                                                       static_cast<double>(z - centre.z)});
  return points;
}

void append_spread_points(const std::vector<Vec3>& candidates, std::size_t count, std::vector<Vec3>& points) {
  if (candidates.empty()) return;
  const auto farther_out = [](Vec3 a, Vec3 b) { return dot(a, a) < dot(b, b); };
  std::size_t next = static_cast<std::size_t>(
      std::max_element(candidates.begin(), candidates.end(), farther_out) - candidates.begin());
  std::vector<double> nearest(candidates.size(), std::numeric_limits<double>::infinity());
  for (std::size_t chosen = 0; chosen < std::min(count, candidates.size()); ++chosen) {
    points.push_back(candidates[next]);
    for (std::size_t i = 0; i < candidates.size(); ++i)
      nearest[i] = std::min(nearest[i], distance2(candidates[i], points.back()));
    next = static_cast<std::size_t>(std::max_element(nearest.begin(), nearest.end()) - nearest.begin());
  }
}

}  // namespace cryocosm::macromolecules
