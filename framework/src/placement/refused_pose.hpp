// What is in the way of a pose that had to fit, and how to say so.
#pragma once

#include <string>
#include <vector>

#include "placement/chain_grower.hpp"

namespace cryocosm {

/// What is in the way of the pose that `chain` was refused. Throws Error naming a rasterizer. [host]
RefusedPose refused_pose(const GrownChain& chain, const EntrySpace& space,
                         const std::vector<PlacementEntry>& entries);

/// "list: 2 of its poses do not fit", and a line for each of the first ten, such as "pose 17: 12.5 % of it is
/// taken, by instance 4 of enzymes". [host]
std::string refusals_text(const EntryReport& report, const Scene& scene);

}  // namespace cryocosm
