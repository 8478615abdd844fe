// The gradient tile by tile: jets of three planes stay in the cache while the plane between them is gathered.
#include "diffuse_energy.hpp"

#include <cmath>

namespace cryocosm::membranes {
namespace {

constexpr std::int64_t k_tile_y = 24, k_tile_z = 48;
constexpr int k_lanes = 8;

std::int64_t tiles_of(std::int64_t n, std::int64_t side) { return (n + side - 1) / side; }

double sum_of(const float* row, std::int64_t n) {
  double lanes[k_lanes] = {};
  std::int64_t i = 0;
  for (; i + k_lanes <= n; i += k_lanes)
    for (int k = 0; k < k_lanes; ++k) lanes[k] += static_cast<double>(row[i + k]);
  for (; i < n; ++i) lanes[0] += static_cast<double>(row[i]);
  return ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
}

void negate(float* row, std::int64_t n) {
  for (std::int64_t i = -1; i <= n; ++i) row[i] = -row[i];
}

/// Jets of the rows of a tile, and of one row more on each side, in three planes that follow each other.
class JetPlanes {
 public:
  JetPlanes(const PhaseLattice& lattice, std::int64_t rows)
      : lattice_(lattice),
        rows_(rows),
        stride_(lattice.size.x + 2),
        values_(static_cast<std::size_t>(3 * rows * k_jet_fields * stride_)) {}
  std::int64_t stride() const { return stride_; }
  float* row(std::int64_t local_y, std::int64_t z) {
    return values_.data() + (((z + 3) % 3) * rows_ + local_y) * k_jet_fields * stride_ + 1;
  }

  /// The jet of row (y, z), up to one beyond the lattice. Reflected there, what was differentiated once along
  /// an axis changes its sign: that makes the gathered differences the transpose of the ones taken.
  void fill(const DiffuseTerms& terms, const PhaseField& u, std::int64_t local_y, std::int64_t y,
            std::int64_t z) {
    const Index3 n = lattice_.size;
    const std::int64_t inner_y = folded(y, n.y, lattice_.edge), inner_z = folded(z, n.z, lattice_.edge);
    Neighbours near;
    for (int dz = 0; dz < 3; ++dz)
      for (int dy = 0; dy < 3; ++dy)
        near.row[dz][dy] =
            u.row(folded(inner_y + dy - 1, n.y, lattice_.edge), folded(inner_z + dz - 1, n.z, lattice_.edge));
    float* const jet = row(local_y, z);
    jet_row(terms, near, static_cast<int>(n.x), jet, stride_);
    for (int field = 0; field < k_energy; ++field) wrap_row(jet + field * stride_, n.x, lattice_.edge);
    if (lattice_.edge == Edge::periodic) return;
    for (const int odd : {k_gx, k_hxy, k_hxz})
      for (const std::int64_t end : {std::int64_t{-1}, n.x})
        jet[odd * stride_ + end] = -jet[odd * stride_ + end];
    if (inner_y != y)
      for (const int odd : {k_gy, k_hxy, k_hyz}) negate(jet + odd * stride_, n.x);
    if (inner_z != z)
      for (const int odd : {k_gz, k_hxz, k_hyz}) negate(jet + odd * stride_, n.x);
  }

 private:
  const PhaseLattice& lattice_;
  std::int64_t rows_, stride_;
  std::vector<float> values_;
};

}  // namespace

DiffuseEnergy::DiffuseEnergy(const CurvatureEnergy& energy, double epsilon_A, const PhaseLattice& lattice)
    : lattice_(lattice), terms_(energy, epsilon_A, lattice) {
  const double cell_A3 = lattice.spacing_A.x * lattice.spacing_A.y * lattice.spacing_A.z;
  // the integral of epsilon |grad u|^2 across an interface
  const double across = 2 * std::sqrt(2.0) / 3;
  energy_per_density_ = cell_A3 / (epsilon_A * epsilon_A * epsilon_A) / across;
}

EnergySums DiffuseEnergy::gradient(const PhaseField& u, PhaseField& gradient, Services& services) const {
  const std::int64_t across = tiles_of(lattice_.size.y, k_tile_y);
  const std::int64_t count = across * tiles_of(lattice_.size.z, k_tile_z);
  std::vector<EnergySums> sums(static_cast<std::size_t>(count));
  services.parallel_for(sums.size(), [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      const std::int64_t y0 = static_cast<std::int64_t>(i) % across * k_tile_y;
      const std::int64_t z0 = static_cast<std::int64_t>(i) / across * k_tile_z;
      sums[i] = tile_gradient(
          u, gradient,
          {y0, std::min(y0 + k_tile_y, lattice_.size.y), z0, std::min(z0 + k_tile_z, lattice_.size.z)});
    }
  });
  EnergySums total;
  for (const EnergySums& part : sums) {
    total.energy += part.energy;
    total.gradient += part.gradient;
  }
  total.energy *= energy_per_density_;
  return total;
}

EnergySums DiffuseEnergy::tile_gradient(const PhaseField& u, PhaseField& gradient, const Tile& tile) const {
  const std::int64_t rows = tile.y1 - tile.y0, nx = lattice_.size.x;
  JetPlanes jets(lattice_, rows + 2);
  EnergySums sums;
  for (std::int64_t z = tile.z0 - 1; z <= tile.z1; ++z) {
    for (std::int64_t y = -1; y <= rows; ++y) jets.fill(terms_, u, y + 1, tile.y0 + y, z);
    if (z < tile.z0 + 1) continue;
    for (std::int64_t y = 0; y < rows; ++y) {
      Neighbours near;
      for (int dz = 0; dz < 3; ++dz)
        for (int dy = 0; dy < 3; ++dy) near.row[dz][dy] = jets.row(y + dy, z - 2 + dz);
      float* const out = gradient.row(tile.y0 + y, z - 1);
      gather_row(terms_, near, jets.stride(), static_cast<int>(nx), out);
      sums.energy += sum_of(near.row[1][1] + k_energy * jets.stride(), nx);
      sums.gradient += sum_of(out, nx);
    }
  }
  return sums;
}

}  // namespace cryocosm::membranes
