// Looking up what entries have placed.
#include "placement/scene.hpp"

#include "cryocosm/error.hpp"

namespace cryocosm {

Scene::Scene(const GridSpec& grid, VoxelBits interest)
    : bodies(grid.size), blocked(grid.size, true), grid_(grid), interest_(std::move(interest)) {
  CRYOCOSM_CHECK(interest_.size() == grid.size);
  blocked.subtract(interest_);
}

const Scene::Placed* Scene::find(std::string_view entry) const {
  for (const Placed& placed : entries)
    if (placed.name == entry) return &placed;
  return nullptr;
}

Span<const PlacedUnit> Scene::units(std::string_view entry) const {
  const Placed* const placed = find(entry);
  if (placed == nullptr) return {};
  return {ledger.units.data() + placed->first_unit, placed->unit_end - placed->first_unit};
}

Span<const PlacedSurface> Scene::surfaces(std::string_view entry) const {
  const Placed* const placed = find(entry);
  return placed == nullptr ? Span<const PlacedSurface>{} : view(placed->surfaces);
}

double Scene::area_inside_A2(std::string_view entry) const {
  const Placed* const placed = find(entry);
  return placed == nullptr ? 0 : placed->area_inside_A2;
}

}  // namespace cryocosm
