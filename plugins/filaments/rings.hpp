// Balls on a circle around the centerline, of which most filaments here are made.
#pragma once

#include <cmath>
#include <vector>

#include "cryocosm/schema.hpp"
#include "cryocosm/structure.hpp"

namespace cryocosm::filaments {

/// Point number `i` of `n` on a circle about the z axis.
inline Vec3 on_ring(double radius_A, std::int64_t i, std::int64_t n, double z_A = 0) {
  const double phi = 2 * k_pi * static_cast<double>(i) / static_cast<double>(n);
  return {radius_A * std::cos(phi), radius_A * std::sin(phi), z_A};
}

inline std::vector<SphereSet::Ball> ring(double radius_A, std::int64_t n, double ball_radius_A,
                                         double density) {
  std::vector<SphereSet::Ball> balls;
  for (std::int64_t i = 0; i < n; ++i) balls.push_back({on_ring(radius_A, i, n), ball_radius_A, density});
  return balls;
}

/// An edge as wide as a voxel keeps balls free of steps without blurring them further.
inline double edge_A(const GridSpec& grid) { return grid.voxel_A / 2; }

/// For units that are one ball long.
template <class P>
void add_spacing_check(Schema<P>& schema) {
  schema.check("units must not lie inside one another: spacing >= ball_radius",
               [](const P& p) { return p.spacing_A >= p.ball_radius_A; });
}

}  // namespace cryocosm::filaments
