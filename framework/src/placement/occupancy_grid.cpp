// Set-up of the bit grid: the margin counts as taken.
#include "placement/occupancy_grid.hpp"

namespace cryocosm {

OccupancyGrid::OccupancyGrid(const GridSpec& grid, double margin_A)
    : grid_(grid),
      row_bits_((grid.size.x + 63) / 64 * 64),
      words_(static_cast<std::size_t>(row_bits_ / 64 * grid.size.y * grid.size.z)) {
  const auto margin = static_cast<std::int64_t>(std::ceil(margin_A / grid.voxel_A));
  low_ = {margin, margin, margin};
  high_ = {grid.size.x - margin, grid.size.y - margin, grid.size.z - margin};
  if (high_.x > low_.x && high_.y > low_.y && high_.z > low_.z)
    interest_count_ = static_cast<std::size_t>((high_.x - low_.x) * (high_.y - low_.y) * (high_.z - low_.z));
  if (margin == 0) return;
  for (std::int64_t z = 0; z < grid.size.z; ++z)
    for (std::int64_t y = 0; y < grid.size.y; ++y) {
      const bool row_outside = z < low_.z || z >= high_.z || y < low_.y || y >= high_.y;
      for (std::int64_t x = 0; x < grid.size.x; ++x)
        if (row_outside || x < low_.x || x >= high_.x) take({x, y, z});
    }
}

}  // namespace cryocosm
