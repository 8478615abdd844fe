// Points and meshes of a sphere.
#include "sphere_surface.hpp"

#include "icosphere.hpp"

namespace cryocosm::membranes {

SurfacePoint SphereSurface::sample(Random& random) const { return along(random_direction(random)); }

SurfacePoint SphereSurface::nearest(Vec3 p) const {
  const Vec3 d = p - centre_A_;
  return along(dot(d, d) > 0 ? normalized(d) : Vec3{0, 0, 1});
}

std::optional<SurfacePoint> SphereSurface::on_sphere(Vec3 centre, double radius_A, Random& random) const {
  const Vec3 d = centre - centre_A_;
  const double distance = norm(d);
  if (distance == 0) return std::nullopt;
  // cosine rule: polar angle of the intersection circle about the line of centres
  const double cosine =
      (radius_A_ * radius_A_ + distance * distance - radius_A * radius_A) / (2 * radius_A_ * distance);
  if (cosine < -1 || cosine > 1) return std::nullopt;
  const double sine = std::sqrt(1 - cosine * cosine), phi = random.uniform(0, 2 * k_pi);
  const Quaternion to_axis = rotation_between({0, 0, 1}, d / distance);
  return along(rotate(to_axis, {sine * std::cos(phi), sine * std::sin(phi), cosine}));
}

void SphereSurface::mesh(std::size_t max_triangles, std::vector<Vec3>& points,
                         std::vector<Triangle>& triangles) const {
  const Mesh mesh = icosphere(max_triangles);
  for (const Vec3 p : mesh.points) points.push_back(centre_A_ + radius_A_ * p);
  triangles.insert(triangles.end(), mesh.triangles.begin(), mesh.triangles.end());
}

}  // namespace cryocosm::membranes
