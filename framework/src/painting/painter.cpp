// Tiled painting of the ledger.
#include "painting/painter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstring>

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

std::size_t count_of(const Block& b) {
  return static_cast<std::size_t>((b.high.x - b.low.x) * (b.high.y - b.low.y) * (b.high.z - b.low.z));
}

/// A window of its own for block `b`, filled with zeros.
template <class T>
VoxelWindow<T> scratch_window(std::vector<T>& voxels, const Block& b, double voxel_A) {
  voxels.assign(count_of(b), T{});
  const Index3 size{b.high.x - b.low.x, b.high.y - b.low.y, b.high.z - b.low.z};
  return {voxels.data(), b.low, size, size.x, size.x * size.y, voxel_A};
}

/// Paints the units of one tile.
class TilePainter {
 public:
  TilePainter(const std::vector<PlacementEntry>& entries, const Scene& scene,
              const std::vector<bool>& is_parent, Phantom& phantom)
      : entries_(entries), scene_(scene), is_parent_(is_parent), phantom_(phantom) {}

  void own(const PlacedUnit& unit, const Block& b) {
    const PlacementEntry& entry = entry_of(unit);
    const auto mask = scratch_window(bytes_, b, phantom_.grid.voxel_A);
    guarded_call(*entry.spec->rasterizer.component,
                 [&] { entry.rasterizer->exclude(*unit.shape, unit.pose, mask); });
    for_each_marked(b, [&](std::size_t voxel, std::uint8_t, Index3 v) {
      std::uint32_t& owner = phantom_.instances[voxel];
      const bool is_open = owner == 0 || (unit.is_embedded && owner == unit.parent);
      if (!is_open || !scene_.interest().test(v)) return;
      owner = unit.instance;
      phantom_.labels[voxel] = static_cast<std::uint16_t>(unit.label);
    });
    if (entry.part_count > 0) label_parts(unit, entry, b);
  }

  void add_density(const PlacedUnit& unit, const Block& b) {
    const PlacementEntry& entry = entry_of(unit);
    const auto draw = [&](VoxelWindow<float> window) {
      guarded_call(*entry.spec->rasterizer.component,
                   [&] { entry.rasterizer->draw(*unit.shape, unit.pose, window); });
    };
    if (!is_parent_[unit.instance - 1]) return draw(window_of(phantom_.density.data(), phantom_.grid, b));
    draw(scratch_window(floats_, b, phantom_.grid.voxel_A));
    const auto n = static_cast<std::size_t>(b.high.x - b.low.x);
    for_each_row(b, [&](std::size_t voxel, std::size_t at, Index3) {
      for (std::size_t x = 0; x < n; ++x)
        if (floats_[at + x] != 0 && !is_displaced(unit, phantom_.instances[voxel + x]))
          phantom_.density[voxel + x] += floats_[at + x];
    });
  }

  bool is_finite(const Block& b) const {
    bool finite = true;
    for_each_row(b, [&](std::size_t voxel, std::size_t, Index3) {
      const float* const row = phantom_.density.data() + voxel;
      float sum = 0;  // not a number if one of them is not finite
      for (std::int64_t x = 0; x < b.high.x - b.low.x; ++x) sum += row[x] * 0.0F;
      finite = finite && sum == 0.0F;
    });
    return finite;
  }

  /// Throws the error of a unit that drew values into `b` that are not finite.
  void blame(const PlacedUnit& unit, const Block& b) {
    const Component& component = *entry_of(unit).spec->rasterizer.component;
    const auto window = scratch_window(floats_, b, phantom_.grid.voxel_A);
    guarded_call(component, [&] { entry_of(unit).rasterizer->draw(*unit.shape, unit.pose, window); });
    if (!std::all_of(floats_.begin(), floats_.end(), [](float v) { return std::isfinite(v); }))
      throw Error(Code::component_misbehaved,
                  fmt::format("{} drew values that are not finite, of a unit of {}", full_name(component),
                              full_name(*entry_of(unit).spec->structure.component)),
                  "check the parameters of both, then report it to the plugins' authors");
  }

 private:
  const PlacementEntry& entry_of(const PlacedUnit& unit) const { return entries_[unit.entry]; }

  /// Calls visit(index in the volume of the row's first voxel, its index in `b`, voxel) for each row of `b`.
  template <class Visit>
  void for_each_row(const Block& b, Visit visit) const {
    const Index3 size = phantom_.grid.size;
    std::size_t at = 0;
    for (std::int64_t z = b.low.z; z < b.high.z; ++z)
      for (std::int64_t y = b.low.y; y < b.high.y; ++y) {
        visit(static_cast<std::size_t>((z * size.y + y) * size.x + b.low.x), at, Index3{b.low.x, y, z});
        at += static_cast<std::size_t>(b.high.x - b.low.x);
      }
  }

  /// Calls visit(index in the volume, byte, voxel) for each voxel of `b` whose byte is not 0.
  template <class Visit>
  void for_each_marked(const Block& b, Visit visit) const {
    const auto n = static_cast<std::size_t>(b.high.x - b.low.x);
    for_each_row(b, [&](std::size_t voxel, std::size_t at, Index3 first) {
      const std::uint8_t* const row = bytes_.data() + at;
      for (std::size_t x = 0; x < n; ++x) {
        std::uint64_t eight = 1;
        if (x + 8 <= n) std::memcpy(&eight, row + x, 8);
        if (eight == 0)  // most are: bodies are thin, and rounder than their blocks
          x += 7;
        else if (row[x] != 0)
          visit(voxel + x, row[x], Index3{first.x + static_cast<std::int64_t>(x), first.y, first.z});
      }
    });
  }

  /// Whether `owner` sits in the place of `parent`.
  bool is_displaced(const PlacedUnit& parent, std::uint32_t owner) const {
    if (owner == 0 || owner == parent.instance) return false;
    const PlacedUnit& other = scene_.ledger.units[owner - 1];
    return other.is_embedded && other.parent == parent.instance;
  }

  void label_parts(const PlacedUnit& unit, const PlacementEntry& entry, const Block& b) {
    const auto parts = scratch_window(bytes_, b, phantom_.grid.voxel_A);
    const Component& component = *entry.spec->rasterizer.component;
    guarded_call(component, [&] { entry.rasterizer->parts(*unit.shape, unit.pose, parts); });
    for_each_marked(b, [&](std::size_t voxel, std::uint8_t part, Index3 v) {
      const std::uint32_t owner = phantom_.instances[voxel];
      if ((owner != 0 && owner != unit.instance) || !scene_.interest().test(v)) return;
      if (part > entry.part_count)
        throw Error(Code::component_misbehaved,
                    fmt::format("{} draws part {} of {}", full_name(component), part, entry.part_count),
                    "report it to the plugin's author");
      phantom_.labels[voxel] = static_cast<std::uint16_t>(entry.first_part_label + part - 1);
    });
  }

  const std::vector<PlacementEntry>& entries_;
  const Scene& scene_;
  const std::vector<bool>& is_parent_;
  Phantom& phantom_;
  std::vector<std::uint8_t> bytes_;
  std::vector<float> floats_;
};

/// Of each unit of the ledger, whether others are embedded in it.
std::vector<bool> parents_of(const Ledger& ledger) {
  std::vector<bool> is_parent(ledger.units.size());
  for (const PlacedUnit& unit : ledger.units)
    if (unit.is_embedded) is_parent[unit.parent - 1] = true;
  return is_parent;
}

}  // namespace

Phantom paint(const std::vector<PlacementEntry>& entries, const Scene& scene, Services& services,
              const std::function<void(std::size_t, std::size_t)>& progress) {
  const GridSpec& grid = scene.grid();
  const Ledger& ledger = scene.ledger;
  Phantom phantom{grid, std::vector<float>(grid.count()), std::vector<std::uint16_t>(grid.count()),
                  std::vector<std::uint32_t>(grid.count())};
  const Tiling tiling = tiling_of(grid, ledger);
  const std::vector<bool> is_parent = parents_of(ledger);
  std::atomic<std::size_t> done{0};
  services.parallel_for(tiling.units.size(), [&](std::size_t begin, std::size_t end) {
    TilePainter painter(entries, scene, is_parent, phantom);
    for (std::size_t tile = begin; tile < end; ++tile) {
      const Block whole = tiling.block(tile, grid);
      const auto for_each_unit = [&](auto visit) {
        for (const std::uint32_t i : tiling.units[tile]) {
          services.stop_if_cancelled();
          visit(ledger.units[i], intersection(whole, reach_of(ledger.units[i], grid)));
        }
      };
      for_each_unit([&](const PlacedUnit& unit, const Block& b) { painter.own(unit, b); });
      // owners first: what a unit displaces of its parent is not drawn
      for_each_unit([&](const PlacedUnit& unit, const Block& b) { painter.add_density(unit, b); });
      if (!painter.is_finite(whole))
        for_each_unit([&](const PlacedUnit& unit, const Block& b) { painter.blame(unit, b); });
      const std::size_t finished = ++done;
      if (progress) progress(finished, tiling.units.size());
    }
  });
  return phantom;
}

}  // namespace cryocosm
