// Bends, from curvatures and from normals nearby.
#include "rim.hpp"

#include <cmath>

namespace mitochondrion {

using namespace cryocosm;

namespace {

constexpr double k_probe_A = 4;

/// Direction in the tangent plane along which normals change least.
Vec3 direction_of_less_bend(const Surface& surface, const SurfacePoint& p) {
  const Quaternion turn = rotation_between({0, 0, 1}, p.normal);
  const Vec3 u = rotate(turn, {1, 0, 0}), v = rotate(turn, {0, 1, 0});
  const auto change = [&](Vec3 way) {
    const SurfacePoint ahead = surface.nearest(p.position_A + k_probe_A * way);
    const SurfacePoint behind = surface.nearest(p.position_A - k_probe_A * way);
    return (ahead.normal - behind.normal) / (2 * k_probe_A);
  };
  const Vec3 du = change(u), dv = change(v);
  const double uu = dot(du, u), vv = dot(dv, v), uv = (dot(du, v) + dot(dv, u)) / 2;
  // one principal direction; the other is at right angles
  const double angle = 0.5 * std::atan2(2 * uv, uu - vv);
  const double mean = (uu + vv) / 2, spread = std::hypot((uu - vv) / 2, uv);
  const bool is_first_sharper = std::abs(mean + spread) > std::abs(mean - spread);
  const double less = is_first_sharper ? angle + k_pi / 2 : angle;
  return std::cos(less) * u + std::sin(less) * v;
}

/// How far the surface goes on bending at least half as sharply, along `way` from the rim.
double bulge_A(const Surface& surface, const Rim& rim, Vec3 way) {
  const double step_A = rim.bend_radius_A / 12, most_A = k_pi * rim.bend_radius_A;
  SurfacePoint at = rim.point;
  double gone_A = 0;
  while (gone_A < most_A) {
    const SurfacePoint next = surface.nearest(at.position_A + step_A * way);
    const double moved_A = norm(next.position_A - at.position_A);
    if (!(moved_A > 0)) break;
    const double bend_per_A = norm(next.normal - at.normal) / moved_A;
    if (bend_per_A < 0.5 / rim.bend_radius_A) break;
    gone_A += moved_A;
    way = way - dot(way, next.normal) * next.normal;
    way = normalized(way);
    at = next;
  }
  return gone_A;
}

SurfacePoint walked(const Surface& surface, SurfacePoint at, Vec3 way, double distance_A, double step_A) {
  for (double left_A = distance_A; left_A > 0; left_A -= step_A) {
    at = surface.nearest(at.position_A + std::min(left_A, step_A) * way);
    way = normalized(way - dot(way, at.normal) * at.normal);
  }
  return at;
}

}  // namespace

std::optional<Rim> rim_at(const Surface& surface, const SurfacePoint& point, const RimLimits& limits) {
  const Curvatures bend = surface.curvatures(point);
  const bool bulges_outward = bend.greater_per_A > -bend.smaller_per_A;
  const double sharp = bulges_outward ? bend.greater_per_A : -bend.smaller_per_A;
  const double across = std::abs(bulges_outward ? bend.smaller_per_A : bend.greater_per_A);
  if (sharp * limits.largest_radius_A < 1 || across > limits.most_along * sharp) return std::nullopt;
  return Rim{point, bulges_outward ? point.normal : -point.normal, direction_of_less_bend(surface, point),
             1 / sharp};
}

std::optional<Rim> apex(const Surface& surface, const Rim& rim, const RimLimits& limits) {
  const Vec3 across = cross(rim.out, rim.along);
  const double off_A = (bulge_A(surface, rim, across) - bulge_A(surface, rim, -across)) / 2;
  const Vec3 way = off_A < 0 ? -across : across;
  return rim_at(surface, walked(surface, rim.point, way, std::abs(off_A), rim.bend_radius_A / 12), limits);
}

}  // namespace mitochondrion
