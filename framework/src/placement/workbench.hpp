// What the entries of one run share while they are placed, so that none has to make it anew.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "placement/entry_space.hpp"

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
  Workbench(const std::vector<PlacementEntry>& placed, Scene& filled, const PlacementHooks& given)
      : entries(placed),
        scene(filled),
        hooks(given),
        parents(placed, filled),
        covered(placed.size()),
        shaded_A2(placed.size()),
        spaces_(placed.size()) {}

  const std::vector<PlacementEntry>& entries;
  Scene& scene;
  const PlacementHooks& hooks;

  ParentBodies parents;
  std::vector<std::size_t> covered;  ///< voxels that each entry's units own
  std::vector<double> shaded_A2;     ///< and the area of their shadows on surfaces

  /// What an entry may use; made when it is first asked for, which must not be before its turn. [host]
  EntrySpace& space(std::uint32_t entry);

  /// For a thread to work with, until it is given back. [any]
  std::unique_ptr<GrowerMemory> borrow();
  void give_back(std::unique_ptr<GrowerMemory> memory);

 private:
  std::shared_ptr<const Room> region(std::uint32_t entry);

  std::vector<std::pair<const PlacementEntry*, std::shared_ptr<const Room>>>
      regions_;  ///< and who asked first
  std::vector<std::unique_ptr<EntrySpace>> spaces_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<GrowerMemory>> idle_;
};

}  // namespace cryocosm
