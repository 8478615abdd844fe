// Points deep inside a unit, ordered so that a collision shows early.
#pragma once

#include <vector>

#include "cryocosm/rasterizer.hpp"

namespace cryocosm {

/// Asks the rasterizer for its probe points, keeps at most `limit` of them, and orders them
/// farthest-first from the centre-most one: each point is the one farthest from all before it, so a
/// prefix of any length covers the body evenly. [any]
std::vector<Vec3> ordered_probes(const Rasterizer& rasterizer, const Shape& shape, double voxel_A,
                                 std::size_t limit = 256);

}  // namespace cryocosm
