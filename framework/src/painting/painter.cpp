// Tiled painting of the ledger.
#include "painting/painter.hpp"

#include <algorithm>
#include <atomic>

#include "placement/footprint.hpp"

namespace cryocosm {
namespace {

constexpr std::int64_t k_tile =
    64;  // voxels a side: density, labels and mask of a tile fit in cache level 2-3

/// The voxels that a unit can reach.
Block reach_of(const PlacedUnit& unit, const GridSpec& grid) {
  return intersection(block_around(unit.pose.position_A, unit.shape->radius_A(), grid.voxel_A),
                      block_of(grid));
}

/// The tiles of a grid and the units that reach into each, in ledger order.
struct Tiling {
  Index3 count;
  std::vector<std::vector<std::uint32_t>> units;

  Block block(std::size_t tile, const GridSpec& grid) const {
    const auto t = static_cast<std::int64_t>(tile);
    const Index3 low{t % count.x * k_tile, t / count.x % count.y * k_tile, t / (count.x * count.y) * k_tile};
    return intersection({low, {low.x + k_tile, low.y + k_tile, low.z + k_tile}}, {{}, grid.size});
  }
};

Tiling tiling_of(const GridSpec& grid, const Ledger& ledger) {
  const auto tiles = [](std::int64_t n) { return (n + k_tile - 1) / k_tile; };
  Tiling tiling;
  tiling.count = {tiles(grid.size.x), tiles(grid.size.y), tiles(grid.size.z)};
  tiling.units.resize(static_cast<std::size_t>(tiling.count.x * tiling.count.y * tiling.count.z));
  for (std::uint32_t i = 0; i < ledger.units.size(); ++i) {
    const Block b = reach_of(ledger.units[i], grid);
    if (is_empty(b)) continue;
    for (std::int64_t z = b.low.z / k_tile; z <= (b.high.z - 1) / k_tile; ++z)
      for (std::int64_t y = b.low.y / k_tile; y <= (b.high.y - 1) / k_tile; ++y)
        for (std::int64_t x = b.low.x / k_tile; x <= (b.high.x - 1) / k_tile; ++x)
          tiling.units[static_cast<std::size_t>((z * tiling.count.y + y) * tiling.count.x + x)].push_back(i);
  }
  return tiling;
}

template <class T>
VoxelWindow<T> window_of(T* volume, const GridSpec& grid, const Block& b) {
  const Index3 size{b.high.x - b.low.x, b.high.y - b.low.y, b.high.z - b.low.z};
  return {volume + (b.low.z * grid.size.y + b.low.y) * grid.size.x + b.low.x,
          b.low,
          size,
          grid.size.x,
          grid.size.x * grid.size.y,
          grid.voxel_A};
}

/// `b` is the block that `mask` covers; outside the volume of interest placing takes nothing.
void own_voxels(const PlacedUnit& unit, const Block& b, const VoxelBits& interest,
                const std::vector<std::uint8_t>& mask, Phantom& phantom) {
  for (std::int64_t z = b.low.z; z < b.high.z; ++z)
    for (std::int64_t y = b.low.y; y < b.high.y; ++y) {
      const auto at = [&](std::int64_t x) {
        return static_cast<std::size_t>((z * phantom.grid.size.y + y) * phantom.grid.size.x + x);
      };
      const std::uint8_t* const row =
          mask.data() + ((z - b.low.z) * (b.high.y - b.low.y) + (y - b.low.y)) * (b.high.x - b.low.x) -
          b.low.x;
      for (std::int64_t x = b.low.x; x < b.high.x; ++x) {
        if (row[x] == 0 || phantom.instances[at(x)] != 0 || !interest.test({x, y, z})) continue;
        phantom.instances[at(x)] = unit.instance;
        phantom.labels[at(x)] = static_cast<std::uint16_t>(unit.label);
      }
    }
}

void paint_unit(const PlacedUnit& unit, const PlacementEntry& entry, const Block& b,
                const VoxelBits& interest, std::vector<std::uint8_t>& mask, Phantom& phantom) {
  const auto density = window_of(phantom.density.data(), phantom.grid, b);
  mask.assign(static_cast<std::size_t>(density.size.x * density.size.y * density.size.z), 0);
  guarded_call(*entry.spec->rasterizer.component, [&] {
    entry.rasterizer->draw(*unit.shape, unit.pose, density);
    entry.rasterizer->exclude(
        *unit.shape, unit.pose,
        {mask.data(), b.low, density.size, density.size.x, density.size.x * density.size.y, density.voxel_A});
  });
  own_voxels(unit, b, interest, mask, phantom);
}

}  // namespace

Phantom paint(const std::vector<PlacementEntry>& entries, const Scene& scene, Services& services,
              const std::function<void(std::size_t, std::size_t)>& progress) {
  const GridSpec& grid = scene.grid();
  const Ledger& ledger = scene.ledger;
  Phantom phantom{grid, std::vector<float>(grid.count()), std::vector<std::uint16_t>(grid.count()),
                  std::vector<std::uint32_t>(grid.count())};
  const Tiling tiling = tiling_of(grid, ledger);
  std::atomic<std::size_t> done{0};
  services.parallel_for(tiling.units.size(), [&](std::size_t begin, std::size_t end) {
    std::vector<std::uint8_t> mask;
    for (std::size_t tile = begin; tile < end; ++tile) {
      const Block whole = tiling.block(tile, grid);
      for (const std::uint32_t i : tiling.units[tile]) {
        services.stop_if_cancelled();
        const PlacedUnit& unit = ledger.units[i];
        paint_unit(unit, entries[unit.entry], intersection(whole, reach_of(unit, grid)), scene.interest(),
                   mask, phantom);
      }
      const std::size_t finished = ++done;
      if (progress) progress(finished, tiling.units.size());
    }
  });
  return phantom;
}

}  // namespace cryocosm
