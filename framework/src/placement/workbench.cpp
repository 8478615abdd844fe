// Making the spaces of entries, and lending memory to threads.
#include "placement/workbench.hpp"

#include "placement/region.hpp"

namespace cryocosm {
namespace {

bool is_same(const RegionSpec& a, const RegionSpec& b) {
  const auto same_box = [](const Box& p, const Box& q) { return p.low == q.low && p.high == q.high; };
  return a.inside == b.inside && a.outside == b.outside && a.mask.file == b.mask.file &&
         a.slab.thickness_A == b.slab.thickness_A && a.slab.offset_A == b.slab.offset_A &&
         a.box_A.has_value() == b.box_A.has_value() && (!a.box_A || same_box(*a.box_A, *b.box_A));
}

}  // namespace

EntrySpace& Workbench::space(std::uint32_t entry) {
  if (!spaces_[entry])
    spaces_[entry] = std::make_unique<EntrySpace>(entries[entry], entry, scene, parents, region(entry));
  return *spaces_[entry];
}

/// Entries with equal regions share one, which is mostly that of everywhere.
std::shared_ptr<const Room> Workbench::region(std::uint32_t entry) {
  const PlacementEntry& asking = entries[entry];
  for (const auto& [asked, known] : regions_)
    if (is_same(asked->spec->region, asking.spec->region)) return known;
  auto made = std::make_shared<const Room>(
      guarded_call(*asking.spec->structure.component, [&] { return region_of(*asking.spec, scene); }));
  regions_.emplace_back(&asking, made);
  return made;
}

std::unique_ptr<GrowerMemory> Workbench::borrow() {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      auto memory = std::move(idle_.back());
      idle_.pop_back();
      return memory;
    }
  }
  return std::make_unique<GrowerMemory>(scene.grid().size);
}

void Workbench::give_back(std::unique_ptr<GrowerMemory> memory) {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(memory));
}

}  // namespace cryocosm
