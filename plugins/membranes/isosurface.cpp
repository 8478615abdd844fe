// Marching cubes, slice by slice.
#include "isosurface.hpp"

#include <algorithm>
#include <cmath>

#include "cryocosm/error.hpp"
#include "cube_cuts.hpp"
#include "trilinear.hpp"

namespace cryocosm::membranes {
namespace {

constexpr std::uint32_t k_none = 0xFFFFFFFF;

class Marching {
 public:
  explicit Marching(const SampledField& field)
      : field_(field),
        lattice_(field.lattice),
        slice_(static_cast<std::size_t>(lattice_.size.x * lattice_.size.y)) {
    for (auto& edges : edges_) edges.assign(3 * slice_, k_none);
  }

  Mesh run() {
    for (std::int64_t k = 0; k + 1 < lattice_.size.z; ++k) {
      for (std::int64_t j = 0; j + 1 < lattice_.size.y; ++j) cut_row(j, k);
      std::swap(edges_[0], edges_[1]);  // what was above is below the next cells
      std::fill(edges_[1].begin(), edges_[1].end(), k_none);
    }
    return std::move(mesh_);
  }

 private:
  void cut_row(std::int64_t j, std::int64_t k) {
    const float* const v = field_.values.data();
    const float* const rows[] = {v + lattice_.index(0, j, k), v + lattice_.index(0, j + 1, k),
                                 v + lattice_.index(0, j, k + 1), v + lattice_.index(0, j + 1, k + 1)};
    // corners with the lower x of all four rows, and those with the higher
    const auto column = [&](std::int64_t i) {
      return (rows[0][i] < 0 ? 1U : 0U) | (rows[1][i] < 0 ? 4U : 0U) | (rows[2][i] < 0 ? 16U : 0U) |
             (rows[3][i] < 0 ? 64U : 0U);
    };
    unsigned here = column(0);
    for (std::int64_t i = 0; i + 1 < lattice_.size.x; ++i) {
      const unsigned there = column(i + 1), inside = here | there << 1;
      here = there;
      if (inside == 0 || inside == 255) continue;
      for (const CutTriangle& cut : cube_cuts()[inside])
        mesh_.triangles.push_back({point(cut[0], i, j, k), point(cut[1], i, j, k), point(cut[2], i, j, k)});
    }
  }

  /// The point on an edge of cell (i, j, k), made once.
  std::uint32_t point(std::uint8_t number, std::int64_t i, std::int64_t j, std::int64_t k) {
    const CubeEdge edge = k_cube_edges[number];
    i += edge.from & 1;
    j += edge.from >> 1 & 1;
    const std::int64_t above = edge.from >> 2 & 1;
    std::uint32_t& known = edges_[above][3 * static_cast<std::size_t>(j * lattice_.size.x + i) +
                                         static_cast<std::size_t>(edge.axis)];
    if (known == k_none) {
      known = static_cast<std::uint32_t>(mesh_.points.size());
      mesh_.points.push_back(crossing(i, j, k + above, edge.axis));
    }
    return known;
  }

  Vec3 crossing(std::int64_t i, std::int64_t j, std::int64_t k, int axis) const {
    const std::size_t at = lattice_.index(i, j, k);
    const std::size_t strides[] = {1, static_cast<std::size_t>(lattice_.size.x), slice_};
    const auto a = static_cast<double>(field_.values[at]),
               b = static_cast<double>(field_.values[at + strides[axis]]);
    // not on the lattice point itself, where triangles would shrink to nothing
    const double part = std::clamp(a / (a - b), 1e-3, 1 - 1e-3) * lattice_.step_A;
    const Vec3 p = lattice_.point(i, j, k);
    return p + (axis == 0 ? Vec3{part, 0, 0} : axis == 1 ? Vec3{0, part, 0} : Vec3{0, 0, part});
  }

  const SampledField& field_;
  const Lattice& lattice_;
  std::size_t slice_;
  /// Numbers of the points on the edges along x, y and z from each lattice point of two slices.
  std::vector<std::uint32_t> edges_[2];
  Mesh mesh_;
};

/// The field on a lattice of larger steps that covers the same box and a step more on every side.
SampledField resampled(const SampledField& field, double step) {
  const Lattice& old = field.lattice;
  const auto points = [step](std::int64_t n) {
    return static_cast<std::int64_t>(std::ceil(static_cast<double>(n - 1) / step)) + 3;
  };
  SampledField coarse;
  coarse.lattice = {{points(old.size.x), points(old.size.y), points(old.size.z)},
                    old.origin_A - step * old.step_A * Vec3{1, 1, 1},
                    step * old.step_A};
  const float far = *std::max_element(field.values.begin(), field.values.end());
  coarse.values.assign(coarse.lattice.count(), far);
  std::size_t at = 0;
  for (std::int64_t k = 0; k < coarse.lattice.size.z; ++k)
    for (std::int64_t j = 0; j < coarse.lattice.size.y; ++j)
      for (std::int64_t i = 0; i < coarse.lattice.size.x; ++i, ++at) {
        Cell cell;
        const Vec3 p =
            step * Vec3{static_cast<double>(i - 1), static_cast<double>(j - 1), static_cast<double>(k - 1)};
        if (find_cell(field, p, cell))
          coarse.values[at] = interpolated(cell, old.size.x, old.size.x * old.size.y);
      }
  return coarse;
}

}  // namespace

Mesh isosurface(const SampledField& field) {
  CRYOCOSM_CHECK(!is_open(field));
  return Marching(field).run();
}

Mesh coarse_isosurface(const SampledField& field, std::size_t max_triangles) {
  Mesh mesh = isosurface(field);
  // a surface has as many triangles as squares of the step fit on it, times some constant
  const double fine = static_cast<double>(mesh.triangles.size());
  double step = 1;
  while (mesh.triangles.size() > max_triangles) {
    step =
        std::max(1.05 * step, std::sqrt(fine / static_cast<double>(std::max<std::size_t>(max_triangles, 1))));
    Mesh coarser = isosurface(resampled(field, step));
    if (coarser.triangles.empty()) break;
    mesh = std::move(coarser);
  }
  return mesh;
}

}  // namespace cryocosm::membranes
