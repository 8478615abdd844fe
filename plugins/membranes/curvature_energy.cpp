// Bounds and minima of quadratic polynomials over the half-plane k1 >= k2.
#include "curvature_energy.hpp"

namespace cryocosm::membranes {
namespace {

constexpr double k_rounding = 1e-12;

/// Along k1 = k2: (a20 + a11 + a02) k^2 + (b10 + b01) k + c.
Curvatures preferred_umbilic(const CurvatureEnergy& e) {
  const double quadratic = e.a20 + e.a11 + e.a02, linear = e.b10 + e.b01;
  const double k = quadratic > 0 ? -linear / (2 * quadratic) : 0;
  return {k, k};
}

/// The minimum over the whole plane: the solution of H k = -b that is nearest to zero, H the symmetric
/// matrix of second derivatives, by its eigenvectors; a direction that costs nothing is left alone.
Curvatures preferred_anywhere(const CurvatureEnergy& e) {
  const double mean = e.a20 + e.a02, half = std::hypot(e.a20 - e.a02, e.a11);
  const double angle = std::atan2(e.a11, e.a20 - e.a02) / 2;  // of the eigenvector of mean + half
  const double cosine = std::cos(angle), sine = std::sin(angle);
  Curvatures k;
  const double along = -(cosine * e.b10 + sine * e.b01) / (mean + half);
  k.greater_per_A = along * cosine;
  k.smaller_per_A = along * sine;
  if (mean - half > k_rounding * mean) {
    const double across = -(-sine * e.b10 + cosine * e.b01) / (mean - half);
    k.greater_per_A -= across * sine;
    k.smaller_per_A += across * cosine;
  }
  return k;
}

}  // namespace

CurvatureEnergy helfrich(double bending, double gaussian, double spontaneous) {
  CurvatureEnergy e;
  e.a20 = e.a02 = bending / 2;
  e.a11 = bending + gaussian;
  e.b10 = e.b01 = -bending * spontaneous;
  e.c = bending / 2 * spontaneous * spontaneous;
  return e;
}

CurvatureEnergy in_units_of(const CurvatureEnergy& energy, double length) {
  CurvatureEnergy e = energy;
  e.b10 *= length;
  e.b01 *= length;
  e.c *= length * length;
  return e;
}

bool is_bounded_below(const CurvatureEnergy& e) {
  const double scale = std::max({std::abs(e.a20), std::abs(e.a11), std::abs(e.a02)});
  if (!(scale > 0) || e.a20 < 0 || e.a02 < 0) return false;
  const double determinant = 4 * e.a20 * e.a02 - e.a11 * e.a11;
  if (determinant > k_rounding * scale * scale) return true;
  if (determinant < -k_rounding * scale * scale) return false;
  // zero along one line through the origin; half of it, or all if it is k1 = k2, has k1 >= k2
  double k1 = std::sqrt(e.a02), k2 = e.a11 > 0 ? -std::sqrt(e.a20) : std::sqrt(e.a20);
  if (k1 < k2) {
    k1 = -k1;
    k2 = -k2;
  }
  const double linear = e.b10 * k1 + e.b01 * k2;
  const double rounding = k_rounding * (std::abs(e.b10 * k1) + std::abs(e.b01 * k2));
  return k1 - k2 > k_rounding * std::abs(k1) ? linear >= -rounding : std::abs(linear) <= rounding;
}

Curvatures preferred(const CurvatureEnergy& energy) {
  const Curvatures anywhere = preferred_anywhere(energy);
  return anywhere.greater_per_A >= anywhere.smaller_per_A ? anywhere : preferred_umbilic(energy);
}

}  // namespace cryocosm::membranes
