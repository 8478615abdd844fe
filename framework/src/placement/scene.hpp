// The scene while it is being filled: which voxels are of interest, which are taken, and by whom.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "placement/ledger.hpp"
#include "placement/voxel_bits.hpp"

namespace cryocosm {

/// [host] to change, [any] to read.
class Scene {
 public:
  /// All of the grid is of interest.
  explicit Scene(const GridSpec& grid) : Scene(grid, VoxelBits(grid.size, true)) {}
  Scene(const GridSpec& grid, VoxelBits interest);

  const GridSpec& grid() const { return grid_; }
  const VoxelBits& interest() const { return interest_; }

  Span<const PlacedUnit> units(std::string_view entry) const;
  Span<const PlacedSurface> surfaces(std::string_view entry) const;
  double area_inside_A2(std::string_view entry) const;

  VoxelBits bodies;   ///< voxels of interest that units exclude
  VoxelBits blocked;  ///< these, the halos around them, and what is not of interest
  Ledger ledger;

  /// What an entry has placed; entries are placed one after another, so its units are contiguous.
  struct Placed {
    std::string name;
    std::size_t first_unit = 0, unit_end = 0;
    std::vector<PlacedSurface> surfaces;
    double area_inside_A2 = 0;  ///< of the surfaces, within the volume
  };
  std::vector<Placed> entries;

 private:
  const Placed* find(std::string_view entry) const;

  GridSpec grid_;
  VoxelBits interest_;
};

}  // namespace cryocosm
