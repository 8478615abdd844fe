// The placement engine: algorithms 2 and 3 of the paper as one. A single body is a chain of one unit.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "config/pipeline_spec.hpp"
#include "placement/scene.hpp"

namespace cryocosm {

/// A structure entry with its components made; pointers are borrowed.
struct PlacementEntry {
  const StructureEntry* spec = nullptr;
  const StructureGenerator* structure = nullptr;
  const TransformGenerator* transform = nullptr;
  const Rasterizer* rasterizer = nullptr;
  std::uint32_t first_label = 1;  ///< label of the generator's class 0
};

enum class StopReason { target_reached, no_room, tries_spent, cancelled };
std::string_view to_text(StopReason reason);

/// How one entry ended. Occupancies are fractions of the volume of interest.
struct EntryReport {
  std::string name;
  StopReason reason = StopReason::target_reached;
  double requested_occupancy = 0;
  double reached_occupancy = 0;
  std::int64_t requested_count = 0;
  std::size_t chains = 0;
  std::size_t units = 0;
  std::size_t failed_chains = 0;  ///< could not start, or came out too short
  std::size_t failed_poses = 0;
  double seconds = 0;
};

struct PlacementHooks {
  std::function<bool()> cancelled = [] { return false; };
  /// Called after every chain: entry index and the fraction of its target reached.
  std::function<void(std::size_t entry, double fraction)> progress = [](std::size_t, double) {};
};

/// Fills the scene, entry after entry. Every entry ends with a reason; after `cancelled` the scene
/// holds whole chains only. Errors of components are thrown as Error naming them. [host]
///
/// Random streams: `random` / entry name / chain attempt / unit / try, so each entry's result depends
/// on the entries before it only through the room they take.
std::vector<EntryReport> place(const std::vector<PlacementEntry>& entries, const Random& random, Scene& scene,
                               const PlacementHooks& hooks = {});

}  // namespace cryocosm
