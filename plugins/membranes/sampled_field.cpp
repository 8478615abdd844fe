// Padding, and derivatives by B-splines.
#include "sampled_field.hpp"

#include <algorithm>
#include <cmath>

namespace cryocosm::membranes {
namespace {

constexpr std::size_t k_taps = 6;

/// The quintic B-spline's weights, times 120, as polynomials of the place t in [0, 1) between its middle
/// knots; the power is the second index.
constexpr double k_spline[k_taps][k_taps] = {{1, -5, 10, -10, 5, -1},  {26, -50, 20, 20, -20, 5},
                                             {66, 0, -60, 0, 30, -10}, {26, 50, 20, -20, -20, 10},
                                             {1, 5, 10, 10, 5, -5},    {0, 0, 0, 0, 0, 1}};

struct Weights {
  explicit Weights(double t) {
    for (std::size_t i = 0; i < k_taps; ++i) {
      double v = 0, d = 0, dd = 0;  // Horner's scheme for a polynomial and its derivatives
      for (std::size_t power = k_taps; power-- > 0;) {
        dd = dd * t + 2 * d;
        d = d * t + v;
        v = v * t + k_spline[i][power];
      }
      value[i] = v / 120;
      first[i] = d / 120;
      second[i] = dd / 120;
    }
  }
  std::array<double, k_taps> value, first, second;
};

/// The lattice interval that holds a coordinate, and where in it.
struct Interval {
  Interval(double x, std::int64_t size) {
    const double limited = std::clamp(x, -3.0, static_cast<double>(size) + 2);
    first = static_cast<std::int64_t>(std::floor(limited));
    t = limited - static_cast<double>(first);
  }
  std::int64_t first;
  double t;
};

std::array<std::int64_t, k_taps> knots(std::int64_t first, std::int64_t size) {
  std::array<std::int64_t, k_taps> at;
  for (std::size_t i = 0; i < k_taps; ++i)
    at[i] = std::clamp<std::int64_t>(first - 2 + static_cast<std::int64_t>(i), 0, size - 1);
  return at;
}

}  // namespace

bool is_open(const SampledField& field) {
  const Index3 n = field.lattice.size;
  const auto is_negative = [&](std::int64_t i, std::int64_t j, std::int64_t k) {
    return field.values[field.lattice.index(i, j, k)] < 0;
  };
  for (std::int64_t k = 0; k < n.z; ++k)
    for (std::int64_t j = 0; j < n.y; ++j) {
      const bool is_face = k == 0 || k == n.z - 1 || j == 0 || j == n.y - 1;
      const std::int64_t stride = is_face || n.x == 1 ? 1 : n.x - 1;
      for (std::int64_t i = 0; i < n.x; i += stride)
        if (is_negative(i, j, k)) return true;
    }
  return false;
}

SampledField padded(const SampledField& field, std::int64_t points, float value) {
  const Lattice& old = field.lattice;
  SampledField wide;
  wide.lattice = {{old.size.x + 2 * points, old.size.y + 2 * points, old.size.z + 2 * points},
                  old.point(-points, -points, -points),
                  old.step_A};
  wide.values.assign(wide.lattice.count(), value);
  for (std::int64_t k = 0; k < old.size.z; ++k)
    for (std::int64_t j = 0; j < old.size.y; ++j) {
      const float* const row = field.values.data() + old.index(0, j, k);
      std::copy(row, row + old.size.x,
                wide.values.data() + wide.lattice.index(points, j + points, k + points));
    }
  return wide;
}

Derivatives smooth_derivatives(const SampledField& field, Vec3 p) {
  const Lattice& lattice = field.lattice;
  const Vec3 at = (p - lattice.origin_A) / lattice.step_A;
  const Interval x(at.x, lattice.size.x), y(at.y, lattice.size.y), z(at.z, lattice.size.z);
  const Weights wx(x.t), wy(y.t), wz(z.t);
  const auto kx = knots(x.first, lattice.size.x), ky = knots(y.first, lattice.size.y),
             kz = knots(z.first, lattice.size.z);
  Derivatives d;
  for (std::size_t k = 0; k < k_taps; ++k)
    for (std::size_t j = 0; j < k_taps; ++j) {
      double s0 = 0, s1 = 0, s2 = 0;  // sums along x of the row, and their derivatives
      for (std::size_t i = 0; i < k_taps; ++i) {
        const auto v = static_cast<double>(field.values[lattice.index(kx[i], ky[j], kz[k])]);
        s0 += wx.value[i] * v;
        s1 += wx.first[i] * v;
        s2 += wx.second[i] * v;
      }
      d.value += wz.value[k] * wy.value[j] * s0;
      d.gradient.x += wz.value[k] * wy.value[j] * s1;
      d.gradient.y += wz.value[k] * wy.first[j] * s0;
      d.gradient.z += wz.first[k] * wy.value[j] * s0;
      d.xx += wz.value[k] * wy.value[j] * s2;
      d.yy += wz.value[k] * wy.second[j] * s0;
      d.zz += wz.second[k] * wy.value[j] * s0;
      d.xy += wz.value[k] * wy.first[j] * s1;
      d.yz += wz.first[k] * wy.first[j] * s0;
      d.zx += wz.first[k] * wy.value[j] * s1;
    }
  const double h = lattice.step_A;
  d.gradient = d.gradient / h;
  for (double* const second : {&d.xx, &d.yy, &d.zz, &d.xy, &d.yz, &d.zx}) *second /= h * h;
  return d;
}

}  // namespace cryocosm::membranes
