// Tridiagonal solves (Thomas; Sherman and Morrison for periodic lines), many lines side by side.
#include "implicit_smoothing.hpp"

#include "clones.hpp"

namespace cryocosm::membranes {
namespace {

constexpr int k_side_by_side = 16;  // rows solved together along x

CRYOCOSM_MEMBRANES_CLONES void scale(float* __restrict a, float factor, int n) {
  for (int i = 0; i < n; ++i) a[i] *= factor;
}

/// a = (a + factor * b) * by
CRYOCOSM_MEMBRANES_CLONES void forward(float* __restrict a, const float* __restrict b, float factor, float by,
                                       int n) {
  for (int i = 0; i < n; ++i) a[i] = (a[i] + factor * b[i]) * by;
}

/// a += factor * b
CRYOCOSM_MEMBRANES_CLONES void add(float* __restrict a, const float* __restrict b, float factor, int n) {
  for (int i = 0; i < n; ++i) a[i] += factor * b[i];
}

}  // namespace

// The matrix is split into one without the corners, of which `inverse_` and `back_` are the factors, and a
// product of two vectors; `wrap_` is what the first of them becomes, with the denominator.
LineSolver::LineSolver(double b, std::int64_t n, Edge edge) : b_(static_cast<float>(b)), n_(n) {
  is_cyclic_ = edge == Edge::periodic;
  const auto count = static_cast<std::size_t>(n);
  const double diagonal = 1 + 2 * b;
  std::vector<double> inverse(count), back(count);
  for (std::size_t i = 0; i < count; ++i) {
    double d = diagonal;
    if (!is_cyclic_) d -= (i == 0 ? b : 0) + (i + 1 == count ? b : 0);
    if (is_cyclic_ && i == 0) d += diagonal;
    if (is_cyclic_ && i + 1 == count) d += b * b / diagonal;
    if (i > 0) d -= b * back[i - 1];
    inverse[i] = 1 / d;
    back[i] = i + 1 == count ? 0 : b / d;
  }
  inverse_.assign(inverse.begin(), inverse.end());
  back_.assign(back.begin(), back.end());
  if (!is_cyclic_) return;
  std::vector<double> q(count);
  q[0] = -diagonal;
  q[count - 1] += -b;
  for (std::size_t i = 0; i < count; ++i) q[i] = (q[i] + (i > 0 ? b * q[i - 1] : 0)) * inverse[i];
  for (std::size_t i = count - 1; i-- > 0;) q[i] += back[i] * q[i + 1];
  const double corner = b / diagonal, denominator = 1 + q[0] + corner * q[count - 1];
  corner_ = static_cast<float>(corner);
  for (double& value : q) value /= -denominator;
  wrap_.assign(q.begin(), q.end());
}

template <class Line>
void LineSolver::solve_twice(Line line, int lines) const {
  std::vector<float> ends(is_cyclic_ ? static_cast<std::size_t>(lines) : 0);
  for (int pass = 0; pass < 2; ++pass) {
    scale(line(0), inverse_[0], lines);
    for (std::int64_t i = 1; i < n_; ++i)
      forward(line(i), line(i - 1), b_, inverse_[static_cast<std::size_t>(i)], lines);
    for (std::int64_t i = n_ - 1; i-- > 0;)
      add(line(i), line(i + 1), back_[static_cast<std::size_t>(i)], lines);
    if (!is_cyclic_) continue;
    std::copy(line(0), line(0) + lines, ends.begin());
    add(ends.data(), line(n_ - 1), corner_, lines);
    for (std::int64_t i = 0; i < n_; ++i)
      add(line(i), ends.data(), wrap_[static_cast<std::size_t>(i)], lines);
  }
}

ImplicitSmoothing::ImplicitSmoothing(double length_A, const PhaseLattice& lattice)
    : size_(lattice.size),
      x_(std::pow(length_A / lattice.spacing_A.x, 2), lattice.size.x, lattice.edge),
      y_(std::pow(length_A / lattice.spacing_A.y, 2), lattice.size.y, lattice.edge),
      z_(std::pow(length_A / lattice.spacing_A.z, 2), lattice.size.z, lattice.edge) {}

void ImplicitSmoothing::operator()(PhaseField& field, Services& services,
                                   FunctionRef<void(std::int64_t)> finished) const {
  const int nx = static_cast<int>(size_.x);
  services.parallel_for(static_cast<std::size_t>(size_.z), [&](std::size_t begin, std::size_t end) {
    std::vector<float> block(static_cast<std::size_t>(size_.x) * k_side_by_side);
    for (auto z = static_cast<std::int64_t>(begin); z < static_cast<std::int64_t>(end); ++z) {
      for (std::int64_t y0 = 0; y0 < size_.y; y0 += k_side_by_side) {
        const std::int64_t rows = std::min<std::int64_t>(k_side_by_side, size_.y - y0);
        for (std::int64_t r = 0; r < rows; ++r) {
          const float* const row = field.row(y0 + r, z);
          for (int x = 0; x < nx; ++x) block[static_cast<std::size_t>(x * k_side_by_side + r)] = row[x];
        }
        x_.solve_twice([&](std::int64_t x) { return block.data() + x * k_side_by_side; }, k_side_by_side);
        for (std::int64_t r = 0; r < rows; ++r) {
          float* const row = field.row(y0 + r, z);
          for (int x = 0; x < nx; ++x) row[x] = block[static_cast<std::size_t>(x * k_side_by_side + r)];
        }
      }
      y_.solve_twice([&](std::int64_t y) { return field.row(y, z); }, nx);
    }
  });
  services.parallel_for(static_cast<std::size_t>(size_.y), [&](std::size_t begin, std::size_t end) {
    for (auto y = static_cast<std::int64_t>(begin); y < static_cast<std::int64_t>(end); ++y) {
      z_.solve_twice([&](std::int64_t z) { return field.row(y, z); }, nx);
      finished(y);
    }
  });
}

}  // namespace cryocosm::membranes
