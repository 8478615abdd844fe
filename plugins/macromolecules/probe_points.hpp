// Points deep enough inside a template's mask that every pose excludes the voxel they fall into.
#pragma once

#include <vector>

#include "cryocosm/structure.hpp"

namespace cryocosm::macromolecules {

/// Centres of mask voxels (unit frame, Å) such that a volume voxel of `voxel_A` containing one of them is
/// excluded in every pose. [any]
std::vector<Vec3> deep_points(const DensityTemplate& shape, double voxel_A);

/// Appends at most `count` of `candidates`, each next one the farthest from those before. [any]
void append_spread_points(const std::vector<Vec3>& candidates, std::size_t count, std::vector<Vec3>& points);

}  // namespace cryocosm::macromolecules
