// Distances, nearest points and areas of a shell with pores.
#include "shell.hpp"

#include <algorithm>
#include <cmath>

namespace nuclear_pore {

using namespace cryocosm;

namespace {

/// Along and across an axis through the origin.
struct Cylindrical {
  double along = 0, across = 0;
};

Cylindrical cylindrical(Vec3 axis, Vec3 p) {
  const double along = dot(axis, p);
  return {along, std::sqrt(std::max(0.0, dot(p, p) - along * along))};
}

/// The axis in whose cap `p` lies, or null. Caps are apart, so there is no more than one.
const Vec3* cap_of(const Shell& shell, const std::vector<Vec3>& axes, Vec3 p) {
  const double limit = norm(p) * std::cos(shell.edge_angle_rad);
  const auto found = std::find_if(axes.begin(), axes.end(), [&](Vec3 a) { return dot(a, p) > limit; });
  return found == axes.end() ? nullptr : &*found;
}

Vec3 any_perpendicular(Vec3 axis) {
  return normalized(cross(axis, std::abs(axis.x) < 0.9 ? Vec3{1, 0, 0} : Vec3{0, 1, 0}));
}

/// The nearest point of the sheet: below or above `p`, or on the edge around the pore that `p` lies in.
Vec3 nearest_on_sheet(const Shell& shell, Vec3 p) {
  if (const Vec3* const axis = cap_of(shell, shell.axes, p)) {
    const Vec3 across = p - dot(*axis, p) * *axis;
    const Vec3 out = norm(across) > 0 ? normalized(across) : any_perpendicular(*axis);
    return shell.radius_A * (std::cos(shell.edge_angle_rad) * *axis + std::sin(shell.edge_angle_rad) * out);
  }
  return norm(p) > 0 ? shell.radius_A * normalized(p) : Vec3{0, 0, shell.radius_A};
}

}  // namespace

double Shell::edge_angle(double radius_A, double half_gap_A, double pore_diameter_A) {
  return std::asin((pore_diameter_A / 2 + half_gap_A) / radius_A);
}

double Shell::edge_radius_A() const { return radius_A * std::sin(edge_angle_rad); }

Vec3 Shell::pore_centre(std::size_t pore) const { return radius_A * std::cos(edge_angle_rad) * axes[pore]; }

bool Shell::reaches_into(const Box& volume, const Pose& pose, std::size_t pore) const {
  const double r = edge_radius_A();
  const Vec3 c = to_tomogram(pose, pore_centre(pore));
  return c.x + r >= volume.low.x && c.x - r <= volume.high.x && c.y + r >= volume.low.y &&
         c.y - r <= volume.high.y && c.z + r >= volume.low.z && c.z - r <= volume.high.z;
}

double distance_A(const Shell& shell, const std::vector<Vec3>& axes, Vec3 p) {
  const Vec3* const axis = cap_of(shell, axes, p);
  if (axis == nullptr) return std::abs(norm(p) - shell.radius_A) - shell.half_gap_A;
  const Cylindrical c = cylindrical(*axis, p);
  const double along = c.along - shell.radius_A * std::cos(shell.edge_angle_rad);
  const double across = c.across - shell.edge_radius_A();
  return std::sqrt(along * along + across * across) - shell.half_gap_A;
}

double distance_A(const Shell& shell, Vec3 p) { return distance_A(shell, shell.axes, p); }

SurfacePoint nearest_on(const Shell& shell, Vec3 p) {
  const Vec3 sheet = nearest_on_sheet(shell, p);
  const Vec3 away = p - sheet;
  const Vec3 normal = norm(away) > 0 ? normalized(away) : normalized(sheet);
  return {sheet + shell.half_gap_A * normal, normal};
}

// The rim at the angle phi from straight out, 0 <= phi <= pi, lies r sin(a) + g sin(a - phi) from the axis,
// with the sheet's radius r, the half gap g and the edge's angle a; integrate 2 pi g times that.
double rim_area_A2(const Shell& shell) {
  return 2 * k_pi * shell.half_gap_A *
         (k_pi * shell.edge_radius_A() - 2 * shell.half_gap_A * std::cos(shell.edge_angle_rad));
}

double sphere_area_A2(const Shell& shell, double sphere_radius_A) {
  const double caps = static_cast<double>(shell.axes.size()) * (1 - std::cos(shell.edge_angle_rad)) / 2;
  return 4 * k_pi * sphere_radius_A * sphere_radius_A * (1 - caps);
}

}  // namespace nuclear_pore
