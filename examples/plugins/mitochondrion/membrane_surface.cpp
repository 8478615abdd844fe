// Points are drawn from a mesh and moved onto the level, whose distance tells where it is.
#include "membrane_surface.hpp"

#include <algorithm>
#include <cmath>

namespace mitochondrion {

using namespace cryocosm;

namespace {

constexpr double k_step_A = 50;  // of the mesh; sheets and gaps are several times wider

Vec3 on_level(const Compartment& compartment, Vec3 p) {
  constexpr int k_most = 24;
  constexpr double k_close_A = 1e-3;
  for (int i = 0; i < k_most; ++i) {
    const double distance = distance_A(compartment, p);
    if (std::abs(distance) < k_close_A) break;
    p = p - distance * direction_out(compartment, p);
  }
  return p;
}

}  // namespace

MembraneSurface::MembraneSurface(std::shared_ptr<const Compartment> compartment, const Pose& pose,
                                 double half_thickness_A)
    : compartment_(std::move(compartment)),
      pose_(pose),
      half_thickness_A_(half_thickness_A),
      mesh_(level_mesh(*compartment_, k_step_A)) {
  double sum_A2 = 0;
  for (const Triangle& t : mesh_.triangles) {
    const Vec3 a = mesh_.points[t.a];
    sum_A2 += norm(cross(mesh_.points[t.b] - a, mesh_.points[t.c] - a)) / 2;
    until_A2_.push_back(sum_A2);
  }
}

SurfacePoint MembraneSurface::placed(Vec3 p) const {
  return {to_tomogram(pose_, p), rotate(pose_.rotation, direction_out(*compartment_, p))};
}

SurfacePoint MembraneSurface::sample(Random& random) const {
  const auto drawn = std::upper_bound(until_A2_.begin(), until_A2_.end(), random.uniform() * area_A2());
  const Triangle t = mesh_.triangles[std::min(static_cast<std::size_t>(drawn - until_A2_.begin()),
                                              mesh_.triangles.size() - 1)];
  // Turk, "Generating random points in triangles", Graphics Gems, 1990
  const double root = std::sqrt(random.uniform()), part = random.uniform();
  const Vec3 p = (1 - root) * mesh_.points[t.a] + root * (1 - part) * mesh_.points[t.b] +
                 root * part * mesh_.points[t.c];
  return placed(on_level(*compartment_, p));
}

SurfacePoint MembraneSurface::nearest(Vec3 p) const {
  return placed(on_level(*compartment_, to_unit(pose_, p)));
}

std::optional<SurfacePoint> MembraneSurface::on_sphere(Vec3 centre, double radius_A, Random& random) const {
  const Vec3 c = to_unit(pose_, centre);
  const Vec3 foot = on_level(*compartment_, c);
  const Quaternion up = rotation_between({0, 0, 1}, direction_out(*compartment_, foot));
  const double angle = random.uniform(0, 2 * k_pi);
  Vec3 p = c + radius_A * rotate(up, {std::cos(angle), std::sin(angle), 0});
  constexpr int k_most = 30;
  constexpr double k_close_A = 0.01;
  for (int i = 0; i < k_most; ++i) {
    p = on_level(*compartment_, p);
    const double distance_from_centre_A = norm(p - c);
    if (std::abs(distance_from_centre_A - radius_A) < k_close_A) return placed(p);
    if (!(distance_from_centre_A > 0)) break;
    p = c + radius_A / distance_from_centre_A * (p - c);
  }
  return std::nullopt;
}

void MembraneSurface::mesh(std::size_t max_triangles, std::vector<Vec3>& points,
                           std::vector<Triangle>& triangles) const {
  LevelMesh coarse;
  const LevelMesh* shown = &mesh_;
  for (double step_A = k_step_A; shown->triangles.size() > max_triangles;) {
    const double too_many = static_cast<double>(shown->triangles.size()) /
                            static_cast<double>(std::max<std::size_t>(max_triangles, 1));
    step_A *= std::max(1.1, std::sqrt(too_many));
    coarse = level_mesh(*compartment_, step_A);
    shown = &coarse;
  }
  for (const Vec3 p : shown->points) points.push_back(to_tomogram(pose_, p));
  triangles.insert(triangles.end(), shown->triangles.begin(), shown->triangles.end());
}

}  // namespace mitochondrion
