// From a volume to a placeable template: mask, scaling, trimming, extents and the check that it fits.
#pragma once

#include <memory>
#include <string>

#include "cryocosm/structure.hpp"

namespace cryocosm::macromolecules {

/// Larger templates are mistakes of units or files: a gigabyte of density, 645 voxels along each axis.
constexpr double k_most_template_voxels = 268435456;  // 2^28

/// Throws DataError (Code::too_large) when a template of `grid` would be beyond that. `what` names it. [any]
void require_affordable(const GridSpec& grid, const std::string& what);

/// 1 where the density is at least `threshold`. [any]
std::vector<std::uint8_t> mask_at(const Volume& volume, double threshold);

/// The density of the `count`-th densest voxel: the surface that encloses as many. [any]
double density_of_rank(const Volume& volume, std::size_t count);

/// Sets the density to zero farther than `reach_A` from the mask, and outside the mask where it is
/// less than a thousandth of the greatest. [any]
void clear_outside(Volume& volume, const std::vector<std::uint8_t>& mask, double reach_A);

void scale(Volume& volume, double factor);                                     ///< [any]
double sum_of(const Volume& volume);                                           ///< [any]
double mean_inside(const Volume& volume, const std::vector<std::uint8_t>& m);  ///< 0 without mask [any]

/// The volume in which the density is more than half its maximum: low-passed bodies keep theirs there. [any]
double volume_at_half_maximum_A3(const Volume& volume);

/// A template of `volume` (centre at voxel N/2) in the smallest box around its centre that holds mask
/// and density. Throws DataError for an empty mask. [any]
std::unique_ptr<DensityTemplate> trimmed_template(const Volume& volume,
                                                  const std::vector<std::uint8_t>& mask);

/// Widths of the mask, voxels taken whole, over directions spread evenly on the sphere.
struct Extents {
  double widest_A = 0;
  double narrowest_A = 0;
};
Extents extents(const DensityTemplate& shape);  ///< [any]

/// Throws DataError (Code::too_large) when no rotation lets a body of these extents into the volume.
/// `what` names the template in the message. [any]
void require_fit(const Extents& extents, const GridSpec& volume, const std::string& what);

/// The distance between opposite corners of the volume, Å. [any]
double diagonal_A(const GridSpec& volume);

}  // namespace cryocosm::macromolecules
