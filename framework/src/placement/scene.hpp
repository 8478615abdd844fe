// The scene while it is being filled: occupancy and ledger, as transform generators may see them.
#pragma once

#include <string>
#include <vector>

#include "placement/ledger.hpp"
#include "placement/occupancy_grid.hpp"

namespace cryocosm {

class Scene final : public SceneView {
 public:
  Scene(const GridSpec& grid, double margin_A) : occupancy(grid, margin_A) {}

  const GridSpec& grid() const override { return occupancy.grid(); }
  bool is_free(Vec3 p) const override;
  std::uint64_t attempt() const override { return 0; }
  std::optional<Pose> random_pose(const Unit& unit, Random& random) const override;
  Span<const PlacedUnit> units(std::string_view name) const override;
  std::size_t surface_count(std::string_view name) const override;
  const Surface& surface(std::string_view name, std::size_t index) const override;

  OccupancyGrid occupancy;
  Ledger ledger;

  /// What an entry has placed; entries are placed one after another, so its units are contiguous.
  struct Placed {
    std::string name;
    std::size_t first_unit = 0, unit_end = 0;
    std::vector<const Surface*> surfaces;
  };
  std::vector<Placed> entries;

 private:
  const Placed* find(std::string_view name) const;
};

}  // namespace cryocosm
