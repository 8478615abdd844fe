// Setting up what an entry may use.
#include "placement/entry_space.hpp"

#include "placement/region.hpp"

namespace cryocosm {
namespace {

std::optional<Room> own_region(const StructureEntry& entry, const Scene& scene) {
  if (entry.region.is_everywhere()) return std::nullopt;
  return Room(region_of(entry, scene));
}

VoxelBits blocked_within(const std::optional<Room>& region, const Scene& scene) {
  if (!region) return {};
  VoxelBits blocked(scene.grid().size, true);
  blocked.subtract(region->places);
  blocked.unite(scene.blocked);
  return blocked;
}

}  // namespace

EntrySpace::EntrySpace(std::uint32_t index, Workbench& shared)
    : bench(shared),
      entry_index(index),
      entry(shared.entries[index]),
      scene(shared.scene),
      own_region_(own_region(*entry.spec, scene)),
      own_blocked_(blocked_within(own_region_, scene)),
      bodies(*entry.rasterizer, *entry.spec->rasterizer.component, scene.grid().voxel_A),
      rooms(region(), blocked(), scene.grid().voxel_A, entry.spec->overlap > 0) {}

void EntrySpace::block(const Footprint& voxels) {
  add(voxels, scene.blocked);
  if (own_region_) add(voxels, own_blocked_);
}

}  // namespace cryocosm
