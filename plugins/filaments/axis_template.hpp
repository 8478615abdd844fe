// Templates as units of a helix: turned onto its axis, and set around it.
#pragma once

#include <memory>

#include "cryocosm/structure.hpp"

namespace cryocosm::filaments {

/// Where the axis of a helix runs through a template, in the template's frame.
struct HelixAxis {
  Vec3 direction{0, 0, 1};  ///< not zero; of any length
  Vec3 point_A;             ///< some point of it
};

/// `copies` of the template, each turned by another of their number-th part of a full turn, in a frame whose
/// z axis is the helix's. Densities between voxels are interpolated linearly; a voxel is excluded when one
/// copy's nearest voxel is. [any]
std::unique_ptr<DensityTemplate> around_axis(const DensityTemplate& source, const HelixAxis& axis,
                                             std::int64_t copies);

/// How much copies lie inside one another: 0 when they are apart, 1 when all are in one place. [any]
double shared_by_copies(const DensityTemplate& source, const DensityTemplate& made, std::int64_t copies);

/// Length of the excluded body along z, Å. [any]
double height_A(const DensityTemplate& unit);

/// The part of a unit's body that also belongs to later units of a helix of this rise and twist, at most 1.
/// [any]
double shared_with_next(const DensityTemplate& unit, double rise_A, double twist_rad);

}  // namespace cryocosm::filaments
