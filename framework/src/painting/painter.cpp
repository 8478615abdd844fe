// Tiled painting of the ledger.
#include "painting/painter.hpp"

#include <algorithm>
#include <atomic>

#include "placement/footprint.hpp"

namespace cryocosm {
namespace {

constexpr std::int64_t k_tile =
    64;  // voxels a side: density, labels and mask of a tile fit in cache level 2-3

struct Block {
  Index3 low, high;  ///< [low, high)
};

bool empty(const Block& b) { return b.low.x >= b.high.x || b.low.y >= b.high.y || b.low.z >= b.high.z; }

Block intersection(const Block& a, const Block& b) {
  return {{std::max(a.low.x, b.low.x), std::max(a.low.y, b.low.y), std::max(a.low.z, b.low.z)},
          {std::min(a.high.x, b.high.x), std::min(a.high.y, b.high.y), std::min(a.high.z, b.high.z)}};
}

Block block_of(const PlacedUnit& unit, const GridSpec& grid) {
  Index3 origin, size;
  window_around(unit.pose.position_A, unit.shape->radius_A(), grid.voxel_A, origin, size);
  return intersection({origin, {origin.x + size.x, origin.y + size.y, origin.z + size.z}}, {{}, grid.size});
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
    const Block b = block_of(ledger.units[i], grid);
    if (empty(b)) continue;
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

void own_voxels(const PlacedUnit& unit, const Block& b, const std::vector<std::uint8_t>& mask,
                Phantom& phantom) {
  const auto instances = window_of(phantom.instances.data(), phantom.grid, b);
  const auto labels = window_of(phantom.labels.data(), phantom.grid, b);
  const std::uint8_t* row = mask.data();
  for (std::int64_t z = 0; z < instances.size.z; ++z)
    for (std::int64_t y = 0; y < instances.size.y; ++y, row += instances.size.x) {
      std::uint32_t* const owner = instances.row(y, z);
      std::uint16_t* const label = labels.row(y, z);
      for (std::int64_t x = 0; x < instances.size.x; ++x) {
        if (row[x] == 0 || owner[x] != 0) continue;
        owner[x] = unit.instance;
        label[x] = static_cast<std::uint16_t>(unit.label);
      }
    }
}

void paint_unit(const PlacedUnit& unit, const PlacementEntry& entry, const Block& b,
                std::vector<std::uint8_t>& mask, Phantom& phantom) {
  const auto density = window_of(phantom.density.data(), phantom.grid, b);
  mask.assign(static_cast<std::size_t>(density.size.x * density.size.y * density.size.z), 0);
  guarded_call(*entry.spec->rasterizer.component, [&] {
    entry.rasterizer->draw(*unit.shape, unit.pose, density);
    entry.rasterizer->exclude(
        *unit.shape, unit.pose,
        {mask.data(), b.low, density.size, density.size.x, density.size.x * density.size.y, density.voxel_A});
  });
  own_voxels(unit, b, mask, phantom);
}

}  // namespace

Phantom paint(const GridSpec& grid, const std::vector<PlacementEntry>& entries, const Ledger& ledger,
              Services& services, const std::function<void(std::size_t, std::size_t)>& progress) {
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
        paint_unit(unit, entries[unit.entry], intersection(whole, block_of(unit, grid)), mask, phantom);
      }
      const std::size_t finished = ++done;
      if (progress) progress(finished, tiling.units.size());
    }
  });
  return phantom;
}

}  // namespace cryocosm
