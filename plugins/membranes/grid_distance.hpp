// The signed distance to a closed surface, sampled on a lattice.
#pragma once

#include "sampled_field.hpp"

namespace cryocosm::membranes {

/// Between the points distances are interpolated trilinearly. That is off by at most step^2 / 4 times the
/// mean curvature: 0.3 Å for the smallest vesicles and steps of 10 Å, a thirtieth of a voxel, at an eighth of
/// the cost of cubic interpolation. What bends more sharply is not to be trusted on such a lattice anyway.
class GridDistance {
 public:
  /// `exact_within_A`: beyond it, the samples need be bounds only. Those on the border must not be below it.
  GridDistance(SampledField distances, double exact_within_A);

  /// Å; outside the lattice a lower bound, the way to the lattice and the least distance on its border. [any]
  double at(Vec3 p) const;
  /// The same at origin + (first + i) * step for i in [0, n), as ImplicitField::distance() has it. [any]
  void row(Vec3 origin, Vec3 step, std::int64_t first, std::size_t n, float* out) const;
  /// Of the interpolated distance; zero where it is constant and outside the lattice. [any]
  Vec3 gradient(Vec3 p) const;

  double exact_within_A() const { return exact_within_A_; }
  /// By how much two distances may disagree with the way between their points: what interpolation is off by,
  /// where it is exact. [any]
  double tolerance_A() const { return tolerance_A_; }
  const SampledField& samples() const { return samples_; }

 private:
  SampledField samples_;
  double exact_within_A_;
  double border_A_ = 0;  ///< the least distance on the border
  double tolerance_A_ = 0;
};

}  // namespace cryocosm::membranes
