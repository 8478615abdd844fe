// Points, area and curvatures of a parallel surface, from those of its base.
#include "offset_surface.hpp"

#include <algorithm>
#include <cmath>

#include "sphere_crossing.hpp"

namespace cryocosm::membranes {
namespace {

/// A third of the triangles around each point.
std::vector<double> areas_around(const std::vector<Vec3>& points, const std::vector<Triangle>& triangles) {
  std::vector<double> areas(points.size());
  for (const Triangle t : triangles) {
    const double area = norm(cross(points[t.b] - points[t.a], points[t.c] - points[t.a])) / 2;
    for (const std::uint32_t corner : {t.a, t.b, t.c}) areas[corner] += area / 3;
  }
  return areas;
}

}  // namespace

OffsetSurface::OffsetSurface(std::unique_ptr<Surface> base, double inset_A)
    : base_(std::move(base)), inset_A_(inset_A) {
  constexpr std::size_t k_triangles = 5120;
  std::vector<Vec3> points;
  std::vector<Triangle> triangles;
  base_->mesh(k_triangles, points, triangles);
  const std::vector<double> areas = areas_around(points, triangles);
  double whole = 0, kept = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const double part = area_kept(base_->nearest(points[i]));
    whole += areas[i];
    kept += areas[i] * part;
    most_kept_ = std::max(most_kept_, part);
  }
  // the greatest part lies between two points of the mesh: at most a little above theirs
  most_kept_ *= 1.02;
  area_A2_ = base_->area_A2() * kept / whole;
}

double OffsetSurface::area_kept(const SurfacePoint& base_point) const {
  const Curvatures k = base_->curvatures(base_point);
  return std::max(0.0, 1 - inset_A_ * k.greater_per_A) * std::max(0.0, 1 - inset_A_ * k.smaller_per_A);
}

SurfacePoint OffsetSurface::sample(Random& random) const {
  for (;;) {
    const SurfacePoint p = base_->sample(random);
    if (random.uniform(0, most_kept_) < area_kept(p)) return below(p);
  }
}

double OffsetSurface::distance_A(Vec3 p) const {
  const double from_base_A = norm(p - base_->nearest(p).position_A);
  return inset_A_ + (base_->encloses(p) ? -from_base_A : from_base_A);
}

Curvatures OffsetSurface::curvatures(const SurfacePoint& p) const {
  const Curvatures k = base_->curvatures({p.position_A + inset_A_ * p.normal, p.normal});
  return {k.greater_per_A / (1 - inset_A_ * k.greater_per_A),
          k.smaller_per_A / (1 - inset_A_ * k.smaller_per_A)};
}

std::optional<SurfacePoint> OffsetSurface::on_sphere(Vec3 centre, double radius_A, Random& random) const {
  constexpr std::size_t k_most = 16;  // of a circle and a surface of eighth degree, as an ellipsoid's is
  if (std::abs(distance_A(centre)) > radius_A) return std::nullopt;  // none of it does
  const auto p = point_on_both([this](Vec3 x) { return distance_A(x); }, centre, radius_A, k_most, random);
  if (!p) return std::nullopt;
  return SurfacePoint{*p, base_->nearest(*p).normal};
}

void OffsetSurface::mesh(std::size_t max_triangles, std::vector<Vec3>& points,
                         std::vector<Triangle>& triangles) const {
  const std::size_t first = points.size();
  base_->mesh(max_triangles, points, triangles);
  for (std::size_t i = first; i < points.size(); ++i) points[i] = nearest(points[i]).position_A;
}

}  // namespace cryocosm::membranes
