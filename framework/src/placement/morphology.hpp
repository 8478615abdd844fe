// Erosion and dilation of sets of voxels by a ball, sixty-four voxels at a time.
#pragma once

#include <functional>

#include "cryocosm/run_context.hpp"
#include "placement/footprint.hpp"

namespace cryocosm {

/// Runs body(begin, end) for disjoint ranges that cover [0, n), perhaps on several threads.
using ParallelFor = std::function<void(std::size_t n, FunctionRef<void(std::size_t, std::size_t)> body)>;
void serial_for(std::size_t n, FunctionRef<void(std::size_t, std::size_t)> body);

/// The voxels of `set` whose neighbours within `radius` voxels, itself included, are all in it. What
/// lies beyond the grid is not. Takes radius + 1 times the memory of the set. [host]
VoxelBits eroded(const VoxelBits& set, double radius, const ParallelFor& parallel_for = serial_for);

/// All voxels of a grid of `size` within `radius` voxels of the footprint, itself included. [any]
Footprint dilated(const Footprint& footprint, double radius, Index3 size);

}  // namespace cryocosm
