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

std::vector<Vec3> ordered_probes(const Rasterizer& rasterizer, const Shape& shape, double voxel_A,
                                 std::size_t limit) {
  std::vector<Vec3> points;
  rasterizer.probes(shape, voxel_A, points);
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

}  // namespace cryocosm
