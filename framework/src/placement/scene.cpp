// Answers to the questions of transform generators.
#include "placement/scene.hpp"

#include "cryocosm/error.hpp"

namespace cryocosm {

bool Scene::is_free(Vec3 p) const {
  const Index3 v = voxel_of(p, grid().voxel_A);
  return occupancy.contains(v) && !occupancy.taken(v);
}

std::optional<Pose> Scene::random_pose(const Unit&, Random& random) const {
  const auto along = [&](std::int64_t low, std::int64_t high) {
    return random.uniform((static_cast<double>(low) - 0.5) * grid().voxel_A,
                          (static_cast<double>(high) - 0.5) * grid().voxel_A);
  };
  const Index3 low = occupancy.interest_low(), high = occupancy.interest_high();
  const double x = along(low.x, high.x);
  const double y = along(low.y, high.y);
  const double z = along(low.z, high.z);
  const Vec3 position{x, y, z};
  return Pose{random_rotation(random), position};
}

const Scene::Placed* Scene::find(std::string_view name) const {
  for (const Placed& entry : entries)
    if (entry.name == name) return &entry;
  return nullptr;
}

Span<const PlacedUnit> Scene::units(std::string_view name) const {
  const Placed* const entry = find(name);
  if (entry == nullptr) return {};
  return {ledger.units.data() + entry->first_unit, entry->unit_end - entry->first_unit};
}

std::size_t Scene::surface_count(std::string_view name) const {
  const Placed* const entry = find(name);
  return entry == nullptr ? 0 : entry->surfaces.size();
}

const Surface& Scene::surface(std::string_view name, std::size_t index) const {
  const Placed* const entry = find(name);
  CRYOCOSM_CHECK(entry != nullptr && index < entry->surfaces.size());
  return *entry->surfaces[index];
}

}  // namespace cryocosm
