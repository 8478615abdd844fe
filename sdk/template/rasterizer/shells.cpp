// Hollow shells instead of solid balls, row by row.
#include "shells.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace @NAME@ {
namespace {

using namespace cryocosm;

// The balls where they lie in the tomogram. Equal kinds mean equal types, so the cast is safe.
std::vector<SphereSet::Ball> placed_balls(const Shape& shape, const Pose& pose) {
  const Span<const SphereSet::Ball> balls = static_cast<const SphereSet&>(shape).balls();
  std::vector<SphereSet::Ball> placed(balls.begin(), balls.end());
  for (SphereSet::Ball& ball : placed) ball.centre_A = to_tomogram(pose, ball.centre_A);
  return placed;
}

// Position of the window's voxel (x, y, z) in the tomogram, Å.
template <class T>
Vec3 position_A(const VoxelWindow<T>& window, std::int64_t x, std::int64_t y, std::int64_t z) {
  return {static_cast<double>(window.origin.x + x) * window.voxel_A,
          static_cast<double>(window.origin.y + y) * window.voxel_A,
          static_cast<double>(window.origin.z + z) * window.voxel_A};
}

// Rows of the window that a ball of this radius crosses get body(row, x, distance from the centre).
template <class T, class Body>
void for_each_voxel_near(const SphereSet::Ball& ball, double radius_A, const VoxelWindow<T>& window,
                         Body body) {
  for (std::int64_t z = 0; z < window.size.z; ++z)
    for (std::int64_t y = 0; y < window.size.y; ++y) {
      const Vec3 start = position_A(window, 0, y, z) - ball.centre_A;
      const double across = start.y * start.y + start.z * start.z;
      if (across > radius_A * radius_A) continue;
      T* const row = window.row(y, z);
      for (std::int64_t x = 0; x < window.size.x; ++x) {
        const double along = position_A(window, x, y, z).x - ball.centre_A.x;
        body(row[x], std::sqrt(along * along + across));
      }
    }
}

// 1 well inside, 0 well outside, linear over 2 * `edge_A` around the boundary.
double inside(double depth_A, double edge_A) { return std::clamp(0.5 + depth_A / (2 * edge_A), 0.0, 1.0); }

}  // namespace

Schema<ShellsParams> Shells::schema() {
  Schema<ShellsParams> s("Sets of balls, drawn as hollow shells.");
  s.field("wall", &ShellsParams::wall_A)
      .unit(units::angstrom)
      .range(1, 5000)
      .help("Thickness of the shell's wall, from the ball's outline inwards.");
  s.field("filling", &ShellsParams::filling)
      .unit(units::fraction)
      .range(0, 1)
      .help("Density inside the shell, relative to that of its wall.");
  return s;
}

void Shells::draw(const Shape& shape, const Pose& pose, VoxelWindow<float> window) const {
  const double edge_A = static_cast<const SphereSet&>(shape).edge_A();
  for (const SphereSet::Ball& ball : placed_balls(shape, pose))
    for_each_voxel_near(ball, ball.radius_A + edge_A, window, [&](float& voxel, double distance_A) {
      const double depth_A = ball.radius_A - distance_A;
      const double lumen = (1 - params_.filling) * inside(depth_A - params_.wall_A, edge_A);
      voxel += static_cast<float>(ball.density * (inside(depth_A, edge_A) - lumen));
    });
}

void Shells::exclude(const Shape& shape, const Pose& pose, VoxelWindow<std::uint8_t> window) const {
  for (const SphereSet::Ball& ball : placed_balls(shape, pose))
    for_each_voxel_near(ball, ball.radius_A, window, [&](std::uint8_t& voxel, double distance_A) {
      if (distance_A <= ball.radius_A) voxel = 1;
    });
}

}  // namespace @NAME@
