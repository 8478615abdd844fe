// A phase field on a regular lattice: close to +1 inside the membrane, to -1 outside.
#pragma once

#include <vector>

#include "cryocosm/volume.hpp"

namespace cryocosm::membranes {

/// How the field goes on beyond the lattice.
enum class Edge {
  mirror,   ///< reflected half a spacing beyond the last point: surfaces meet the faces at right angles
  periodic  ///< the opposite side follows
};

/// A lattice of points in the middle of the cells that fill a box.
struct PhaseLattice {
  Index3 size;
  Vec3 spacing_A;  ///< not quite equal, so that whole cells fill the box
  Edge edge = Edge::mirror;

  std::size_t count() const {
    return static_cast<std::size_t>(size.x) * static_cast<std::size_t>(size.y) *
           static_cast<std::size_t>(size.z);
  }
};

/// Index of the point that stands for `i`, up to one cell beyond a side of `n` points.
inline std::int64_t folded(std::int64_t i, std::int64_t n, Edge edge) {
  if (i >= 0 && i < n) return i;
  if (edge == Edge::periodic) return i < 0 ? i + n : i - n;
  return i < 0 ? -1 - i : 2 * n - 1 - i;
}

/// Values on a lattice, x fastest, each row with one more value before and after it (wrap_row()).
class PhaseField {
 public:
  PhaseField() = default;
  explicit PhaseField(Index3 size)
      : size_(size),
        stride_(size.x + 2),
        values_(static_cast<std::size_t>(stride_) * static_cast<std::size_t>(size.y) *
                static_cast<std::size_t>(size.z)) {}
  Index3 size() const { return size_; }
  float* row(std::int64_t y, std::int64_t z) { return values_.data() + (z * size_.y + y) * stride_ + 1; }
  const float* row(std::int64_t y, std::int64_t z) const {
    return values_.data() + (z * size_.y + y) * stride_ + 1;
  }

 private:
  Index3 size_;
  std::int64_t stride_ = 0;
  std::vector<float> values_;
};

/// Sets the values before and after a row of `n` as the edge asks.
inline void wrap_row(float* row, std::int64_t n, Edge edge) {
  row[-1] = row[folded(-1, n, edge)];
  row[n] = row[folded(n, n, edge)];
}

}  // namespace cryocosm::membranes
