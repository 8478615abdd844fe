// Beads on a grid: balls with a Gaussian edge, and the mask of their insides.
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

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

// The indices within a radius of a centre along one axis.
struct Reach {
  std::int64_t low, high;
};
Reach reached(double centre, double radius, std::int64_t size) {
  return {std::max<std::int64_t>(0, std::llround(std::floor(centre - radius))),
          std::min<std::int64_t>(size - 1, std::llround(std::ceil(centre + radius)))};
}

// A position in the indices of a grid whose centre is voxel N/2.
Vec3 index_of(Vec3 p_A, const GridSpec& grid) {
  return p_A / grid.voxel_A + Vec3{static_cast<double>(grid.size.x / 2), static_cast<double>(grid.size.y / 2),
                                   static_cast<double>(grid.size.z / 2)};
}

// Calls visit(index in the plane, distance from the centre) for the voxels of plane z within `radius_A` of
// it.
template <class Visit>
void for_each_near(const GridSpec& grid, std::int64_t z, Vec3 centre_A, double radius_A, Visit visit) {
  const Vec3 c = index_of(centre_A, grid);
  const double r = radius_A / grid.voxel_A;
  const Reach ys = reached(c.y, r, grid.size.y), xs = reached(c.x, r, grid.size.x);
  for (std::int64_t y = ys.low; y <= ys.high; ++y)
    for (std::int64_t x = xs.low; x <= xs.high; ++x) {
      const Vec3 p{static_cast<double>(x), static_cast<double>(y), static_cast<double>(z)};
      const double distance_A = grid.voxel_A * norm(p - c);
      if (distance_A <= radius_A) visit(static_cast<std::size_t>(x + grid.size.x * y), distance_A);
    }
}

Reach planes_near(const GridSpec& grid, Vec3 centre_A, double radius_A) {
  return reached(index_of(centre_A, grid).z, radius_A / grid.voxel_A, grid.size.z);
}

// Beads that differ in their places only.
struct BeadKind {
  double radius_A, density_V;
  std::vector<Vec3> centres_A;
};
std::vector<BeadKind> kinds_of(const BeadModel& model) {
  std::map<std::pair<double, double>, std::vector<Vec3>> kinds;
  for (const Bead& bead : model.beads) kinds[{bead.radius_A, bead.density_V}].push_back(bead.centre_A);
  std::vector<BeadKind> list;
  for (auto& [kind, centres_A] : kinds) list.push_back({kind.first, kind.second, std::move(centres_A)});
  return list;
}

// Raises a plane of voxels to the density of beads of one kind. A bead is the denser the nearer its centre
// is, so of all that are alike only the nearest has to be computed. `nearest` is infinite before and after.
void raise_to(const BeadKind& kind, double sigma_A, const GridSpec& grid, std::int64_t z, float* plane,
              std::vector<double>& nearest) {
  const double reach_A = kind.radius_A + k_reach * sigma_A;
  std::size_t first = nearest.size(), last = 0;  // that are near any
  for (const Vec3 centre_A : kind.centres_A) {
    const Reach planes = planes_near(grid, centre_A, reach_A);
    if (z < planes.low || z > planes.high) continue;
    for_each_near(grid, z, centre_A, reach_A, [&](std::size_t at, double r) {
      nearest[at] = std::min(nearest[at], r);
      first = std::min(first, at);
      last = std::max(last, at);
    });
  }
  for (std::size_t i = first; i <= last; ++i) {
    if (!std::isfinite(nearest[i])) continue;
    const double value = kind.density_V * filtered_ball(nearest[i], kind.radius_A, sigma_A);
    plane[i] = std::max(plane[i], static_cast<float>(value));
    nearest[i] = std::numeric_limits<double>::infinity();
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
  const std::vector<BeadKind> kinds = kinds_of(model);
  const std::int64_t plane = volume.grid.size.x * volume.grid.size.y;
  std::vector<double> nearest(static_cast<std::size_t>(plane), std::numeric_limits<double>::infinity());
  for (std::int64_t z = 0; z < volume.grid.size.z; ++z)
    for (const BeadKind& kind : kinds)
      raise_to(kind, sigma_A, volume.grid, z, volume.voxels.data() + z * plane, nearest);
  return volume;
}

std::vector<std::uint8_t> bead_mask(const BeadModel& model, const GridSpec& grid) {
  std::vector<std::uint8_t> mask(grid.count(), 0);
  for (const Bead& bead : model.beads) {
    const Reach planes = planes_near(grid, bead.centre_A, bead.radius_A);
    for (std::int64_t z = planes.low; z <= planes.high; ++z) {
      std::uint8_t* const plane = mask.data() + z * grid.size.x * grid.size.y;
      for_each_near(grid, z, bead.centre_A, bead.radius_A,
                    [plane](std::size_t at, double) { plane[at] = 1; });
    }
  }
  return mask;
}

}  // namespace cryocosm::macromolecules
