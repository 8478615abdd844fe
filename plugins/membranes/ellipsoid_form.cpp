// Nearest points by Newton's method on the Lagrange parameter; area by Carlson's duplication.
#include "ellipsoid_form.hpp"

#include <algorithm>
#include <cmath>

namespace cryocosm::membranes {
namespace {

using Triple = std::array<double, 3>;

// The nearest point x of the surface to y obeys y - x = t grad(F)/2, so x_i = a_i^2 y_i / (t + a_i^2). With
// v_i = x_i / a_i the parameter t is the root of |v(t)| = 1 greater than -a_min^2 (Eberly, "Distance from a
// point to an ellipse, an ellipsoid, or a hyperellipsoid", 2013). tau = t + a_min^2 > 0 is used in its place:
// no digits are lost where a point comes near the medial plane. 1/|v| is concave and grows with tau, so
// that Newton's method for 1/|v| = 1 never passes the root from the left (Reinsch 1971; More and Sorensen
// 1983), and it needs few steps because 1/|v| is nearly a straight line: for a sphere it is one.

/// |v| and v at tau, and the step of Newton's method from there.
struct Iterate {
  Triple v;
  double length = 0;
  double step = 0;
};

Iterate iterate_at(double tau, const EllipsoidForm& form, const Triple& y) {
  Iterate at;
  double squared = 0, weighted = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    const double pole = tau + form.excess_A2[i];
    at.v[i] = y[i] > 0 ? form.axes_A[i] * y[i] / pole : 0;  // also where the pole is 0
    squared += at.v[i] * at.v[i];
    if (y[i] > 0) weighted += at.v[i] * at.v[i] / pole;
  }
  at.length = std::sqrt(squared);
  at.step = weighted > 0 ? squared * (at.length - 1) / weighted : 0;
  return at;
}

/// Starts left of the root; ends on it but for rounding.
double root_from(double tau, const EllipsoidForm& form, const Triple& y) {
  constexpr int k_most = 200;  // about ten are needed
  for (int i = 0; i < k_most; ++i) {
    const double step = iterate_at(tau, form, y).step;
    if (!(step > 4e-16 * tau)) break;  // rounding only
    tau += step;
  }
  return tau;
}

/// v = x / a of the nearest point in the first octant, and t.
Triple direction_in_octant(const EllipsoidForm& form, const Triple& y, double& t) {
  // each term alone is 1 there, so the sum is at least 1: not right of the root
  double start = 0;
  for (std::size_t i = 0; i < 3; ++i) start = std::max(start, form.axes_A[i] * y[i] - form.excess_A2[i]);
  const double squared_size = form.smallest_A * form.smallest_A;
  const Iterate first = iterate_at(start, form, y);
  if (start == 0 && first.length < 1) {
    // in the medial plane within the focal ellipse: the rest of |v| = 1 goes along the smallest axis
    Triple v = first.v;
    const auto smallest = std::min_element(form.axes_A.begin(), form.axes_A.end()) - form.axes_A.begin();
    v[static_cast<std::size_t>(smallest)] = std::sqrt(1 - first.length * first.length);
    t = -squared_size;
    return v;
  }
  const double tau = root_from(start, form, y);
  const Iterate last = iterate_at(tau, form, y);
  t = tau - squared_size;
  return {last.v[0] / last.length, last.v[1] / last.length, last.v[2] / last.length};
}

/// R_D and R_F of three numbers that are not negative, at most one of them 0.
struct Carlson {
  double f = 0, d = 0;
};

// B. C. Carlson, "Numerical computation of real or complex elliptic integrals", Numer. Algorithms 10, 13
// (1995).
Carlson carlson(double x, double y, double z) {
  constexpr int k_duplications = 16;  // the numbers' relative differences fall by 4 each time
  double sum = 0, factor = 1;
  for (int i = 0; i < k_duplications; ++i) {
    const double rx = std::sqrt(x), ry = std::sqrt(y), rz = std::sqrt(z);
    const double lambda = rx * ry + rx * rz + ry * rz;
    sum += factor / (rz * (z + lambda));
    factor /= 4;
    x = (x + lambda) / 4;
    y = (y + lambda) / 4;
    z = (z + lambda) / 4;
  }
  // the series' terms of second order: the differences are below 1e-8, so that third powers do not count
  const double mean = (x + y + z) / 3, mean_d = (x + y + 3 * z) / 5;
  const double fx = 1 - x / mean, fy = 1 - y / mean, fz = 1 - z / mean;
  const double e2 = fx * fy - fz * fz;
  const double dx = 1 - x / mean_d, dy = 1 - y / mean_d, dz = 1 - z / mean_d;
  const double g2 = dx * dy - 6 * dz * dz;
  return {(1 - e2 / 10) / std::sqrt(mean),
          3 * sum + factor * (1 - 3 * g2 / 14) / (mean_d * std::sqrt(mean_d))};
}

/// R_G, DLMF 19.21.10; z must lie between x and y, so that nothing cancels.
double carlson_g(double x, double y, double z) {
  const Carlson r = carlson(x, y, z);
  return (z * r.f - (x - z) * (y - z) * r.d / 3 + std::sqrt(x * y / z)) / 2;
}

}  // namespace

EllipsoidForm::EllipsoidForm(const std::array<double, 3>& axes) : axes_A(axes) {
  const auto [low, high] = std::minmax({axes[0], axes[1], axes[2]});
  smallest_A = low;
  largest_A = high;
  for (std::size_t i = 0; i < 3; ++i) excess_A2[i] = (axes[i] - low) * (axes[i] + low);
}

EllipsoidFoot foot_on(const EllipsoidForm& form, Vec3 p) {
  double t = 0;
  const Triple v = direction_in_octant(form, {std::abs(p.x), std::abs(p.y), std::abs(p.z)}, t);
  const Triple& a = form.axes_A;
  const Vec3 direction{std::copysign(v[0], p.x), std::copysign(v[1], p.y), std::copysign(v[2], p.z)};
  const Vec3 gradient{direction.x / a[0], direction.y / a[1], direction.z / a[2]};
  EllipsoidFoot foot;
  foot.point.position_A = {direction.x * a[0], direction.y * a[1], direction.z * a[2]};
  foot.point.normal = normalized(gradient);
  foot.distance_A = t * norm(gradient);  // y - x = t x_i / a_i^2
  return foot;
}

double area_A2(const EllipsoidForm& form) {
  Triple a = form.axes_A;
  std::sort(a.begin(), a.end());
  // S = 4 pi R_G(a^2 b^2, a^2 c^2, b^2 c^2), homogeneous of degree 1/2; scaled to numbers about 1
  const double x = a[0] * a[1] / (a[2] * a[2]), y = a[1] / a[2], z = a[0] / a[2];
  return 4 * k_pi * a[2] * a[2] * carlson_g(x * x, y * y, z * z);
}

double scaled_norm(const EllipsoidForm& form, Vec3 p) {
  return norm({p.x / form.axes_A[0], p.y / form.axes_A[1], p.z / form.axes_A[2]});
}

double eccentricity(const Triple& axes_A) {
  const auto [low, high] = std::minmax({axes_A[0], axes_A[1], axes_A[2]});
  return std::sqrt((high - low) * (high + low)) / high;
}

double sharpest_bend_A(const Triple& axes_A) {
  const auto [low, high] = std::minmax({axes_A[0], axes_A[1], axes_A[2]});
  return low * low / high;
}

}  // namespace cryocosm::membranes
