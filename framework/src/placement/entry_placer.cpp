// Batches of chains: grown side by side, settled one after another.
#include "placement/entry_placer.hpp"

#include <algorithm>
#include <cmath>

#include "placement/part_inside.hpp"
#include "placement/refused_pose.hpp"

namespace cryocosm {
namespace {

Target target_of(const EntrySpace& space) {
  const StructureEntry& spec = *space.entry.spec;
  Target target;
  if (spec.occupancy > 0)
    target.covered = space.is_on_surfaces()
                         ? spec.occupancy * space.surface_area_A2
                         : std::round(spec.occupancy * static_cast<double>(space.region().count()));
  if (spec.count > 0) target.chains = static_cast<std::size_t>(spec.count);
  return target;
}

double fraction_reached(const Target& target, double covered, std::size_t chains) {
  return std::min(1.0, std::max(covered / target.covered,
                                static_cast<double>(chains) / static_cast<double>(target.chains)));
}

Embedded embedded_of(const GrownUnit& unit, const EntrySpace& space) {
  if (!unit.unit.is_embedded) return {};
  return {&space.parents.of(unit.unit.parent), unit.embedding, space.scene.grid().voxel_A};
}

/// Adds the voxels of interest of `body` to `taken` and returns how many were not in it yet.
std::size_t take(const Footprint& body, const VoxelBits& interest, VoxelBits& taken) {
  std::size_t fresh = 0;
  for_each_row(body, [&](const std::uint64_t* row, std::int64_t y, std::int64_t z) {
    const std::uint64_t* const allowed = interest.row(y, z) + body.first_word;
    std::uint64_t* const out = taken.row(y, z) + body.first_word;
    for (std::int64_t w = 0; w < body.row_words; ++w) {
      const std::uint64_t own = row[w] & allowed[w];
      fresh += count_bits(own & ~out[w]);
      out[w] |= own;
    }
  });
  return fresh;
}

}  // namespace

EntryPlacer::EntryPlacer(std::uint32_t entry_index, const Random& random, Workbench& bench)
    : random_(random),
      bench_(bench),
      space_(bench.space(entry_index)),
      first_unit_(bench.scene.ledger.units.size()) {
  const StructureEntry& spec = *space_.entry.spec;
  report_.name = spec.name;
  report_.requested_occupancy = spec.occupancy;
  report_.requested_count = spec.count;
  report_.region_voxels = space_.region().count();
  report_.attaches_to = space_.attaches_to;
  report_.surface_area_A2 = space_.surface_area_A2;
  target_ = target_of(space_);
}

StopReason EntryPlacer::insert(std::int64_t tries) {
  most_failures_ = tries;
  failures_in_a_row_ = 0;
  only_full_ = true;
  if (report_.region_voxels == 0) return StopReason::no_room;  // an occupancy of nothing is not reached
  if (space_.is_on_surfaces() && space_.surface_area_A2 == 0) return StopReason::no_more_poses;
  while (!done()) {
    if (bench_.hooks.cancelled()) return StopReason::cancelled;
    std::vector<GrownChain> batch = grow_batch(batch_size());
    const std::size_t chains_before = report_.chains;
    std::vector<std::pair<std::shared_ptr<const Body>, std::size_t>> failed_starts;
    std::optional<StopReason> stop;
    for (GrownChain& chain : batch) {
      if (done() || stop) break;
      ++attempts_;
      if (chain.first_body) failed_starts.emplace_back(chain.first_body, chain.failed_starts);
      stop = settle(std::move(chain), report_.chains != chains_before);
    }
    if (stop) return *stop;
    for (const auto& [body, failed] : failed_starts)
      space_.rooms.count_failures(body, failed, bench_.hooks.parallel_for);
  }
  return StopReason::target_reached;
}

StopReason EntryPlacer::relax(Relaxer& relaxer, std::int64_t tries) {
  constexpr std::int64_t k_batch = 32;  // near misses that are looked for side by side
  const Random stream = random_.child("relax");
  Relaxation& statistics = report_.relaxation;
  std::int64_t failures = 0;
  while (!done() && failures < tries) {
    if (bench_.hooks.cancelled()) return StopReason::cancelled;
    std::vector<Random> streams;
    for (std::int64_t i = 0; i < k_batch; ++i) streams.push_back(stream.child(statistics.attempts++));
    failures += k_batch;
    for (NearMiss& miss : relaxer.near_misses(space_, streams)) {
      if (done()) break;
      auto chain = relaxer.make_room(space_, std::move(miss), statistics);
      if (!chain) continue;
      commit(std::move(*chain));
      ++statistics.gained_units;
      failures = 0;
      bench_.hooks.progress(space_.entry_index, fraction_reached(target_, covered(), report_.chains));
    }
  }
  return done() ? StopReason::target_reached : StopReason::tries_spent;
}

/// As many chains as the target still takes, by the chains so far: too many would be grown in vain, too
/// few would keep threads waiting. Nothing but what has been placed may decide it.
std::size_t EntryPlacer::batch_size() const {
  constexpr std::size_t k_first = 8, k_most = 512;
  constexpr std::size_t k_most_units = 4096;  // their footprints are kept until they are settled
  if (attempts_ == 0) return std::min(k_first, target_.chains);
  const auto attempts = static_cast<double>(attempts_);
  const double chains = std::max(1.0, static_cast<double>(report_.chains));
  const double units = static_cast<double>(space_.scene.ledger.units.size() - first_unit_);
  const double most = std::min(static_cast<double>(k_most),
                               static_cast<double>(k_most_units) / std::max(1.0, units / chains));
  double wanted = most;
  if (report_.chains > 0) {
    wanted = std::min(wanted, (target_.covered - covered()) / (covered() / attempts));
    const double chains_left = static_cast<double>(target_.chains) - static_cast<double>(report_.chains);
    wanted = std::min(wanted, chains_left / (chains / attempts));
  }
  return static_cast<std::size_t>(std::clamp(std::ceil(wanted), 1.0, std::max(1.0, most)));
}

std::vector<GrownChain> EntryPlacer::grow_batch(std::size_t size) {
  std::vector<GrownChain> batch(size);
  bench_.hooks.parallel_for(size, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) batch[i] = grow_one(attempts_ + i);
  });
  return batch;
}

GrownChain EntryPlacer::grow_one(std::uint64_t attempt) {
  auto memory = bench_.borrow();
  GrownChain chain = ChainGrower(space_, *memory, bench_.hooks.cancelled)
                         .grow(attempt, random_.child(attempt), target_.covered - covered());
  bench_.give_back(std::move(memory));
  return chain;
}

bool EntryPlacer::still_fits(const GrownChain& chain) const {
  return std::all_of(chain.units.begin(), chain.units.end(), [&](const GrownUnit& unit) {
    const Embedded embedded = embedded_of(unit, space_);
    return unit.tolerated > 0 ? space_.closed_voxels(unit.body, embedded) <= unit.tolerated &&
                                    !space_.touches_halo(unit.body)
                              : space_.is_open(unit.body, embedded) && space_.keeps_gap(unit.halo, embedded);
  });
}

/// Commits a chain or counts its failure; a reason when the entry is over. A pose that was refused beside
/// the older scene is refused beside this one too, for occupancy only grows; but a chain that looked at what
/// its entry had placed might be another one now.
std::optional<StopReason> EntryPlacer::settle(GrownChain chain, bool scene_has_grown) {
  const bool is_outdated =
      chain.saw_own_entry || (chain.outcome == GrownChain::Outcome::grown && !still_fits(chain));
  if (scene_has_grown && is_outdated) chain = grow_one(chain.attempt);
  if (chain.error) std::rethrow_exception(chain.error);
  report_.failed_poses += chain.failed_poses;
  switch (chain.outcome) {
    case GrownChain::Outcome::grown:
      commit(std::move(chain));
      failures_in_a_row_ = 0;
      only_full_ = true;
      bench_.hooks.progress(space_.entry_index, fraction_reached(target_, covered(), report_.chains));
      return std::nullopt;
    case GrownChain::Outcome::cancelled: return StopReason::cancelled;
    case GrownChain::Outcome::no_more_poses: return StopReason::no_more_poses;
    case GrownChain::Outcome::no_room:
      ++report_.failed_chains;
      // without room for one of several kinds there may be room for another
      if (space_.entry.structure->class_count() == 1) return StopReason::no_room;
      break;
    case GrownChain::Outcome::failed:
      ++report_.failed_chains;
      only_full_ = false;
      if (chain.refused) {
        constexpr std::size_t k_most_refusals = 1'000'000;  // more than any list has: this would never end
        report_.refusals.push_back(refused_pose(chain, space_, bench_.entries));
        fatal_refusals_ += chain.refused->if_refused == IfRefused::fail_the_run;
        return report_.refusals.size() < k_most_refusals ? std::nullopt
                                                         : std::optional(StopReason::tries_spent);
      }
  }
  if (++failures_in_a_row_ < most_failures_) return std::nullopt;
  return only_full_ ? StopReason::no_room : StopReason::tries_spent;
}

void EntryPlacer::commit(GrownChain grown) {
  Scene& scene = bench_.scene;
  Ledger& ledger = scene.ledger;
  std::vector<Pose> poses;
  for (GrownUnit& unit : grown.units) {
    // the target may have come nearer since this chain was grown
    const bool may_end = poses.size() >= std::max<std::size_t>(1, grown.min_units) && !grown.is_line;
    if (may_end && covered() >= target_.covered) break;
    std::size_t& own = bench_.covered[space_.entry_index];
    own += take(unit.body, scene.interest(), scene.bodies);
    if (unit.unit.is_embedded) {
      const std::size_t from_parent = bench_.parents.hand_over(unit.unit.parent, unit.body);
      bench_.covered[ledger.units[unit.unit.parent - 1].entry] -= from_parent;
      own += from_parent;
    }
    bench_.shaded_A2[space_.entry_index] += unit.shadow_A2;
    add(unit.halo.words.empty() ? unit.body : unit.halo, scene.blocked);
    unit.unit.chain = static_cast<std::uint32_t>(ledger.chains.size() + 1);
    unit.unit.instance = static_cast<std::uint32_t>(ledger.units.size() + 1);
    ledger.units.push_back(unit.unit);
    ledger.steps.push_back(unit.step);
    ledger.is_movable.push_back(unit.is_movable);
    if (unit.unit.parent > 0 && unit.unit.parent <= ledger.units.size())
      ledger.is_movable[unit.unit.parent - 1] = false;
    poses.push_back(unit.unit.pose);
  }
  Chain chain;
  chain.entry = space_.entry_index;
  chain.first_unit = static_cast<std::uint32_t>(ledger.units.size() - poses.size());
  chain.unit_count = static_cast<std::uint32_t>(poses.size());
  chain.has_centerline = grown.is_line && poses.size() > 1;
  chain.structure = std::move(grown.structure);
  chain.drawn = std::move(grown.drawn);
  ledger.chains.push_back(std::move(chain));

  Scene::Placed& placed = scene.entries[space_.entry_index];
  placed.unit_end = ledger.units.size();
  keep_surfaces(ledger.chains.back());
  ++report_.chains;
}

/// Asks the units of a new chain for their surfaces.
void EntryPlacer::keep_surfaces(const Chain& chain) {
  Ledger& ledger = bench_.scene.ledger;
  const Component& component = *space_.entry.spec->structure.component;
  for (std::size_t i = 0; i < chain.unit_count; ++i) {
    const PlacedUnit& unit = ledger.units[chain.first_unit + i];
    ledger.surfaces.push_back(
        guarded_call(component, [&] { return chain.structure->surface(i, unit.pose); }));
    const Surface* const surface = ledger.surfaces.back().get();
    if (surface == nullptr) continue;
    const double area_A2 = guarded_call(component, [&] { return surface->area_A2(); });
    Scene::Placed& placed = bench_.scene.entries[space_.entry_index];
    placed.surfaces.push_back({surface, unit.instance, area_A2});
    placed.area_inside_A2 +=
        space_.entry.spec->clip
            ? area_A2 *
                  guarded_call(component, [&] { return part_inside(*surface, bounds(space_.scene.grid())); })
            : area_A2;
    ledger.is_movable[chain.first_unit + i] = false;  // regions may depend on where it is
  }
}

EntryReport EntryPlacer::finish(StopReason reason) {
  report_.reason = reason;
  report_.units = space_.scene.ledger.units.size() - first_unit_;
  if (fatal_refusals_ > 0 && reason != StopReason::cancelled)
    throw DataError(refusals_text(report_, space_.scene),
                    "correct the list, or let the transform skip what does not fit");
  return std::move(report_);
}

}  // namespace cryocosm
