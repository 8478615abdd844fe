// From a volume to a placeable template: mask, scaling, trimming, extents and the check that it fits.
#pragma once

#include <memory>
#include <string>

#include "cryocosm/structure.hpp"

namespace cryocosm::macromolecules {

/// 1 where the density is at least `level` times its maximum. [any]
std::vector<std::uint8_t> mask_at_level(const Volume& volume, double level);

/// Sets the density to zero farther than `reach_A` from the mask, and outside the mask where it is
/// less than a thousandth of the greatest. [any]
void clear_outside(Volume& volume, const std::vector<std::uint8_t>& mask, double reach_A);

/// Scales the density so that its mean inside the mask is `mean_V`. Throws DataError when the mean is
/// not positive. [any]
void scale_to_mean(Volume& volume, const std::vector<std::uint8_t>& mask, double mean_V);

/// Scales a density of arbitrary units so that its integral is that of as much protein above ice as
/// fits into the surface at half its maximum: low-passed bodies keep their volume there. [any]
void scale_to_protein(Volume& volume);

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
