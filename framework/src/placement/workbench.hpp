// What the entries of one run share while they are placed, so that none has to make it anew.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "placement/engine.hpp"
#include "placement/room.hpp"

namespace cryocosm {

/// Memory for growing one chain; as large as the volume's bits.
struct GrowerMemory {
  explicit GrowerMemory(Index3 size) : own(size) {}
  VoxelBits own;        ///< bodies of the chain's own units; empty between chains
  VoxelBits own_halos;  ///< and their halos; without size until a halo is asked for
  FootprintScratch scratch;
};

class Workbench {
 public:
  Workbench(const std::vector<PlacementEntry>& placed_entries, Scene& filled_scene,
            const PlacementHooks& given_hooks)
      : entries(placed_entries), scene(filled_scene), hooks(given_hooks), interest(scene.interest()) {}

  /// One for a thread to work with, until it is given back. [any]
  std::unique_ptr<GrowerMemory> borrow();
  void give_back(std::unique_ptr<GrowerMemory> memory);

  const std::vector<PlacementEntry>& entries;
  Scene& scene;
  const PlacementHooks& hooks;
  const Room interest;  ///< the volume of interest

 private:
  std::mutex mutex_;
  std::vector<std::unique_ptr<GrowerMemory>> idle_;
};

}  // namespace cryocosm
