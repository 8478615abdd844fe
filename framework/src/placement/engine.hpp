// The placement engine: algorithms 2 and 3 of the paper as one. A single body is a chain of one unit.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "config/pipeline_spec.hpp"
#include "placement/morphology.hpp"
#include "placement/scene.hpp"

namespace cryocosm {

/// A structure entry with its components made; pointers are borrowed.
struct PlacementEntry {
  const StructureEntry* spec = nullptr;
  const StructureGenerator* structure = nullptr;
  const TransformGenerator* transform = nullptr;
  const Rasterizer* rasterizer = nullptr;
  std::uint32_t first_label = 1;       ///< label of the generator's class 0
  std::uint32_t first_part_label = 0;  ///< label of its part 1,
  std::uint32_t part_count = 0;        ///< when it has parts
};

/// TransformGenerator::attaches_to of the entry. Throws Error naming the component. [any]
std::vector<std::string> attaches_to(const PlacementEntry& entry);

enum class StopReason { target_reached, no_room, no_more_poses, tries_spent, cancelled };
std::string_view to_text(StopReason reason);

/// A pose that its transform asked to have reported, because it did not fit.
struct RefusedPose {
  std::uint64_t attempt = 0;  ///< number of the chain within its entry, from 0
  Pose pose;
  double taken_fraction = 0;        ///< of its voxels: those of other units and of their halos
  double outside_fraction = 0;      ///< of its voxels: those outside the region
  std::uint32_t with_instance = 0;  ///< the first unit that it overlaps, 0 = none
};

/// What relaxing did for one entry.
struct Relaxation {
  std::size_t attempts = 0;      ///< to make room for one more unit
  std::size_t moves = 0;         ///< of units in the way, tried
  std::size_t accepted = 0;      ///< of these
  std::size_t moved_units = 0;   ///< that are elsewhere now
  std::size_t gained_units = 0;  ///< placed after random insertion had given up
};

/// How one entry ended. Occupancies are fractions of the entry's region or, where it `attaches_to`
/// others, of the area of their surfaces.
struct EntryReport {
  std::string name;
  StopReason reason = StopReason::target_reached;
  double requested_occupancy = 0;
  double reached_occupancy = 0;
  std::int64_t requested_count = 0;
  std::size_t turn = 0;                  ///< place in the order of placing, from 0
  std::size_t region_voxels = 0;         ///< that the entry could use, taken or not
  std::vector<std::string> attaches_to;  ///< entries on whose surfaces its units are placed
  double surface_area_A2 = 0;            ///< of all of these, within the volume
  double volume_occupancy = 0;           ///< fraction of the region in any case
  std::size_t chains = 0;
  std::size_t units = 0;
  std::size_t failed_chains = 0;  ///< could not start, or came out too short
  std::size_t failed_poses = 0;
  std::vector<RefusedPose> refusals;
  Relaxation relaxation;
  double seconds = 0;
};

struct PlacementHooks {
  std::function<bool()> cancelled = [] { return false; };
  /// Called after every chain: entry index and the fraction of its target reached.
  std::function<void(std::size_t entry, double fraction)> progress = [](std::size_t, double) {};
  ParallelFor parallel_for = serial_for;
};

/// Fills the scene, entry after entry, as listed or largest first; reports are in the order of `entries`.
/// Every entry ends with a reason; after `cancelled` the scene holds whole chains only, and entries
/// without a turn report nothing placed. Errors of components are thrown as Error naming them, poses
/// that must fit and do not as DataError. [host]
///
/// Chains are grown by several threads at once, each beside the scene as it was before any of them, and
/// committed in the order of their numbers; one that meets another is grown again. What is placed
/// therefore follows from the seed and not from the number of threads.
///
/// Random streams: `random` / entry name / chain attempt / unit / try, so each entry's result depends
/// on the entries before it only through the room they take.
std::vector<EntryReport> place(const std::vector<PlacementEntry>& entries, const Random& random, Scene& scene,
                               const PlacementSpec& how = {}, const PlacementHooks& hooks = {});

}  // namespace cryocosm
