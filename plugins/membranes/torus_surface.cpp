// Points and meshes of a torus.
#include "torus_surface.hpp"

#include <algorithm>

#include "sphere_crossing.hpp"

namespace cryocosm::membranes {

SurfacePoint nearest_on(const TorusForm& form, Vec3 p) {
  const double from_axis = std::sqrt(p.x * p.x + p.y * p.y);
  const Vec3 out = from_axis > 0 ? Vec3{p.x / from_axis, p.y / from_axis, 0} : Vec3{1, 0, 0};
  const Vec3 middle = form.major_A * out;
  const Vec3 d = p - middle;
  const Vec3 normal = dot(d, d) > 0 ? normalized(d) : out;
  return {middle + form.minor_A * normal, normal};
}

SurfacePoint TorusSurface::at(double around_axis, double around_tube) const {
  const Vec3 out{std::cos(around_axis), std::sin(around_axis), 0};
  const Vec3 normal = std::cos(around_tube) * out + Vec3{0, 0, std::sin(around_tube)};
  return placed({form_.major_A * out + form_.minor_A * normal, normal});
}

SurfacePoint TorusSurface::sample(Random& random) const {
  const double around_axis = random.uniform(0, 2 * k_pi);
  for (;;) {
    const double around_tube = random.uniform(0, 2 * k_pi);
    if (random.uniform(0, form_.major_A + form_.minor_A) <
        form_.major_A + form_.minor_A * std::cos(around_tube))
      return at(around_axis, around_tube);
  }
}

Curvatures TorusSurface::curvatures(const SurfacePoint& p) const {
  const Vec3 x = to_unit(pose_, p.position_A);
  const double from_axis = std::sqrt(x.x * x.x + x.y * x.y);
  const double outwards =
      (from_axis - form_.major_A) / form_.minor_A;  // the normal's part away from the axis
  return {1 / form_.minor_A, from_axis > 0 ? outwards / from_axis : 0};
}

std::optional<SurfacePoint> TorusSurface::on_sphere(Vec3 centre, double radius_A, Random& random) const {
  const Vec3 c = to_unit(pose_, centre);
  if (radius_A > norm(c) + form_.major_A + form_.minor_A) return std::nullopt;  // all of it lies inside
  const auto distance = [this](Vec3 p) { return distance_A(form_, p); };
  if (std::abs(distance(c)) > radius_A) return std::nullopt;  // none of it does
  constexpr std::size_t k_most = 8;                           // of a circle and a surface of fourth degree
  const auto p = point_on_both(distance, c, radius_A, k_most, random);
  if (!p) return std::nullopt;
  return placed({*p, nearest_on(form_, *p).normal});
}

void TorusSurface::mesh(std::size_t max_triangles, std::vector<Vec3>& points,
                        std::vector<Triangle>& triangles) const {
  constexpr std::size_t k_most = 327'680;  // as for spheres
  const double quads = static_cast<double>(std::min(max_triangles, k_most)) / 2;
  const auto per_ring = std::max<std::uint32_t>(
      3, static_cast<std::uint32_t>(std::sqrt(quads * form_.minor_A / form_.major_A)));
  const auto rings = std::max<std::uint32_t>(3, static_cast<std::uint32_t>(quads / per_ring));
  for (std::uint32_t i = 0; i < rings; ++i)
    for (std::uint32_t j = 0; j < per_ring; ++j) {
      points.push_back(at(2 * k_pi * i / rings, 2 * k_pi * j / per_ring).position_A);
      const std::uint32_t here = i * per_ring, next = (i + 1) % rings * per_ring, k = (j + 1) % per_ring;
      triangles.push_back({here + j, next + j, next + k});
      triangles.push_back({here + j, next + k, here + k});
    }
}

}  // namespace cryocosm::membranes
