// Profiles of fibrils, along the axis and across it.
#include "banded_cylinder.hpp"

#include <algorithm>
#include <cmath>

namespace collagen {

namespace {

/// 1 well inside, 0 well outside, with the cubic 3 t^2 - 2 t^3 in between; inside(d) + inside(-d) = 1.
double inside(double depth_A, double half_width_A) {
  const double t = std::clamp(0.5 + depth_A / (2 * half_width_A), 0.0, 1.0);
  return t * t * (3 - 2 * t);
}

}  // namespace

double density_at(const Banding& banding, double along_A) {
  const double from_middle_A = std::abs(std::remainder(along_A, banding.period_A));
  const double overlap = inside(banding.overlap * banding.period_A / 2 - from_middle_A, banding.edge_A);
  return banding.gap_density + (1 - banding.gap_density) * overlap;
}

double BandedCylinder::radius_A() const { return std::hypot(half_drawn_A(), form_.radius_A + k_edge_A); }

double BandedCylinder::density(double along_A, double aside_A) const {
  const double within = inside(form_.length_A / 2 - std::abs(along_A), form_.length_A / 2) *
                        inside(form_.radius_A - aside_A, k_edge_A);
  return within == 0 ? 0 : within * form_.density_V * density_at(form_.banding, form_.along_A + along_A);
}

}  // namespace collagen
