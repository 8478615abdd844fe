// Where pores lie on a sphere: at random, but not nearer to each other than a given distance.
#pragma once

#include <optional>
#include <vector>

#include "cryocosm/random.hpp"

namespace nuclear_pore {

/// `count` unit vectors, every two at least `least_angle_rad` apart: random sequential addition, begun anew
/// when it jams. Empty when it jammed a hundred times.
std::optional<std::vector<cryocosm::Vec3>> pore_pattern(std::size_t count, double least_angle_rad,
                                                        cryocosm::Random& random);

}  // namespace nuclear_pore
