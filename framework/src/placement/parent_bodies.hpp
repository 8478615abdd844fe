// Units that others are embedded in, and what they may take of them.
#pragma once

#include <cstdint>
#include <memory>
#include <shared_mutex>
#include <unordered_map>
#include <vector>

#include "placement/engine.hpp"
#include "placement/footprint.hpp"

namespace cryocosm {

/// The voxels that each parent still owns. A voxel goes from a parent to the unit that is embedded in it
/// once; neither placing nor painting asks for more than that.
class ParentBodies {
 public:
  /// Both are borrowed.
  ParentBodies(const std::vector<PlacementEntry>& entries, const Scene& scene)
      : entries_(entries), scene_(scene) {}

  /// What the unit `instance` owns; drawn when first asked for, valid until the end. Throws Error naming its
  /// rasterizer. [any]
  const Footprint& of(std::uint32_t instance) const;
  /// Takes the voxels of `body` away from the parent and returns how many there were. [host]
  std::size_t hand_over(std::uint32_t instance, const Footprint& body);

 private:
  Footprint drawn(const PlacedUnit& parent) const;

  const std::vector<PlacementEntry>& entries_;
  const Scene& scene_;
  mutable std::shared_mutex mutex_;
  mutable std::unordered_map<std::uint32_t, std::unique_ptr<Footprint>> bodies_;
};

/// The voxels that a unit in one pose may take although they are taken. Borrows the parent's. [any]
struct Embedded {
  const Footprint* parent = nullptr;  ///< null: none
  Embedding layer;
  double voxel_A = 1;

  bool may_take(Index3 v) const;
  /// How many voxels of `body` it may take, of those in `places`.
  std::size_t count(const Footprint& body, const VoxelBits& places) const;
};

/// What `proposal`, which an entry's transform made, may take. Throws Error (Code::component_misbehaved) when
/// its parent does not exist or is no unit of `attaches_to`, or its embedding is not sound. [any]
Embedded embedded_by(const Proposal& proposal, const PlacementEntry& entry,
                     const std::vector<std::string>& attaches_to, const Scene& scene,
                     const ParentBodies& parents);

}  // namespace cryocosm
