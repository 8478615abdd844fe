// A smooth function sampled on a lattice, whose zero level is a closed surface.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "cryocosm/run_context.hpp"
#include "level_curvatures.hpp"

namespace cryocosm::membranes {

/// Point (i, j, k) lies at origin_A + step_A * (i, j, k); x is the fastest.
struct Lattice {
  Index3 size;
  Vec3 origin_A;
  double step_A = 1;

  std::size_t count() const {
    return static_cast<std::size_t>(size.x) * static_cast<std::size_t>(size.y) *
           static_cast<std::size_t>(size.z);
  }
  std::size_t index(std::int64_t i, std::int64_t j, std::int64_t k) const {
    return static_cast<std::size_t>((k * size.y + j) * size.x + i);
  }
  Vec3 point(std::int64_t i, std::int64_t j, std::int64_t k) const {
    return origin_A + step_A * Vec3{static_cast<double>(i), static_cast<double>(j), static_cast<double>(k)};
  }
};

/// Negative inside; `lattice.count() == values.size()`.
struct SampledField {
  Lattice lattice;
  std::vector<float> values;
};

/// How loops over a lattice are shared out: Services::parallel_for.
using ParallelFor = FunctionRef<void(std::size_t, FunctionRef<void(std::size_t, std::size_t)>)>;

/// Whether a value on the lattice's border is negative, so that the zero level is not closed.
bool is_open(const SampledField& field);

/// The same field with so many more points of `value` on every side.
SampledField padded(const SampledField& field, std::int64_t points, float value);

/// Value, gradient and second derivatives by a quintic B-spline with the samples as its coefficients: a mean
/// over a width of step / sqrt(2), in which neither single samples nor the place between them count. Those of
/// a cubic one depend on the place so much that interfaces two steps wide got curvatures off by 1 / 500
/// steps. Derivatives of quadratic functions are exact.
/// Beyond the border the field continues with the border's values.
Derivatives smooth_derivatives(const SampledField& field, Vec3 p);

}  // namespace cryocosm::membranes
