// Balls, each over the voxels it can reach.
#include "spheres.hpp"

#include <algorithm>
#include <cmath>

namespace cryocosm::filaments {
namespace {

const SphereSet& spheres_of(const Shape& shape) { return static_cast<const SphereSet&>(shape); }

struct Range {
  std::int64_t begin, end;  // local indices
};

/// Local indices of one axis whose voxel centres lie within `reach_A` of `centre_A`.
Range range_of(double centre_A, double reach_A, double voxel_A, std::int64_t origin, std::int64_t size) {
  const auto low = static_cast<std::int64_t>(std::ceil((centre_A - reach_A) / voxel_A)) - origin;
  const auto high = static_cast<std::int64_t>(std::floor((centre_A + reach_A) / voxel_A)) - origin;
  return {std::max<std::int64_t>(0, low), std::min(size, high + 1)};
}

/// Calls visit(voxel, squared distance) for voxels within `reach_A` of `centre_A`.
template <class T, class Visit>
void visit_ball(const VoxelWindow<T>& window, Vec3 centre_A, double reach_A, Visit visit) {
  const double v = window.voxel_A;
  const Range xs = range_of(centre_A.x, reach_A, v, window.origin.x, window.size.x);
  const Range ys = range_of(centre_A.y, reach_A, v, window.origin.y, window.size.y);
  const Range zs = range_of(centre_A.z, reach_A, v, window.origin.z, window.size.z);
  for (std::int64_t z = zs.begin; z < zs.end; ++z) {
    const double dz = static_cast<double>(window.origin.z + z) * v - centre_A.z;
    for (std::int64_t y = ys.begin; y < ys.end; ++y) {
      const double dy = static_cast<double>(window.origin.y + y) * v - centre_A.y;
      T* const row = window.row(y, z);
      for (std::int64_t x = xs.begin; x < xs.end; ++x) {
        const double dx = static_cast<double>(window.origin.x + x) * v - centre_A.x;
        visit(row[x], dx * dx + dy * dy + dz * dz);
      }
    }
  }
}

}  // namespace

Schema<NoParams> Spheres::schema() {
  Schema<NoParams> s("Draws balls whose edges fall smoothly from full density to none.");
  s.details("The edge is the cubic 3t^2 - 2t^3 over twice the shape's edge width, centred on each radius.");
  return s;
}

void Spheres::draw(const Shape& shape, const Pose& pose, VoxelWindow<float> window) const {
  const double edge_A = spheres_of(shape).edge_A();
  for (const SphereSet::Ball& ball : spheres_of(shape).balls()) {
    const double outer_A = ball.radius_A + edge_A;
    visit_ball(window, to_tomogram(pose, ball.centre_A), outer_A, [&](float& voxel, double distance2) {
      const double t = std::clamp((outer_A - std::sqrt(distance2)) / (2 * edge_A), 0.0, 1.0);
      voxel += static_cast<float>(ball.density * t * t * (3 - 2 * t));
    });
  }
}

void Spheres::exclude(const Shape& shape, const Pose& pose, VoxelWindow<std::uint8_t> window) const {
  for (const SphereSet::Ball& ball : spheres_of(shape).balls()) {
    const double limit = ball.radius_A * ball.radius_A;
    visit_ball(window, to_tomogram(pose, ball.centre_A), ball.radius_A,
               [&](std::uint8_t& voxel, double distance2) {
                 if (distance2 <= limit) voxel = 1;
               });
  }
}

void Spheres::probes(const Shape& shape, double voxel_A, std::vector<Vec3>& points) const {
  for (const SphereSet::Ball& ball : spheres_of(shape).balls())
    if (ball.radius_A >= std::sqrt(3.0) / 2 * voxel_A) points.push_back(ball.centre_A);
}

Ball Spheres::inner_ball(const Shape& shape, double) const {
  // positions in a volume are rounded by far less
  constexpr double k_rounding_A = 1e-6;
  const Span<const SphereSet::Ball> balls = spheres_of(shape).balls();
  const SphereSet::Ball& largest = *std::max_element(
      balls.begin(), balls.end(),
      [](const SphereSet::Ball& a, const SphereSet::Ball& b) { return a.radius_A < b.radius_A; });
  return {largest.centre_A, std::max(0.0, largest.radius_A - k_rounding_A)};
}

}  // namespace cryocosm::filaments
