// Sorting entries by the size of their units.
#include "placement/turns.hpp"

#include <algorithm>
#include <numeric>

#include "placement/footprint.hpp"

namespace cryocosm {
namespace {

/// Voxels that the entry's first unit excludes; 0 for lines, and when it is drawn anew for each
/// structure.
std::size_t size_of_unit(const PlacementEntry& entry, const GridSpec& grid) {
  return guarded_call(*entry.spec->structure.component, [&]() -> std::size_t {
    Draw draw{Random(0)};
    Random random(0);
    const auto structure = entry.structure->draw(draw);
    const auto unit = structure ? structure->unit(0, random) : std::nullopt;
    if (!unit || !unit->shared || unit->shape == nullptr) return 0;
    if (structure->has_centerline() || structure->min_units() > 1) return 0;  // a line is more than its unit
    Pose middle;
    middle.position_A = 0.5 * (bounds(grid).low + bounds(grid).high);
    FootprintScratch scratch;
    Footprint body;
    draw_footprint(*entry.rasterizer, *unit->shape, middle, grid, ~std::size_t{0}, scratch, body);
    return body.count + body.outside;
  });
}

/// Whether a region refers to the entry or units attach to it, so that it must keep its place before others.
bool is_named(const std::string& name, const std::vector<PlacementEntry>& entries) {
  return std::any_of(entries.begin(), entries.end(), [&](const PlacementEntry& entry) {
    const RegionSpec& region = entry.spec->region;
    const std::vector<std::string> hosts = attaches_to(entry);
    return std::count(region.inside.begin(), region.inside.end(), name) +
               std::count(region.outside.begin(), region.outside.end(), name) +
               std::count(hosts.begin(), hosts.end(), name) >
           0;
  });
}

}  // namespace

std::vector<std::uint32_t> turns_of(const std::vector<PlacementEntry>& entries, Order order,
                                    const GridSpec& grid) {
  std::vector<std::uint32_t> turns(entries.size());
  std::iota(turns.begin(), turns.end(), 0U);
  if (order == Order::as_listed) return turns;
  std::vector<std::size_t> sizes;
  for (const PlacementEntry& entry : entries)
    sizes.push_back(is_named(entry.spec->name, entries) ? 0 : size_of_unit(entry, grid));
  for (auto begin = turns.begin(); begin != turns.end();) {
    const auto end = std::find_if(begin, turns.end(), [&](std::uint32_t i) { return sizes[i] == 0; });
    std::stable_sort(begin, end, [&](std::uint32_t a, std::uint32_t b) { return sizes[a] > sizes[b]; });
    begin = end == turns.end() ? end : end + 1;
  }
  return turns;
}

}  // namespace cryocosm
