// The loop over entries, in the order of placing.
#include "placement/engine.hpp"

#include <algorithm>
#include <chrono>

#include "placement/entry_placer.hpp"
#include "placement/turns.hpp"

namespace cryocosm {
namespace {

EntryReport not_placed(const PlacementEntry& entry) {
  EntryReport report;
  report.name = entry.spec->name;
  report.reason = StopReason::cancelled;
  report.requested_occupancy = entry.spec->occupancy;
  report.requested_count = entry.spec->count;
  return report;
}

EntryReport place_entry(std::uint32_t index, const Random& random, const PlacementSpec& how, Workbench& bench,
                        std::optional<Relaxer>& relaxer) {
  const auto start = std::chrono::steady_clock::now();
  Scene::Placed& placed = bench.scene.entries[index];
  placed.first_unit = placed.unit_end = bench.scene.ledger.units.size();
  EntryPlacer placer(index, random.child(placed.name), bench);
  const PlacementEntry& entry = bench.entries[index];
  const bool may_relax = how.crowding == Crowding::relax && Relaxer::can_add_to(entry);
  // measured: a unit for which room is made costs as much as some thousand random tries
  const std::int64_t tries = entry.spec->chain_tries;
  StopReason reason = placer.insert(may_relax ? std::max<std::int64_t>(1, tries / 3) : tries);
  if (may_relax && (reason == StopReason::no_room || reason == StopReason::tries_spent)) {
    if (!relaxer) relaxer.emplace(bench);
    reason = placer.relax(*relaxer, how.relax_tries);
  }
  EntryReport report = placer.finish(reason);
  bench.space(index).rooms.clear();
  report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return report;
}

}  // namespace

std::vector<std::string> attaches_to(const PlacementEntry& entry) {
  return guarded_call(*entry.spec->transform.component, [&] {
    const Span<const std::string> names = entry.transform->attaches_to();
    return std::vector<std::string>(names.begin(), names.end());
  });
}

std::string_view to_text(StopReason reason) {
  switch (reason) {
    case StopReason::target_reached: return "target reached";
    case StopReason::no_room: return "no room left";
    case StopReason::no_more_poses: return "no more poses";
    case StopReason::tries_spent: return "tries spent";
    case StopReason::cancelled: return "cancelled";
  }
  return "";
}

std::vector<EntryReport> place(const std::vector<PlacementEntry>& entries, const Random& random, Scene& scene,
                               const PlacementSpec& how, const PlacementHooks& hooks) {
  std::vector<EntryReport> reports;
  for (const PlacementEntry& entry : entries) {
    reports.push_back(not_placed(entry));
    scene.entries.push_back({entry.spec->name, 0, 0, {}});
  }
  const std::vector<std::uint32_t> turns = turns_of(entries, how.order, scene.grid());
  Workbench bench(entries, scene, hooks);
  std::optional<Relaxer> relaxer;  // takes four bytes per voxel
  for (std::size_t turn = 0; turn < turns.size(); ++turn) {
    const std::uint32_t index = turns[turn];
    reports[index] = place_entry(index, random, how, bench, relaxer);
    reports[index].turn = turn;
    if (reports[index].reason == StopReason::cancelled) break;
  }
  // not before: later entries may move what earlier ones placed, or take its place
  for (std::size_t i = 0; i < reports.size(); ++i) {
    EntryReport& report = reports[i];
    if (report.region_voxels > 0)
      report.volume_occupancy =
          static_cast<double>(bench.covered[i]) / static_cast<double>(report.region_voxels);
    report.reached_occupancy = report.attaches_to.empty()   ? report.volume_occupancy
                               : report.surface_area_A2 > 0 ? bench.shaded_A2[i] / report.surface_area_A2
                                                            : 0;
  }
  return reports;
}

}  // namespace cryocosm
