// The largest ball inside a template's mask: a distance transform, then a search between the voxels.
#include "inner_ball.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "distance_transform.hpp"

namespace cryocosm::macromolecules {
namespace {

// A point belongs to the voxel nearest to it, so the excluded body is the union of the cubes of the mask
// voxels, and a ball about c may reach as far as the nearest cube that is not mask. Lengths are in
// voxels of the template, positions are indices of the box of the mask; all around that box is no mask.

/// How far the indices that a rasterizer computes may lie from the exact ones.
constexpr double k_rounding = 1e-4;

struct MaskBox {
  const DensityTemplate& shape;
  Index3 low, size;

  explicit MaskBox(const DensityTemplate& of) : shape(of), low(of.mask_low()) {
    const Index3 high = shape.mask_high();
    size = {high.x - low.x + 1, high.y - low.y + 1, high.z - low.z + 1};
  }
  bool holds(Index3 i) const {
    return i.x >= 0 && i.y >= 0 && i.z >= 0 && i.x < size.x && i.y < size.y && i.z < size.z;
  }
  bool is_mask(Index3 i) const {
    const Index3 n = shape.grid().size;
    return holds(i) &&
           shape.mask()[static_cast<std::size_t>(i.x + low.x + n.x * (i.y + low.y + n.y * (i.z + low.z)))] !=
               0;
  }
};

// Extends squared distances to cubes by one axis. Cubes reach half a voxel to either side of their centres,
// so a line is laid out in half voxels, voxel i at 2 i + 1; what lies between two cubes belongs to both.
// Around the box are cubes that are not mask.
void extend_to_cubes(float* line, std::int64_t n, std::int64_t stride, std::vector<double>& halves,
                     DistanceLine& transform) {
  const auto at = [&](std::int64_t i) {
    return i < 0 || i >= n ? 0.0 : 4 * static_cast<double>(line[i * stride]);
  };
  halves.clear();
  for (std::int64_t i = 0; i < n; ++i) {
    halves.push_back(std::min(at(i - 1), at(i)));
    halves.push_back(at(i));
  }
  halves.push_back(0);
  transform.spread(halves);
  for (std::int64_t i = 0; i < n; ++i)
    line[i * stride] = static_cast<float>(halves[static_cast<std::size_t>(2 * i + 1)] / 4);
}

// Squared distances of all voxels' centres to the nearest cube that is not mask; quarters of integers, exact.
std::vector<float> depth2(const MaskBox& box) {
  const Index3 n = box.size;
  std::vector<float> depth;
  depth.reserve(static_cast<std::size_t>(n.x * n.y * n.z));
  for (std::int64_t z = 0; z < n.z; ++z)
    for (std::int64_t y = 0; y < n.y; ++y)
      for (std::int64_t x = 0; x < n.x; ++x)
        depth.push_back(box.is_mask({x, y, z}) ? std::numeric_limits<float>::infinity() : 0.0F);
  DistanceLine transform;
  std::vector<double> halves;
  for_each_line(n, [&](std::int64_t first, std::int64_t count, std::int64_t stride) {
    extend_to_cubes(depth.data() + first, count, stride, halves, transform);
  });
  return depth;
}

constexpr Index3 k_faces[] = {{1, 0, 0}, {-1, 0, 0}, {0, 1, 0}, {0, -1, 0}, {0, 0, 1}, {0, 0, -1}};

Vec3 as_vector(Index3 i) {
  return {static_cast<double>(i.x), static_cast<double>(i.y), static_cast<double>(i.z)};
}

double distance2_to_cube(Vec3 p, Vec3 cube) {
  const double x = std::max(0.0, std::abs(p.x - cube.x) - 0.5),
               y = std::max(0.0, std::abs(p.y - cube.y) - 0.5),
               z = std::max(0.0, std::abs(p.z - cube.z) - 0.5);
  return x * x + y * y + z * z;
}

// Cubes that share a face with the mask, up to `reach` from p. The cubes at the corner nearest to a point of
// the mask are some of them mask and some not, so two that share a face differ: these are enough.
std::vector<Vec3> rim(const MaskBox& box, Vec3 p, double reach) {
  std::vector<Vec3> cubes;
  for (std::int64_t z = -1; z <= box.size.z; ++z)
    for (std::int64_t y = -1; y <= box.size.y; ++y)
      for (std::int64_t x = -1; x <= box.size.x; ++x) {
        const Index3 i{x, y, z};
        if (distance2_to_cube(p, as_vector(i)) > reach * reach || box.is_mask(i)) continue;
        if (std::any_of(std::begin(k_faces), std::end(k_faces), [&](Index3 f) {
              return box.is_mask({x + f.x, y + f.y, z + f.z});
            }))
          cubes.push_back(as_vector(i));
      }
  return cubes;
}

struct Room {
  Vec3 centre;
  double radius2 = 0;
};

Room room_at(Vec3 p, const std::vector<Vec3>& cubes) {
  double least = std::numeric_limits<double>::infinity();
  for (const Vec3 cube : cubes) least = std::min(least, distance2_to_cube(p, cube));
  return {p, least};
}

// Moves the ball in ever smaller steps along rows and diagonals as long as it grows: bodies of an even width
// have their middle between voxels. It stays within a voxel of where it starts.
Room grown(const MaskBox& box, Room start) {
  constexpr double k_first_step = 0.5, k_last_step = 1.0 / 32, k_farthest = 1.0;
  const double reach = std::sqrt(start.radius2) + 2 * std::sqrt(3.0) * k_farthest;
  const std::vector<Vec3> cubes = rim(box, start.centre, reach);
  Room best = start;
  for (double step = k_first_step; step >= k_last_step;) {
    Room next = best;
    for (int k = 0; k < 27; ++k) {
      const Vec3 p = best.centre + step * as_vector(Index3{k % 3 - 1, k / 3 % 3 - 1, k / 9 - 1});
      const Vec3 moved = p - start.centre;
      if (std::max({std::abs(moved.x), std::abs(moved.y), std::abs(moved.z)}) > k_farthest) continue;
      const Room room = room_at(p, cubes);
      if (room.radius2 > next.radius2) next = room;
    }
    if (!(next.radius2 > best.radius2)) step /= 2;
    best = next;
  }
  return best;
}

}  // namespace

Ball inner_ball(const DensityTemplate& shape) {
  const MaskBox box(shape);
  const std::vector<float> depth = depth2(box);
  const auto at = std::max_element(depth.begin(), depth.end()) - depth.begin();
  const Index3 deepest{at % box.size.x, at / box.size.x % box.size.y, at / (box.size.x * box.size.y)};
  const Room room =
      grown(box, {as_vector(deepest), static_cast<double>(depth[static_cast<std::size_t>(at)])});
  const Vec3 origin = as_vector(shape.centre()) - as_vector(box.low);
  const double voxel_A = shape.grid().voxel_A;
  return {voxel_A * (room.centre - origin), voxel_A * std::max(0.0, std::sqrt(room.radius2) - k_rounding)};
}

}  // namespace cryocosm::macromolecules
