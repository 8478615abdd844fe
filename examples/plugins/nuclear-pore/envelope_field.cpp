// Rows of distances, each with the pores that it may cross.
#include "envelope_field.hpp"

#include <algorithm>
#include <cmath>

namespace nuclear_pore {

using namespace cryocosm;

namespace {

/// How far from the mid-surface a wall may be drawn: membranes.bilayer ends four widths of a layer beyond it,
/// and a voxel widens a layer by a twelfth of its square. Voxels are the volume's, or a coarser 1/24 of the
/// shell on which all of it is still a picture.
double reach_A(const ImplicitField::Wall& wall, double shell_radius_A, double voxel_A) {
  const double voxel = std::max(voxel_A, shell_radius_A / 24);
  return wall.layer_distance_A / 2 +
         4 * std::sqrt(wall.layer_sigma_A * wall.layer_sigma_A + voxel * voxel / 12);
}

/// The axes of pores in whose caps points within `radius_A` of `centre` may lie.
void axes_near(const Shell& shell, Vec3 centre, double radius_A, std::vector<Vec3>& near) {
  near.clear();
  const double away_A = norm(centre);
  if (away_A <= radius_A) {  // the ball holds the origin, and with it a part of every cone
    near = shell.axes;
    return;
  }
  constexpr double k_rounding_rad = 1e-9;
  const double angle = shell.edge_angle_rad + std::asin(radius_A / away_A) + k_rounding_rad;
  const double limit = angle < k_pi ? away_A * std::cos(angle) : -away_A;
  for (const Vec3 axis : shell.axes)
    if (dot(axis, centre) >= limit) near.push_back(axis);
}

}  // namespace

EnvelopeField::EnvelopeField(std::shared_ptr<const Shell> shell, const Wall& wall, double voxel_A)
    : shell_(std::move(shell)), wall_(wall) {
  const double outer_A = shell_->radius_A + shell_->half_gap_A;
  radius_A_ = outer_A + reach_A(wall, outer_A, voxel_A);
}

void EnvelopeField::distance(Vec3 origin, Vec3 step, std::int64_t first, std::size_t n, float* out) const {
  constexpr std::size_t k_part = 64;  // the shorter a part, the fewer pores it may cross
  std::vector<Vec3> near;
  const auto at = [&](std::size_t i) {
    return origin + static_cast<double>(first + static_cast<std::int64_t>(i)) * step;
  };
  for (std::size_t begin = 0; begin < n; begin += k_part) {
    const std::size_t end = std::min(n, begin + k_part);
    const Vec3 low = at(begin), high = at(end - 1);
    axes_near(*shell_, 0.5 * (low + high), 0.5 * norm(high - low), near);
    for (std::size_t i = begin; i < end; ++i) out[i] = static_cast<float>(distance_A(*shell_, near, at(i)));
  }
}

}  // namespace nuclear_pore
