// The loop over entries and chains, and the reason each entry ends with.
#include "placement/engine.hpp"

#include <algorithm>
#include <chrono>

#include "placement/chain_builder.hpp"

namespace cryocosm {
namespace {

/// What an entry asks for, in voxels and chains; whichever is reached first ends it.
struct Target {
  std::size_t voxels = std::numeric_limits<std::size_t>::max();
  std::size_t chains = std::numeric_limits<std::size_t>::max();
};

Target target_of(const StructureEntry& spec, std::size_t interest) {
  Target target;
  if (spec.occupancy > 0)
    target.voxels = static_cast<std::size_t>(std::llround(spec.occupancy * static_cast<double>(interest)));
  if (spec.count > 0) target.chains = static_cast<std::size_t>(spec.count);
  return target;
}

double fraction_reached(const Target& target, std::size_t voxels, std::size_t chains) {
  return std::min(1.0, std::max(static_cast<double>(voxels) / static_cast<double>(target.voxels),
                                static_cast<double>(chains) / static_cast<double>(target.chains)));
}

EntryReport place_entry(const PlacementEntry& entry, std::uint32_t index, const Random& random, Scene& scene,
                        const PlacementHooks& hooks) {
  const auto start = std::chrono::steady_clock::now();
  const std::size_t interest = scene.occupancy.interest_count();
  const Target target = target_of(*entry.spec, interest);
  const std::size_t first_unit = scene.ledger.units.size();
  scene.entries.push_back({entry.spec->name, first_unit, first_unit, {}});

  EntryReport report;
  report.name = entry.spec->name;
  report.requested_occupancy = entry.spec->occupancy;
  report.requested_count = entry.spec->count;
  report.reason = StopReason::target_reached;

  ChainBuilder builder(entry, index, scene, hooks);
  std::int64_t failures_in_a_row = 0;
  for (std::uint64_t attempt = 0; builder.covered() < target.voxels && report.chains < target.chains;
       ++attempt) {
    if (hooks.cancelled()) {
      report.reason = StopReason::cancelled;
      break;
    }
    const auto outcome = builder.grow(random.child(attempt), target.voxels - builder.covered());
    if (outcome == ChainBuilder::Outcome::placed) {
      ++report.chains;
      failures_in_a_row = 0;
      hooks.progress(index, fraction_reached(target, builder.covered(), report.chains));
      continue;
    }
    if (outcome == ChainBuilder::Outcome::cancelled) {
      report.reason = StopReason::cancelled;
      break;
    }
    ++report.failed_chains;
    if (outcome == ChainBuilder::Outcome::no_room) {
      report.reason = StopReason::no_room;
      break;
    }
    if (++failures_in_a_row >= entry.spec->chain_tries) {
      report.reason = StopReason::tries_spent;
      break;
    }
  }
  report.reached_occupancy =
      interest == 0 ? 0 : static_cast<double>(builder.covered()) / static_cast<double>(interest);
  report.units = scene.ledger.units.size() - first_unit;
  report.failed_poses = builder.failed_poses();
  report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return report;
}

}  // namespace

std::string_view to_text(StopReason reason) {
  switch (reason) {
    case StopReason::target_reached: return "target reached";
    case StopReason::no_room: return "no room left";
    case StopReason::tries_spent: return "tries spent";
    case StopReason::cancelled: return "cancelled";
  }
  return "";
}

std::vector<EntryReport> place(const std::vector<PlacementEntry>& entries, const Random& random, Scene& scene,
                               const PlacementHooks& hooks) {
  std::vector<EntryReport> reports;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    reports.push_back(place_entry(entries[i], static_cast<std::uint32_t>(i),
                                  random.child(entries[i].spec->name), scene, hooks));
    if (reports.back().reason == StopReason::cancelled) break;
  }
  return reports;
}

}  // namespace cryocosm
