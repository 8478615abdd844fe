// Points and meshes of an ellipsoid.
#include "ellipsoid_surface.hpp"

#include <cmath>

#include "icosphere.hpp"
#include "level_curvatures.hpp"
#include "sphere_crossing.hpp"

namespace cryocosm::membranes {
namespace {

Vec3 stretched(const EllipsoidForm& form, Vec3 v) {
  return {form.axes_A[0] * v.x, form.axes_A[1] * v.y, form.axes_A[2] * v.z};
}

Vec3 squeezed(const EllipsoidForm& form, Vec3 v) {
  return {v.x / form.axes_A[0], v.y / form.axes_A[1], v.z / form.axes_A[2]};
}

}  // namespace

SurfacePoint EllipsoidSurface::sample(Random& random) const {
  for (;;) {
    const Vec3 v = random_direction(random);
    const Vec3 gradient = squeezed(form_, v);
    const double slope = norm(gradient);
    // area elements grow by a b c |v / a|, and |v / a| is at most 1 / the smallest axis
    if (random.uniform() < slope * form_.smallest_A) return placed({stretched(form_, v), gradient / slope});
  }
}

SurfacePoint EllipsoidSurface::nearest(Vec3 p) const {
  return placed(foot_on(form_, to_unit(pose_, p)).point);
}

Curvatures EllipsoidSurface::curvatures(const SurfacePoint& p) const {
  Derivatives form;  // halves of the quadratic form's
  form.gradient = squeezed(form_, squeezed(form_, to_unit(pose_, p.position_A)));
  form.xx = 1 / (form_.axes_A[0] * form_.axes_A[0]);
  form.yy = 1 / (form_.axes_A[1] * form_.axes_A[1]);
  form.zz = 1 / (form_.axes_A[2] * form_.axes_A[2]);
  return curvatures_of_level(form);
}

std::optional<SurfacePoint> EllipsoidSurface::on_sphere(Vec3 centre, double radius_A, Random& random) const {
  const Vec3 c = to_unit(pose_, centre);
  if (radius_A > norm(c) + form_.largest_A) return std::nullopt;               // all of it lies inside
  if (std::abs(foot_on(form_, c).distance_A) > radius_A) return std::nullopt;  // none of it does
  // a bound of the distance, at a tenth of its cost
  const auto distance = [this](Vec3 p) { return form_.smallest_A * (scaled_norm(form_, p) - 1); };
  constexpr std::size_t k_most = 4;  // of a circle and a quadric
  const auto p = point_on_both(distance, c, radius_A, k_most, random);
  if (!p) return std::nullopt;
  return placed({*p, normalized(squeezed(form_, squeezed(form_, *p)))});
}

void EllipsoidSurface::mesh(std::size_t max_triangles, std::vector<Vec3>& points,
                            std::vector<Triangle>& triangles) const {
  const Mesh mesh = icosphere(max_triangles);
  for (const Vec3 v : mesh.points) points.push_back(to_tomogram(pose_, stretched(form_, v)));
  triangles.insert(triangles.end(), mesh.triangles.begin(), mesh.triangles.end());
}

}  // namespace cryocosm::membranes
