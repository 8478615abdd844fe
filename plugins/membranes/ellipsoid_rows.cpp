// A bound for each voxel, and Newton's method, without branches, for those beside the wall.
#include "ellipsoid_rows.hpp"

#include <algorithm>
#include <cmath>

#include "clones.hpp"

namespace cryocosm::membranes {
namespace {

constexpr std::size_t k_lanes = 64;

/// Points of a row, one lane each.
struct Lanes {
  double x[k_lanes], y[k_lanes], z[k_lanes];
};

/// What the loops need of the form, as plain numbers.
struct Numbers {
  double ax, ay, az;  // semi-axes
  double dx, dy, dz;  // their squares less the smallest's
  double smallest, squared;
};

Numbers numbers_of(const EllipsoidForm& form) {
  const auto& a = form.axes_A;
  const auto& d = form.excess_A2;
  return {a[0], a[1], a[2], d[0], d[1], d[2], form.smallest_A, form.smallest_A * form.smallest_A};
}

/// The points of a row, and a bound of each distance: |p / a| changes by at most 1 / smallest per Å.
CRYOCOSM_MEMBRANES_CLONES void bound_lanes(const Numbers& e, Vec3 origin, Vec3 step, std::int64_t first,
                                           int n, Lanes& p, float* __restrict out) {
  const double ix = 1 / e.ax, iy = 1 / e.ay, iz = 1 / e.az, smallest = e.smallest;
  const auto start = static_cast<double>(first);
  for (int i = 0; i < n; ++i) {
    const double at = start + static_cast<double>(i);
    p.x[i] = origin.x + at * step.x;
    p.y[i] = origin.y + at * step.y;
    p.z[i] = origin.z + at * step.z;
    const double u = p.x[i] * ix, v = p.y[i] * iy, w = p.z[i] * iz;
    out[i] = static_cast<float>(smallest * (std::sqrt(u * u + v * v + w * w) - 1));
  }
}

/// A step of Newton's method of foot_on(). Not below `lowest`, which also stands in for what is no number.
inline double stepped(double tau, const Numbers& e, double cx, double cy, double cz, double lowest) {
  const double rx = 1 / (tau + e.dx), ry = 1 / (tau + e.dy), rz = 1 / (tau + e.dz);
  const double vx = cx * rx, vy = cy * ry, vz = cz * rz;
  const double xx = vx * vx, yy = vy * vy, zz = vz * vz;
  const double length2 = xx + yy + zz;
  const double next = tau + length2 * (std::sqrt(length2) - 1) / (xx * rx + yy * ry + zz * rz);
  return next > lowest ? next : lowest;
}

/// Signed distances of `n` points. `residual` is how far |v| is from 1, where it ought to end.
CRYOCOSM_MEMBRANES_CLONES void solve_lanes(const Numbers& numbers, const Lanes& p, std::size_t n,
                                           double* __restrict distance, double* __restrict residual) {
  const Numbers e = numbers;
  const double lowest = 1e-6 * e.squared;  // lanes that need less are left to foot_on()
  for (std::size_t i = 0; i < n; ++i) {
    const double x = p.x[i], y = p.y[i], z = p.z[i];
    const double cx = e.ax * x, cy = e.ay * y, cz = e.az * z;
    double tau = e.squared;  // the root of points on the surface
    tau = stepped(tau, e, cx, cy, cz, lowest);
    tau = stepped(tau, e, cx, cy, cz, lowest);
    tau = stepped(tau, e, cx, cy, cz, lowest);
    const double vx = cx / (tau + e.dx), vy = cy / (tau + e.dy), vz = cz / (tau + e.dz);
    const double length = std::sqrt(vx * vx + vy * vy + vz * vz), inverse = 1 / length;
    const double ux = vx * inverse, uy = vy * inverse, uz = vz * inverse;  // a * u is on the surface
    const double nx = ux / e.ax, ny = uy / e.ay, nz = uz / e.az;
    // along the normal, an error of the foot counts with its square only
    distance[i] = ((x - e.ax * ux) * nx + (y - e.ay * uy) * ny + (z - e.az * uz) * nz) /
                  std::sqrt(nx * nx + ny * ny + nz * nz);
    residual[i] = std::abs(length - 1);
  }
}

/// A foot off by 1e-5 of the axes makes an error of 1e-10 of them, and floats have 6e-8.
constexpr double k_solved = 1e-5;

/// The points beside the wall, moved together.
struct Near {
  Lanes points;
  int index[k_lanes];
  std::size_t count = 0;
};

void solve(const EllipsoidForm& form, const Numbers& e, const Near& near, float* out) {
  double distance[k_lanes], residual[k_lanes];
  solve_lanes(e, near.points, near.count, distance, residual);
  for (std::size_t i = 0; i < near.count; ++i) {
    if (!(residual[i] <= k_solved))  // not a number at the centre
      distance[i] = foot_on(form, {near.points.x[i], near.points.y[i], near.points.z[i]}).distance_A;
    out[near.index[i]] = static_cast<float>(distance[i]);
  }
}

void block_distances(const EllipsoidForm& form, const Numbers& e, float exact_within, Vec3 origin, Vec3 step,
                     std::int64_t first, int n, float* out) {
  Lanes points;
  bound_lanes(e, origin, step, first, n, points, out);
  Near near;
  for (int i = 0; i < n; ++i) {
    if (std::abs(out[i]) >= exact_within) continue;
    near.points.x[near.count] = points.x[i];
    near.points.y[near.count] = points.y[i];
    near.points.z[near.count] = points.z[i];
    near.index[near.count++] = i;
  }
  solve(form, e, near, out);
}

}  // namespace

void row_distances(const EllipsoidForm& form, double exact_within_A, Vec3 origin, Vec3 step,
                   std::int64_t first, std::size_t n, float* out) {
  const Numbers e = numbers_of(form);
  for (std::size_t done = 0; done < n; done += k_lanes)
    block_distances(form, e, static_cast<float>(exact_within_A), origin, step,
                    first + static_cast<std::int64_t>(done), static_cast<int>(std::min(k_lanes, n - done)),
                    out + done);
}

}  // namespace cryocosm::membranes
