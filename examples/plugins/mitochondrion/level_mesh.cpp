// Marching tetrahedra over the blocks of cubes that the surface may pass through.
#include "level_mesh.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

namespace mitochondrion {

using namespace cryocosm;

namespace {

constexpr std::int64_t k_block = 8;  // cubes

class Marching {
 public:
  Marching(const Compartment& compartment, double step_A) : compartment_(compartment), step_A_(step_A) {
    const double radius_A = bounding_radius_A(compartment.capsule) + step_A;
    blocks_ = static_cast<std::int64_t>(std::ceil(2 * radius_A / (step_A * static_cast<double>(k_block))));
    low_A_ = -0.5 * step_A * static_cast<double>(blocks_ * k_block) * Vec3{1, 1, 1};
  }

  LevelMesh run() {
    for (std::int64_t z = 0; z < blocks_; ++z)
      for (std::int64_t y = 0; y < blocks_; ++y)
        for (std::int64_t x = 0; x < blocks_; ++x) march_block({x * k_block, y * k_block, z * k_block});
    return std::move(mesh_);
  }

 private:
  Vec3 point(Index3 i) const {
    return low_A_ +
           step_A_ * Vec3{static_cast<double>(i.x), static_cast<double>(i.y), static_cast<double>(i.z)};
  }
  std::uint64_t number(Index3 i) const {
    const std::int64_t n = blocks_ * k_block + 1;
    return static_cast<std::uint64_t>((i.z * n + i.y) * n + i.x);
  }

  void march_block(Index3 low) {
    const Vec3 middle = point(low) + 0.5 * static_cast<double>(k_block) * step_A_ * Vec3{1, 1, 1};
    const double half_diagonal_A = std::sqrt(3.0) / 2 * static_cast<double>(k_block) * step_A_;
    if (std::abs(distance_A(compartment_, middle)) > 1.05 * half_diagonal_A + 10) return;
    std::vector<const Crista*> near;
    find_near(compartment_, middle, half_diagonal_A, near);
    constexpr std::int64_t n = k_block + 1;
    std::array<double, n * n * n> values;
    for (std::int64_t z = 0; z < n; ++z)
      for (std::int64_t y = 0; y < n; ++y)
        for (std::int64_t x = 0; x < n; ++x)
          values[static_cast<std::size_t>((z * n + y) * n + x)] =
              distance_A(compartment_, near, point({low.x + x, low.y + y, low.z + z}));
    for (std::int64_t z = 0; z < k_block; ++z)
      for (std::int64_t y = 0; y < k_block; ++y)
        for (std::int64_t x = 0; x < k_block; ++x) {
          std::array<Corner, 8> cube;
          for (std::int64_t c = 0; c < 8; ++c) {
            const Index3 at{x + (c & 1), y + (c >> 1 & 1), z + (c >> 2)};
            cube[static_cast<std::size_t>(c)] = {
                {low.x + at.x, low.y + at.y, low.z + at.z},
                values[static_cast<std::size_t>((at.z * n + at.y) * n + at.x)]};
          }
          march_cube(cube);
        }
  }

  struct Corner {
    Index3 at;
    double value = 0;
  };

  /// Six tetrahedra around the diagonal from corner 0 to 7; those of neighbouring cubes fit together.
  void march_cube(const std::array<Corner, 8>& cube) {
    const auto is_inside = [](const Corner& c) { return c.value < 0; };
    const auto inside = std::count_if(cube.begin(), cube.end(), is_inside);
    if (inside == 0 || inside == 8) return;
    constexpr std::array<std::array<std::size_t, 2>, 6> k_ways{
        {{1, 3}, {3, 2}, {2, 6}, {6, 4}, {4, 5}, {5, 1}}};
    for (const auto& way : k_ways) march_tetrahedron({cube[0], cube[way[0]], cube[way[1]], cube[7]});
  }

  void march_tetrahedron(std::array<Corner, 4> t) {
    std::stable_partition(t.begin(), t.end(), [](const Corner& c) { return c.value < 0; });
    const auto inside = std::count_if(t.begin(), t.end(), [](const Corner& c) { return c.value < 0; });
    const auto add = [&](std::array<std::size_t, 2> a, std::array<std::size_t, 2> b,
                         std::array<std::size_t, 2> c) {
      Triangle made{cut(t[a[0]], t[a[1]]), cut(t[b[0]], t[b[1]]), cut(t[c[0]], t[c[1]])};
      const Vec3 p = raw_[made.a];
      const Vec3 normal = cross(raw_[made.b] - p, raw_[made.c] - p);
      // from a corner inside to one outside
      if (dot(normal, point(t[3].at) - point(t[0].at)) < 0) std::swap(made.b, made.c);
      mesh_.triangles.push_back(made);
    };
    if (inside == 1) add({0, 1}, {0, 2}, {0, 3});
    if (inside == 3) add({0, 3}, {1, 3}, {2, 3});
    if (inside == 2) add({0, 2}, {0, 3}, {1, 2}), add({1, 2}, {0, 3}, {1, 3});
  }

  /// The point between two corners on different sides, made once.
  std::uint32_t cut(const Corner& a, const Corner& b) {
    const std::uint64_t low = std::min(number(a.at), number(b.at)),
                        high = std::max(number(a.at), number(b.at));
    const auto [known, is_new] =
        cuts_.try_emplace(low * 27 + offset(high - low), static_cast<std::uint32_t>(mesh_.points.size()));
    if (is_new) {
      const double part = std::clamp(a.value / (a.value - b.value), 0.02, 0.98);
      raw_.push_back(point(a.at) + part * (point(b.at) - point(a.at)));
      mesh_.points.push_back(on_level(raw_.back()));
    }
    return known->second;
  }

  /// Tells the seven ways between corners of a tetrahedron apart.
  std::uint64_t offset(std::uint64_t way) const {
    const auto n = static_cast<std::uint64_t>(blocks_ * k_block + 1);
    return way / (n * n) * 9 + way % (n * n) / n * 3 + way % n;
  }

  Vec3 on_level(Vec3 p) const {
    for (int i = 0; i < 2; ++i) p = p - distance_A(compartment_, p) * direction_out(compartment_, p);
    return p;
  }

  const Compartment& compartment_;
  double step_A_;
  std::int64_t blocks_ = 0;
  Vec3 low_A_;
  std::unordered_map<std::uint64_t, std::uint32_t> cuts_;
  std::vector<Vec3> raw_;
  LevelMesh mesh_;
};

}  // namespace

LevelMesh level_mesh(const Compartment& compartment, double step_A) {
  return Marching(compartment, step_A).run();
}

}  // namespace mitochondrion
