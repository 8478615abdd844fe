// Drawing a footprint through the unit's rasterizer.
#include "placement/footprint.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace cryocosm {

void window_around(Vec3 centre_A, double radius_A, double voxel_A, Index3& origin, Index3& size) {
  const auto low = [&](double c) { return static_cast<std::int64_t>(std::ceil((c - radius_A) / voxel_A)); };
  const auto high = [&](double c) { return static_cast<std::int64_t>(std::floor((c + radius_A) / voxel_A)); };
  origin = {low(centre_A.x), low(centre_A.y), low(centre_A.z)};
  const auto extent = [](std::int64_t first, std::int64_t last) {
    return std::max<std::int64_t>(0, last - first + 1);
  };
  size = {extent(origin.x, high(centre_A.x)), extent(origin.y, high(centre_A.y)),
          extent(origin.z, high(centre_A.z))};
}

void draw_footprint(const Rasterizer& rasterizer, const Shape& shape, const Pose& pose, double voxel_A,
                    Footprint& out) {
  window_around(pose.position_A, shape.radius_A(), voxel_A, out.origin, out.size);
  out.voxels.assign(static_cast<std::size_t>(out.size.x * out.size.y * out.size.z), 0);
  rasterizer.exclude(shape, pose,
                     {out.voxels.data(), out.origin, out.size, out.size.x, out.size.x * out.size.y, voxel_A});
  out.count = std::accumulate(out.voxels.begin(), out.voxels.end(), std::size_t{0});
}

}  // namespace cryocosm
