// A figure in a plane, of any outline, by its distance on a square lattice.
#pragma once

#include <cstddef>
#include <vector>

namespace mitochondrion {

/// Distances of points outside the figure are true up to `far_A`, and that much beyond; inside they are
/// negative, or zero at the most, and mean nothing.
struct PlaneFigure {
  std::size_t width = 0, height = 0;
  double low_u_A = 0, low_v_A = 0, step_A = 1;
  double far_A = 0;
  std::vector<float> distance_A;  ///< u is the fastest

  double u_A(std::size_t i) const { return low_u_A + static_cast<double>(i) * step_A; }
  double v_A(std::size_t j) const { return low_v_A + static_cast<double>(j) * step_A; }
};

/// Beyond the lattice the way to it is added: a lower bound.
double distance_A(const PlaneFigure& figure, double u_A, double v_A);

/// Turns any function that is negative in the figure into the distance to it, after rounding its concave
/// corners: whatever no ball of `fillet_A` can reach from outside is added to it.
void make_distance(PlaneFigure& figure, double fillet_A);

}  // namespace mitochondrion
