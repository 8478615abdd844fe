// Marching tetrahedra (Doi and Koide, IEICE Transactions E74, 214, 1991) on the Kuhn subdivision of the cube.
#include "voxel_surface.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace obj_exporter {
namespace {

using namespace cryocosm;

// Corners of a cube are numbered by bits: x, y, z. Each tetrahedron is a way from corner 0 to corner 7 along
// three edges; neighbouring cubes cut their common face along the same diagonal. The order of the corners
// gives all of them the same orientation: (b - a) . ((c - a) x (d - a)) > 0.
constexpr std::array<std::array<int, 4>, 6> k_tetrahedra{
    {{0, 1, 3, 7}, {0, 3, 2, 7}, {0, 2, 6, 7}, {0, 6, 4, 7}, {0, 4, 5, 7}, {0, 5, 1, 7}}};

Index3 corner_of(Index3 cube, int corner) {
  return {cube.x + (corner & 1), cube.y + (corner >> 1 & 1), cube.z + (corner >> 2 & 1)};
}

class Builder {
 public:
  Builder(const std::uint32_t* instances, const GridSpec& grid, std::uint32_t instance)
      : instances_(instances), grid_(grid), instance_(instance) {}

  void add_cube(Index3 cube) {
    std::array<bool, 8> inside{};
    int count = 0;
    for (int c = 0; c < 8; ++c) count += inside[static_cast<std::size_t>(c)] = is_inside(corner_of(cube, c));
    if (count == 0 || count == 8) return;
    for (const auto& tetrahedron : k_tetrahedra) add_tetrahedron(cube, tetrahedron, inside);
  }

  Mesh mesh;

 private:
  bool is_inside(Index3 p) const {
    if (p.x < 0 || p.y < 0 || p.z < 0 || p.x >= grid_.size.x || p.y >= grid_.size.y || p.z >= grid_.size.z)
      return false;
    return instances_[(p.z * grid_.size.y + p.y) * grid_.size.x + p.x] == instance_;
  }

  /// The point in the middle of an edge, made once. Twice its place in voxels is an integer that names it.
  std::uint32_t middle(Index3 cube, int a, int b) {
    const Index3 p = corner_of(cube, a), q = corner_of(cube, b);
    const Index3 twice{p.x + q.x, p.y + q.y, p.z + q.z};
    const auto shifted = [](std::int64_t v) { return static_cast<std::uint64_t>(v + 2); };  // from -2 on
    const std::uint64_t key = shifted(twice.x) | shifted(twice.y) << 21 | shifted(twice.z) << 42;
    const auto [place, is_new] = point_at_.emplace(key, static_cast<std::uint32_t>(mesh.points_A.size()));
    if (is_new)
      mesh.points_A.push_back(
          grid_.voxel_A / 2 *
          Vec3{static_cast<double>(twice.x), static_cast<double>(twice.y), static_cast<double>(twice.z)});
    return place->second;
  }

  void add_tetrahedron(Index3 cube, const std::array<int, 4>& corners, const std::array<bool, 8>& inside) {
    // those inside come first; an odd permutation turns the tetrahedron inside out
    std::array<int, 4> v = corners;
    bool is_even = true;
    int count = 0;
    for (int i = 0; i < 4; ++i) {
      if (!inside[static_cast<std::size_t>(v[static_cast<std::size_t>(i)])]) continue;
      for (int j = i; j > count; --j) {
        std::swap(v[static_cast<std::size_t>(j)], v[static_cast<std::size_t>(j - 1)]);
        is_even = !is_even;
      }
      ++count;
    }
    const auto edge = [&](int a, int b) {
      return middle(cube, v[static_cast<std::size_t>(a)], v[static_cast<std::size_t>(b)]);
    };
    if (count == 1) {
      add_triangle(edge(0, 1), edge(0, 2), edge(0, 3), is_even);
    } else if (count == 2) {
      add_triangle(edge(0, 2), edge(1, 2), edge(1, 3), !is_even);
      add_triangle(edge(0, 2), edge(1, 3), edge(0, 3), !is_even);
    } else if (count == 3) {
      add_triangle(edge(0, 3), edge(1, 3), edge(2, 3), is_even);
    }
  }

  void add_triangle(std::uint32_t a, std::uint32_t b, std::uint32_t c, bool in_order) {
    mesh.triangles.push_back(in_order ? Triangle{a, b, c} : Triangle{a, c, b});
  }

  const std::uint32_t* instances_;
  const GridSpec& grid_;
  std::uint32_t instance_;
  std::unordered_map<std::uint64_t, std::uint32_t> point_at_;
};

}  // namespace

std::vector<VoxelBox> boxes_of(const std::uint32_t* instances, const GridSpec& grid, std::size_t count) {
  std::vector<VoxelBox> boxes(count + 1);
  std::size_t i = 0;
  for (std::int64_t z = 0; z < grid.size.z; ++z)
    for (std::int64_t y = 0; y < grid.size.y; ++y)
      for (std::int64_t x = 0; x < grid.size.x; ++x, ++i) {
        if (instances[i] == 0 || instances[i] > count) continue;
        VoxelBox& box = boxes[instances[i]];
        box.low = {std::min(box.low.x, x), std::min(box.low.y, y), std::min(box.low.z, z)};
        box.high = {std::max(box.high.x, x), std::max(box.high.y, y), std::max(box.high.z, z)};
      }
  return boxes;
}

Mesh voxel_surface(const std::uint32_t* instances, const GridSpec& grid, std::uint32_t instance,
                   const VoxelBox& box) {
  Builder builder(instances, grid, instance);
  for (std::int64_t z = box.low.z - 1; z <= box.high.z; ++z)
    for (std::int64_t y = box.low.y - 1; y <= box.high.y; ++y)
      for (std::int64_t x = box.low.x - 1; x <= box.high.x; ++x) builder.add_cube({x, y, z});
  return std::move(builder.mesh);
}

}  // namespace obj_exporter
