// The painter: draws the ledger into density, class labels and instance labels, tile by tile.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "cryocosm/run_context.hpp"
#include "placement/engine.hpp"
#include "placement/scene.hpp"

namespace cryocosm {

/// The phantom: three volumes on one grid, x fastest.
struct Phantom {
  GridSpec grid;
  std::vector<float> density;            ///< sum of the units' densities
  std::vector<std::uint16_t> labels;     ///< of the owner's class, or of a part of a unit; 0 = none
  std::vector<std::uint32_t> instances;  ///< instance of the owner, 0 = none
};

/// A voxel belongs to the first unit of the ledger that excludes it, exactly as in placement, or to one that
/// is embedded in that one; the density of the parent is left out there. Parts that are labelled apart are
/// those of the owner, or of the last unit where nobody owns the voxel. Tiles are independent and each visits
/// its units in ledger order, so the bits do not depend on the number of threads. Uses services for threads
/// and cancellation; `progress(done, total)` counts tiles and is called from any thread. Throws Cancelled, or
/// Error naming the rasterizer. [host]
Phantom paint(const std::vector<PlacementEntry>& entries, const Scene& scene, Services& services,
              const std::function<void(std::size_t, std::size_t)>& progress = {});

}  // namespace cryocosm
