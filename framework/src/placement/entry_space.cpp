// Setting up what an entry may use, and asking whether it is open.
#include "placement/entry_space.hpp"

namespace cryocosm {
namespace {

double area_of_all(const std::vector<std::string>& entries, const Scene& scene) {
  double area_A2 = 0;
  for (const std::string& name : entries) area_A2 += scene.area_inside_A2(name);
  return area_A2;
}

}  // namespace

EntrySpace::EntrySpace(const PlacementEntry& placed, std::uint32_t index, const Scene& filled,
                       const ParentBodies& bodies_of_parents, std::shared_ptr<const Room> usable)
    : entry(placed),
      entry_index(index),
      scene(filled),
      parents(bodies_of_parents),
      attaches_to(cryocosm::attaches_to(placed)),
      surface_area_A2(area_of_all(attaches_to, filled)),
      region_(std::move(usable)),
      is_everywhere_(entry.spec->region.is_everywhere()),
      bodies(*entry.rasterizer, *entry.spec->rasterizer.component, scene.grid().voxel_A),
      // the ball in a body that may overlap others, take their place or lie outside needs no room
      rooms(region(), scene.blocked, scene.grid().voxel_A,
            entry.spec->overlap > 0 || entry.spec->clip || is_on_surfaces()) {}

bool EntrySpace::is_open(const Footprint& body) const {
  return !meets(body, scene.blocked) && (is_everywhere_ || overlap(body, region_->places) == body.count);
}

bool EntrySpace::touches_halo(const Footprint& body) const {
  bool touches = false;
  for_each_row(body, [&](const std::uint64_t* row, std::int64_t y, std::int64_t z) {
    const std::uint64_t* const blocked = scene.blocked.row(y, z) + body.first_word;
    const std::uint64_t* const bodies_row = scene.bodies.row(y, z) + body.first_word;
    const std::uint64_t* const interest = scene.interest().row(y, z) + body.first_word;
    for (std::int64_t w = 0; w < body.row_words; ++w)
      touches |= (row[w] & blocked[w] & interest[w] & ~bodies_row[w]) != 0;
  });
  return touches;
}

std::size_t EntrySpace::closed_voxels(const Footprint& body) const {
  std::size_t count = 0;
  for_each_row(body, [&](const std::uint64_t* row, std::int64_t y, std::int64_t z) {
    const std::uint64_t* const blocked = scene.blocked.row(y, z) + body.first_word;
    const std::uint64_t* const allowed = region().places.row(y, z) + body.first_word;
    for (std::int64_t w = 0; w < body.row_words; ++w)
      count += count_bits(row[w] & (blocked[w] | ~allowed[w]));
  });
  return count;
}

}  // namespace cryocosm
