// How much of a surface lies within the volume.
#pragma once

#include "cryocosm/structure.hpp"

namespace cryocosm {

/// The part of the surface's area that lies in `box`, from 0 to 1: that of the triangles of a fine mesh whose
/// middle lies there. [any]
double part_inside(const Surface& surface, const Box& box);

}  // namespace cryocosm
