// Trilinear interpolation, and how far it may be off.
#include "grid_distance.hpp"

#include <algorithm>
#include <cmath>

#include "cryocosm/error.hpp"
#include "trilinear.hpp"

namespace cryocosm::membranes {
namespace {

double least_on_border(const SampledField& field) {
  const Index3 n = field.lattice.size;
  float least = std::numeric_limits<float>::infinity();
  for (std::int64_t k = 0; k < n.z; ++k)
    for (std::int64_t j = 0; j < n.y; ++j) {
      const bool is_face = k == 0 || k == n.z - 1 || j == 0 || j == n.y - 1;
      for (std::int64_t i = 0; i < n.x; i += is_face ? 1 : n.x - 1)
        least = std::min(least, field.values[field.lattice.index(i, j, k)]);
    }
  return static_cast<double>(least);
}

/// Linear interpolation along an axis is off by an eighth of the second difference at most; the three axes
/// add.
double largest_error(const SampledField& field, double within_A) {
  const Index3 n = field.lattice.size;
  const auto limit = static_cast<float>(within_A);
  float largest = 0;
  const std::ptrdiff_t strides[] = {1, n.x, n.x * n.y};
  for (std::int64_t k = 1; k + 1 < n.z; ++k)
    for (std::int64_t j = 1; j + 1 < n.y; ++j) {
      const float* v = field.values.data() + field.lattice.index(1, j, k);
      for (std::int64_t i = 1; i + 1 < n.x; ++i, ++v) {
        if (std::abs(*v) > limit) continue;
        float sum = 0;
        for (const std::ptrdiff_t s : strides) sum += std::abs(v[s] - 2 * *v + v[-s]);
        largest = std::max(largest, sum);
      }
    }
  return static_cast<double>(largest) / 8;
}

/// The way to the lattice, Å; `at` counts in steps.
double way_to(const Lattice& lattice, Vec3 at) {
  const auto beyond = [](double x, std::int64_t n) {
    return std::max({0.0, -x, x - static_cast<double>(n - 1)});
  };
  return lattice.step_A *
         norm({beyond(at.x, lattice.size.x), beyond(at.y, lattice.size.y), beyond(at.z, lattice.size.z)});
}

}  // namespace

GridDistance::GridDistance(SampledField distances, double exact_within_A)
    : samples_(std::move(distances)), exact_within_A_(exact_within_A) {
  const Index3 n = samples_.lattice.size;
  CRYOCOSM_CHECK(n.x > 1 && n.y > 1 && n.z > 1 && samples_.lattice.count() == samples_.values.size());
  border_A_ = least_on_border(samples_);
  CRYOCOSM_CHECK(border_A_ >= exact_within_A_);
  tolerance_A_ = largest_error(samples_, exact_within_A_);
}

double GridDistance::at(Vec3 p) const {
  float distance = 0;
  row(p, {}, 0, 1, &distance);
  return static_cast<double>(distance);
}

void GridDistance::row(Vec3 origin, Vec3 step, std::int64_t first, std::size_t n, float* out) const {
  const Lattice& lattice = samples_.lattice;
  const Vec3 start = (origin - lattice.origin_A) / lattice.step_A, stride = step / lattice.step_A;
  const std::ptrdiff_t sy = lattice.size.x, sz = lattice.size.x * lattice.size.y;
  for (std::size_t i = 0; i < n; ++i) {
    const Vec3 at = start + static_cast<double>(first + static_cast<std::int64_t>(i)) * stride;
    Cell cell;
    out[i] = find_cell(samples_, at, cell) ? interpolated(cell, sy, sz)
                                           : static_cast<float>(border_A_ + way_to(lattice, at));
  }
}

Vec3 GridDistance::gradient(Vec3 p) const {
  const Lattice& lattice = samples_.lattice;
  Cell cell;
  if (!find_cell(samples_, (p - lattice.origin_A) / lattice.step_A, cell)) return {};
  return slope(cell, lattice.size.x, lattice.size.x * lattice.size.y) / lattice.step_A;
}

}  // namespace cryocosm::membranes
