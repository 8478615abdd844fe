// Probes, inner balls, and farthest-point ordering (Gonzalez, Theor. Comput. Sci. 38, 1985).
#include "placement/body.hpp"

#include <algorithm>
#include <limits>

namespace cryocosm {

std::shared_ptr<const Body> BodyBook::of(const Unit& unit) const {
  if (unit.shared) {
    const std::lock_guard lock(mutex_);
    if (const auto known = shared_.find(unit.shape); known != shared_.end()) return known->second;
  }
  auto body = std::make_shared<Body>();
  guarded_call(component_, [&] {
    body->probes = ordered_probes(rasterizer_, *unit.shape, voxel_A_);
    body->inner = rasterizer_.inner_ball(*unit.shape, voxel_A_);
    body->radius_A = unit.shape->radius_A();
    if (unit.shared) body->rim = rim_points(rasterizer_, *unit.shape, voxel_A_);
    if (unit.anchor) body->shadow_A2 = shadow_A2(rasterizer_, *unit.shape, unit.anchor->axis, voxel_A_);
  });
  const double reach_A = norm(body->inner.centre_A) + body->inner.radius_A;
  if (!(body->inner.radius_A >= 0) || !(reach_A <= unit.shape->radius_A() + voxel_A_))
    throw Error(Code::component_misbehaved,
                full_name(component_) + " knows a ball inside a shape that lies outside it",
                "report it to the plugin's author");
  if (!unit.shared) return body;
  const std::lock_guard lock(mutex_);
  return shared_.emplace(unit.shape, std::move(body)).first->second;
}

namespace {

constexpr double k_largest_lattice = 64;  // steps from its middle

/// What a shape excludes around its origin: a cube of 2 reach + 1 points a side.
struct Lattice {
  std::int64_t reach = 0;
  std::vector<std::uint8_t> excluded;
};

Lattice lattice_of(const Rasterizer& rasterizer, const Shape& shape, Quaternion rotation, double step_A) {
  const auto reach = static_cast<std::int64_t>(shape.radius_A() / step_A) + 1;
  const std::int64_t n = 2 * reach + 1;
  Lattice lattice{reach, std::vector<std::uint8_t>(static_cast<std::size_t>(n * n * n))};
  rasterizer.exclude(shape, {rotation, {}},
                     {lattice.excluded.data(), {-reach, -reach, -reach}, {n, n, n}, n, n * n, step_A});
  return lattice;
}

/// At most `limit` of `points`, each the farthest from all before it; the one nearest to the origin is first.
std::vector<Vec3> farthest_first(const std::vector<Vec3>& points, std::size_t limit) {
  std::vector<Vec3> ordered;
  if (points.empty()) return ordered;
  std::vector<double> distance(points.size(), std::numeric_limits<double>::infinity());
  auto next = static_cast<std::size_t>(
      std::min_element(points.begin(), points.end(), [](Vec3 a, Vec3 b) { return dot(a, a) < dot(b, b); }) -
      points.begin());
  while (ordered.size() < std::min(limit, points.size()) && distance[next] > 0) {
    const Vec3 chosen = points[next];
    ordered.push_back(chosen);
    for (std::size_t i = 0; i < points.size(); ++i) {
      const Vec3 d = points[i] - chosen;
      distance[i] = std::min(distance[i], dot(d, d));
    }
    next = static_cast<std::size_t>(std::max_element(distance.begin(), distance.end()) - distance.begin());
  }
  return ordered;
}

}  // namespace

std::vector<Vec3> ordered_probes(const Rasterizer& rasterizer, const Shape& shape, double voxel_A,
                                 std::size_t limit) {
  std::vector<Vec3> points;
  rasterizer.probes(shape, voxel_A, points);
  return farthest_first(points, limit);
}

double shadow_A2(const Rasterizer& rasterizer, const Shape& shape, Vec3 axis, double voxel_A) {
  const double step_A = std::max(voxel_A, shape.radius_A() / k_largest_lattice);
  const auto [reach, excluded] =
      lattice_of(rasterizer, shape, rotation_between(normalized(axis), {0, 0, 1}), step_A);
  const auto slice = static_cast<std::size_t>((2 * reach + 1) * (2 * reach + 1));
  std::size_t columns = 0;
  for (std::size_t column = 0; column < slice; ++column) {
    std::uint8_t any = 0;
    for (std::size_t at = column; at < excluded.size(); at += slice) any |= excluded[at];
    columns += any != 0;
  }
  return static_cast<double>(columns) * step_A * step_A;
}

std::vector<Vec3> rim_points(const Rasterizer& rasterizer, const Shape& shape, double voxel_A,
                             std::size_t limit) {
  if (shape.radius_A() > k_largest_lattice * voxel_A) return {};
  const auto [reach, excluded] = lattice_of(rasterizer, shape, {}, voxel_A);
  const std::int64_t n = 2 * reach + 1;
  const std::int64_t strides[] = {1, n, n * n};
  std::vector<Vec3> points;
  for (std::int64_t z = 1; z + 1 < n; ++z)
    for (std::int64_t y = 1; y + 1 < n; ++y)
      for (std::int64_t x = 1; x + 1 < n; ++x) {
        const std::uint8_t* const here = excluded.data() + x + n * (y + n * z);
        const bool is_rim =
            *here != 0 && std::any_of(std::begin(strides), std::end(strides),
                                      [&](std::int64_t s) { return here[s] == 0 || here[-s] == 0; });
        if (is_rim)
          points.push_back(voxel_A * Vec3{static_cast<double>(x - reach), static_cast<double>(y - reach),
                                          static_cast<double>(z - reach)});
      }
  return farthest_first(points, limit);
}

}  // namespace cryocosm
