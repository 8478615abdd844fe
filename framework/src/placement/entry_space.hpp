// What one entry may still use of the volume while its chains are being placed.
#pragma once

#include "placement/workbench.hpp"

namespace cryocosm {

/// Shared by all chains that are grown at the same time; changes only between them. [host] to change,
/// [any] to read.
class EntrySpace {
 public:
  EntrySpace(std::uint32_t entry_index, Workbench& bench);
  EntrySpace(const EntrySpace&) = delete;
  EntrySpace& operator=(const EntrySpace&) = delete;

  Workbench& bench;
  const std::uint32_t entry_index;
  const PlacementEntry& entry;
  Scene& scene;

  const Room& region() const { return own_region_ ? *own_region_ : bench.interest; }
  /// Outside the region, taken, or in another unit's halo.
  const VoxelBits& blocked() const { return own_region_ ? own_blocked_ : scene.blocked; }
  /// Keeps `voxels` free of others from now on.
  void block(const Footprint& voxels);

 private:
  std::optional<Room> own_region_;  ///< when the entry may not use all of the volume of interest
  VoxelBits own_blocked_;

 public:
  const BodyBook bodies;
  Rooms rooms;
};

}  // namespace cryocosm
