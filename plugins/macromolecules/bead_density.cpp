// Beads on a grid: balls with a Gaussian edge, and the mask of their insides.
#include <algorithm>
#include <cmath>

#include "bead_model.hpp"
#include "potentials.hpp"

namespace cryocosm::macromolecules {
namespace {

constexpr double k_reach = 4;  // standard deviations beyond a radius; 3e-5 of the density is left there

// A solid ball of density 1 filtered by a Gaussian, at distance r from its centre: closed form.
double filtered_ball(double r, double radius, double sigma) {
  const double s = std::sqrt(2.0) * sigma;
  if (r < 1e-3 * sigma) {
    const double q = radius / s;
    return std::erf(q) - 2 / std::sqrt(k_pi) * q * std::exp(-q * q);
  }
  const double near = (r - radius) / s, far = (r + radius) / s;
  return 0.5 * (std::erf(far) - std::erf(near)) -
         sigma / (std::sqrt(2 * k_pi) * r) * (std::exp(-near * near) - std::exp(-far * far));
}

// Calls visit(index, distance from the bead's centre) for the voxels within `radius_A` of it.
template <class Visit>
void for_each_near(const GridSpec& grid, Vec3 centre_A, double radius_A, Visit visit) {
  const Index3 n = grid.size;
  const double h = grid.voxel_A;
  const Vec3 c = centre_A / h + Vec3{static_cast<double>(n.x / 2), static_cast<double>(n.y / 2),
                                     static_cast<double>(n.z / 2)};
  const double r = radius_A / h;
  const auto low = [r](double centre) {
    return std::max<std::int64_t>(0, std::llround(std::floor(centre - r)));
  };
  const auto high = [r](double centre, std::int64_t size) {
    return std::min<std::int64_t>(size - 1, std::llround(std::ceil(centre + r)));
  };
  for (std::int64_t z = low(c.z); z <= high(c.z, n.z); ++z)
    for (std::int64_t y = low(c.y); y <= high(c.y, n.y); ++y)
      for (std::int64_t x = low(c.x); x <= high(c.x, n.x); ++x) {
        const double distance_A =
            h * norm(Vec3{static_cast<double>(x), static_cast<double>(y), static_cast<double>(z)} - c);
        if (distance_A <= radius_A) visit(static_cast<std::size_t>(x + n.x * (y + n.y * z)), distance_A);
      }
}

}  // namespace

GridSpec bead_grid(const BeadModel& model, double voxel_A, double resolution_A) {
  const double sigma_A = k_sigma_per_resolution * resolution_A;
  Vec3 half;
  for (const Bead& bead : model.beads) {
    const double reach = bead.radius_A + k_reach * sigma_A;
    half = {std::max(half.x, std::abs(bead.centre_A.x) + reach),
            std::max(half.y, std::abs(bead.centre_A.y) + reach),
            std::max(half.z, std::abs(bead.centre_A.z) + reach)};
  }
  const auto size = [voxel_A](double extent_A) {
    return 2 * std::llround(std::ceil(extent_A / voxel_A)) + 1;
  };
  return {{size(half.x), size(half.y), size(half.z)}, voxel_A};
}

Volume bead_density(const BeadModel& model, double voxel_A, double resolution_A) {
  const double sigma_A = k_sigma_per_resolution * resolution_A;
  Volume volume{bead_grid(model, voxel_A, resolution_A), {}};
  volume.voxels.assign(volume.grid.count(), 0.0F);
  for (const Bead& bead : model.beads)
    for_each_near(volume.grid, bead.centre_A, bead.radius_A + k_reach * sigma_A,
                  [&](std::size_t at, double r) {
                    const double value = bead.density_V * filtered_ball(r, bead.radius_A, sigma_A);
                    volume.voxels[at] = std::max(volume.voxels[at], static_cast<float>(value));
                  });
  return volume;
}

std::vector<std::uint8_t> bead_mask(const BeadModel& model, const GridSpec& grid) {
  std::vector<std::uint8_t> mask(grid.count(), 0);
  for (const Bead& bead : model.beads)
    for_each_near(grid, bead.centre_A, bead.radius_A, [&mask](std::size_t at, double) { mask[at] = 1; });
  return mask;
}

}  // namespace cryocosm::macromolecules
