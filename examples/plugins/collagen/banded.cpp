// Cylinders in any direction, row by row.
#include "banded.hpp"

#include <algorithm>
#include <cmath>

namespace collagen {

using namespace cryocosm;

namespace {

// Equal kinds mean equal types, so the cast is safe.
const BandedCylinder& cylinder_of(const Shape& shape) { return static_cast<const BandedCylinder&>(shape); }

struct Interval {
  double low, high;
};

/// Where low <= from + slope x <= high.
Interval between(double from, double slope, double low, double high) {
  constexpr double k_all = 1e12;
  if (std::abs(slope) < 1e-12) return from >= low && from <= high ? Interval{-k_all, k_all} : Interval{1, -1};
  const double a = (low - from) / slope, b = (high - from) / slope;
  return {std::min(a, b), std::max(a, b)};
}

/// Calls visit(voxel, along, squared distance from the axis) for voxels that may lie within `half_length_A`
/// of the middle, along the axis, and within `radius_A` of the axis.
template <class T, class Visit>
void visit_cylinder(const Pose& pose, double half_length_A, double radius_A, const VoxelWindow<T>& window,
                    Visit visit) {
  const Vec3 axis = rotate(pose.rotation, {0, 0, 1});
  const double ball2 = half_length_A * half_length_A + radius_A * radius_A;
  const double v = window.voxel_A;
  for (std::int64_t z = 0; z < window.size.z; ++z)
    for (std::int64_t y = 0; y < window.size.y; ++y) {
      const Vec3 row = Vec3{0, static_cast<double>(window.origin.y + y) * v,
                            static_cast<double>(window.origin.z + z) * v} -
                       pose.position_A;
      const double left2 = ball2 - row.y * row.y - row.z * row.z;
      if (left2 < 0) continue;
      // the row's part in the ball around the cylinder, and between the planes of its ends
      const double half_chord = std::sqrt(left2);
      const Interval slab = between(dot(axis, row), axis.x, -half_length_A, half_length_A);
      const double low_A = std::max(-row.x - half_chord, slab.low);
      const double high_A = std::min(-row.x + half_chord, slab.high);
      if (low_A > high_A) continue;
      // a voxel more at each end, lest rounding leave one out
      const auto first = static_cast<std::int64_t>(std::floor(low_A / v)) - 1 - window.origin.x;
      const auto last = static_cast<std::int64_t>(std::ceil(high_A / v)) + 1 - window.origin.x;
      T* const voxels = window.row(y, z);
      for (std::int64_t x = std::max<std::int64_t>(0, first); x <= std::min(window.size.x - 1, last); ++x) {
        const Vec3 d = row + Vec3{static_cast<double>(window.origin.x + x) * v, 0, 0};
        const double along = dot(axis, d);
        const Vec3 aside = d - along * axis;
        visit(voxels[x], along, dot(aside, aside));
      }
    }
}

}  // namespace

Schema<NoParams> Banded::schema() {
  Schema<NoParams> s("Draws pieces of banded fibrils, such as those of collagen.fibril.");
  s.details(
      "Densities are those at the voxels' centres: of bands with smooth edges, times the fall to zero at the "
      "fibril's surface, the cubic 3t^2 - 2t^3 over 2 nm.");
  return s;
}

void Banded::draw(const Shape& shape, const Pose& pose, VoxelWindow<float> window) const {
  const BandedCylinder& cylinder = cylinder_of(shape);
  visit_cylinder(pose, cylinder.half_drawn_A(), cylinder.form().radius_A + BandedCylinder::k_edge_A, window,
                 [&](float& voxel, double along_A, double aside2) {
                   voxel += static_cast<float>(cylinder.density(along_A, std::sqrt(aside2)));
                 });
}

void Banded::exclude(const Shape& shape, const Pose& pose, VoxelWindow<std::uint8_t> window) const {
  const BandedCylinder& cylinder = cylinder_of(shape);
  visit_cylinder(pose, cylinder.half_excluded_A(), cylinder.form().radius_A, window,
                 [&](std::uint8_t& voxel, double along_A, double aside2) {
                   if (cylinder.excludes(along_A, aside2)) voxel = 1;
                 });
}

void Banded::probes(const Shape& shape, double voxel_A, std::vector<Vec3>& points) const {
  const BandedCylinder& cylinder = cylinder_of(shape);
  const double half_A = cylinder.half_excluded_A(), around_A = cylinder.form().radius_A;
  constexpr double k_rounding_A = 1e-6;
  const double deep_A = std::sqrt(3.0) / 2 * voxel_A + k_rounding_A;
  if (half_A < deep_A || around_A < deep_A) return;
  points.push_back({});
  constexpr int k_around = 8;
  for (int i = 0; i < k_around; ++i) {
    const double angle = 2 * k_pi * i / k_around, aside_A = around_A - deep_A;
    for (const double end : {-1.0, 1.0})
      points.push_back({aside_A * std::cos(angle), aside_A * std::sin(angle), end * (half_A - deep_A)});
  }
}

Ball Banded::inner_ball(const Shape& shape, double) const {
  constexpr double k_rounding_A = 1e-6;
  const BandedCylinder& cylinder = cylinder_of(shape);
  return {{}, std::max(0.0, std::min(cylinder.form().radius_A, cylinder.half_excluded_A()) - k_rounding_A)};
}

}  // namespace collagen
