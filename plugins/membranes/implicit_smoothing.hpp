// Smoothing by implicit diffusion, axis by axis: what makes steps of a stiff descent long.
#pragma once

#include "cryocosm/run_context.hpp"
#include "phase_field.hpp"

namespace cryocosm::membranes {

/// Solves (1 + 2 b) y_i - b (y_{i-1} + y_{i+1}) = x_i along one axis, twice, for a lattice's edges.
class LineSolver {
 public:
  LineSolver(double b, std::int64_t n, Edge edge);

  /// `lines` values that belong to different lines lie together; `line(i)` is the i-th value of each.
  template <class Line>
  void solve_twice(Line line, int lines) const;

 private:
  float b_ = 0;
  std::int64_t n_;
  bool is_cyclic_ = false;
  float corner_ = 0;  ///< Sherman-Morrison: weight of the last value
  std::vector<float> inverse_, back_, wrap_;
};

/// The product over the three axes of (1 - length^2 d^2/dx^2)^-2, in the lattice's differences: symmetric,
/// positive, and it keeps the mean. Close to (1 - length^2 Laplace)^-2 for what varies slowly.
class ImplicitSmoothing {
 public:
  ImplicitSmoothing(double length_A, const PhaseLattice& lattice);
  /// In place. `finished(y)` is called, on the thread that has just made them, when rows y of all planes are
  /// final. [worker]
  void operator()(PhaseField& field, Services& services, FunctionRef<void(std::int64_t)> finished) const;

 private:
  Index3 size_;
  LineSolver x_, y_, z_;
};

}  // namespace cryocosm::membranes
