// How the level sets of a function bend.
#pragma once

#include "cryocosm/structure.hpp"

namespace cryocosm::membranes {

struct Derivatives {
  double value = 0;
  Vec3 gradient;
  double xx = 0, yy = 0, zz = 0, xy = 0, yz = 0, zx = 0;
};

/// Principal curvatures of the level set through a point, from the derivatives there (Goldman, Comput. Aided
/// Geom. Des. 22, 632, 2005). Flat where the gradient is zero.
Curvatures curvatures_of_level(const Derivatives& at);

}  // namespace cryocosm::membranes
