// Points, curvatures and curves of an envelope.
#include "envelope_surface.hpp"

#include <algorithm>
#include <cmath>

#include "shell_mesh.hpp"

namespace nuclear_pore {

using namespace cryocosm;

namespace {

/// A unit vector perpendicular to `axis`, in a uniform direction.
Vec3 random_perpendicular(Vec3 axis, Random& random) {
  const double angle = random.uniform(0, 2 * k_pi);
  return rotate(rotation_between({0, 0, 1}, axis), {std::cos(angle), std::sin(angle), 0});
}

/// A great circle of a sphere, in a uniform direction.
struct GreatCircle {
  Vec3 centre, u, v;
  Vec3 at(double angle_rad) const { return centre + std::cos(angle_rad) * u + std::sin(angle_rad) * v; }
};

GreatCircle random_great_circle(Vec3 centre, double radius_A, Random& random) {
  const Quaternion turn = rotation_between({0, 0, 1}, random_direction(random));
  return {centre, radius_A * rotate(turn, {1, 0, 0}), radius_A * rotate(turn, {0, 1, 0})};
}

}  // namespace

EnvelopeSurface::EnvelopeSurface(std::shared_ptr<const Shell> shell, const Pose& pose,
                                 double half_thickness_A, const Box& volume)
    : shell_(std::move(shell)),
      pose_(pose),
      half_thickness_A_(half_thickness_A),
      volume_(volume),
      outer_A2_(sphere_area_A2(*shell_, shell_->radius_A + shell_->half_gap_A)),
      inner_A2_(sphere_area_A2(*shell_, shell_->radius_A - shell_->half_gap_A)),
      rims_A2_(static_cast<double>(shell_->axes.size()) * rim_area_A2(*shell_)) {}

SurfacePoint EnvelopeSurface::sample(Random& random) const {
  const double at_A2 = random.uniform(0, area_A2());
  if (at_A2 < rims_A2_) return placed(on_rim(random));
  const bool is_outer = at_A2 - rims_A2_ < outer_A2_;
  return placed(on_sphere_part(shell_->radius_A + (is_outer ? 1 : -1) * shell_->half_gap_A, random));
}

SurfacePoint EnvelopeSurface::on_sphere_part(double sphere_radius_A, Random& random) const {
  const double edge_cosine = std::cos(shell_->edge_angle_rad);
  for (;;) {
    const Vec3 d = random_direction(random);
    const auto is_cut_out = [&](Vec3 axis) { return dot(axis, d) > edge_cosine; };
    if (std::any_of(shell_->axes.begin(), shell_->axes.end(), is_cut_out)) continue;
    return {sphere_radius_A * d, sphere_radius_A > shell_->radius_A ? d : -d};
  }
}

/// Both angles are uniform; that around the tube is taken in proportion to the distance from the axis.
SurfacePoint EnvelopeSurface::on_rim(Random& random) const {
  const Vec3 axis = shell_->axes[random.index(shell_->axes.size())];
  const Vec3 across = random_perpendicular(axis, random);
  const double a = shell_->edge_angle_rad;
  const Vec3 out = std::cos(a) * axis + std::sin(a) * across;        // from the nucleus, at the sheet's edge
  const Vec3 into_pore = std::sin(a) * axis - std::cos(a) * across;  // along the sheet
  for (;;) {
    const double around_tube = random.uniform(0, k_pi);
    const Vec3 normal = std::cos(around_tube) * out + std::sin(around_tube) * into_pore;
    const Vec3 p = shell_->radius_A * out + shell_->half_gap_A * normal;
    const double most_A = shell_->edge_radius_A() + shell_->half_gap_A;
    if (random.uniform(0, most_A) < dot(p, across)) return {p, normal};
  }
}

Curvatures EnvelopeSurface::curvatures(const SurfacePoint& point) const {
  const Vec3 p = to_unit(pose_, point.position_A);
  const Vec3 normal = rotate(conjugate(pose_.rotation), point.normal);
  const Vec3 sheet = p - shell_->half_gap_A * normal;
  const double edge_cosine = std::cos(shell_->edge_angle_rad);
  for (const Vec3 axis : shell_->axes) {
    // the sheet lies below all of the rim but its ends; those go to the spheres
    if (dot(axis, normalized(p)) <= edge_cosine || dot(axis, normalized(sheet)) < edge_cosine - 1e-9)
      continue;
    const Vec3 across = p - dot(axis, p) * axis;
    // around the tube, and around the axis, where the surface bends towards its normal
    const double around_axis = dot(normal, normalized(across)) / norm(across);
    const double around_tube = 1 / shell_->half_gap_A;
    return {std::max(around_tube, around_axis), std::min(around_tube, around_axis)};
  }
  const double bend = dot(normal, p) > 0 ? 1 / norm(p) : -1 / norm(p);
  return {bend, bend};
}

/// Great circles in uniform directions meet every piece of a curve in proportion to its length (Crofton's
/// formula; Santalo, "Integral geometry and geometric probability", 1976, III.18). Of a circle's crossings
/// each is taken with the same probability.
std::optional<SurfacePoint> EnvelopeSurface::on_sphere(Vec3 centre, double radius_A, Random& random) const {
  constexpr int k_circles = 1000, k_arcs = 256, k_halvings = 44;
  constexpr std::size_t k_most = 32;  // crossings of one circle; more would count less than their share
  const Vec3 c = to_unit(pose_, centre);
  if (std::abs(distance_A(*shell_, c)) > radius_A) return std::nullopt;
  if (radius_A > norm(c) + shell_->radius_A + shell_->half_gap_A)
    return std::nullopt;  // all of it lies inside
  for (int i = 0; i < k_circles; ++i) {
    const GreatCircle circle = random_great_circle(c, radius_A, random);
    const auto is_inside = [&](double angle) { return distance_A(*shell_, circle.at(angle)) < 0; };
    std::vector<double> crossings;  // the angles at the beginning of arcs that cross the surface
    bool was_inside = is_inside(0);
    for (int arc = 1; arc <= k_arcs; ++arc) {
      const bool inside = is_inside(2 * k_pi * arc / k_arcs);
      if (inside != was_inside) crossings.push_back(2 * k_pi * (arc - 1) / k_arcs);
      was_inside = inside;
    }
    const std::size_t chosen = random.index(k_most);
    if (chosen >= crossings.size()) continue;
    double low = crossings[chosen], high = low + 2 * k_pi / k_arcs;
    const bool is_low_inside = is_inside(low);
    for (int halving = 0; halving < k_halvings; ++halving) {
      const double middle = (low + high) / 2;
      (is_inside(middle) == is_low_inside ? low : high) = middle;
    }
    return placed(nearest_on(*shell_, circle.at(low)));
  }
  return std::nullopt;
}

void EnvelopeSurface::mesh(std::size_t max_triangles, std::vector<Vec3>& points,
                           std::vector<Triangle>& triangles) const {
  std::vector<Vec3> in_volume;
  for (std::size_t i = 0; i < shell_->axes.size(); ++i)
    if (shell_->reaches_into(volume_, pose_, i)) in_volume.push_back(shell_->axes[i]);
  shell_mesh(*shell_, in_volume, max_triangles, points, triangles);
  for (Vec3& p : points) p = to_tomogram(pose_, p);
}

}  // namespace nuclear_pore
