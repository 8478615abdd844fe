// The largest ball inside a template's mask.
#pragma once

#include "cryocosm/structure.hpp"

namespace cryocosm::macromolecules {

/// A ball of the unit's frame all of whose points have a mask voxel as their nearest, in whatever way the
/// indices are rounded: radius 0 when there is none. The largest about any voxel's centre, then moved
/// to where it can grow. [any]
Ball inner_ball(const DensityTemplate& shape);

}  // namespace cryocosm::macromolecules
