// In which order entries are placed.
#pragma once

#include <cstdint>
#include <vector>

#include "placement/engine.hpp"

namespace cryocosm {

/// Indices of `entries`, in the order in which they are placed. `largest_first` sorts, by the voxels
/// that one unit excludes, each run of neighbouring entries whose shapes are their generators' own, that
/// is molecules. Lines, entries that draw a shape for each structure, and those that a region or a
/// transform refers to, keep their places. [host]
std::vector<std::uint32_t> turns_of(const std::vector<PlacementEntry>& entries, Order order,
                                    const GridSpec& grid);

}  // namespace cryocosm
