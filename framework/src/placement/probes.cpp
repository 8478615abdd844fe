// Farthest-point ordering of probe points (Gonzalez, Theor. Comput. Sci. 38, 1985).
#include "placement/probes.hpp"

#include <algorithm>
#include <limits>

namespace cryocosm {

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
