// Drawing parents, and the voxels on either side of an embedding's plane.
#include "placement/parent_bodies.hpp"

#include <cmath>
#include <mutex>

namespace cryocosm {
namespace {

void draw_whole(const PlacementEntry& entry, const PlacedUnit& unit, const GridSpec& grid,
                FootprintScratch& scratch, Footprint& out) {
  guarded_call(*entry.spec->rasterizer.component, [&] {
    draw_footprint(*entry.rasterizer, *unit.shape, unit.pose, grid, std::nullopt, scratch, out);
  });
}

void remove_from(const Footprint& body, Footprint& out) {
  for_each_common_word(body, out,
                       [&](std::size_t mine, std::size_t its, std::int64_t, std::int64_t, std::int64_t) {
                         out.words[its] &= ~body.words[mine];
                       });
}

bool is_in_layer(const Embedding& layer, Vec3 p) {
  return std::abs(dot(p - layer.point_A, layer.normal)) <= layer.reach_A;
}

Vec3 centre_of(std::int64_t x, std::int64_t y, std::int64_t z, double voxel_A) {
  return voxel_A * Vec3{static_cast<double>(x), static_cast<double>(y), static_cast<double>(z)};
}

}  // namespace

const Footprint& ParentBodies::of(std::uint32_t instance) const {
  {
    const std::shared_lock lock(mutex_);  // asked for by every proposal
    if (const auto known = bodies_.find(instance); known != bodies_.end() && known->second)
      return *known->second;
  }
  const std::unique_lock lock(mutex_);
  std::unique_ptr<Footprint>& body = bodies_[instance];
  if (!body) body = std::make_unique<Footprint>(drawn(scene_.ledger.units[instance - 1]));
  return *body;
}

/// A voxel belongs to the first unit that excludes it: where an entry tolerates overlaps, units before the
/// parent may own some of what it excludes.
Footprint ParentBodies::drawn(const PlacedUnit& parent) const {
  FootprintScratch scratch;
  Footprint body, other;
  const PlacementEntry& entry = entries_[parent.entry];
  draw_whole(entry, parent, scene_.grid(), scratch, body);
  std::size_t word = 0;
  for_each_row(body, [&](const std::uint64_t*, std::int64_t y, std::int64_t z) {
    const std::uint64_t* const interest = scene_.interest().row(y, z) + body.first_word;
    for (std::int64_t w = 0; w < body.row_words; ++w) body.words[word++] &= interest[w];
  });
  if (entry.spec->overlap == 0 && !parent.is_embedded) return body;
  for (const PlacedUnit& unit : scene_.ledger.units) {
    if (unit.instance == parent.instance) break;
    if (unit.instance == parent.parent && parent.is_embedded) continue;
    const Vec3 apart = unit.pose.position_A - parent.pose.position_A;
    if (norm(apart) > unit.shape->radius_A() + parent.shape->radius_A()) continue;
    draw_whole(entries_[unit.entry], unit, scene_.grid(), scratch, other);
    remove_from(other, body);
  }
  return body;
}

std::size_t ParentBodies::hand_over(std::uint32_t instance, const Footprint& body) {
  of(instance);
  Footprint& parent = *bodies_[instance];
  std::size_t count = 0;
  for_each_common_word(body, parent,
                       [&](std::size_t mine, std::size_t its, std::int64_t, std::int64_t, std::int64_t) {
                         count += count_bits(body.words[mine] & parent.words[its]);
                         parent.words[its] &= ~body.words[mine];
                       });
  return count;
}

bool Embedded::may_take(Index3 v) const {
  return parent != nullptr && covers(*parent, v) && is_in_layer(layer, centre_of(v.x, v.y, v.z, voxel_A));
}

std::size_t Embedded::count(const Footprint& body, const VoxelBits& places) const {
  if (parent == nullptr) return 0;
  std::size_t found = 0;
  for_each_common_word(
      body, *parent, [&](std::size_t mine, std::size_t its, std::int64_t x, std::int64_t y, std::int64_t z) {
        std::uint64_t both = body.words[mine] & parent->words[its];
        if (both == 0) return;
        for (both &= places.row(y, z)[x >> 6]; both != 0; both &= both - 1)
          found += is_in_layer(layer, centre_of(x + __builtin_ctzll(both), y, z, voxel_A));
      });
  return found;
}

namespace {

[[noreturn]] void misbehaved(const PlacementEntry& entry, const char* what) {
  throw Error(Code::component_misbehaved, full_name(*entry.spec->transform.component) + " " + what,
              "report it to the plugin's author");
}

bool is_sound(const Embedding& embedding) {
  const Vec3 p = embedding.point_A;
  return std::isfinite(p.x) && std::isfinite(p.y) && std::isfinite(p.z) && std::isfinite(embedding.reach_A) &&
         std::abs(norm(embedding.normal) - 1) < 1e-6;
}

}  // namespace

Embedded embedded_by(const Proposal& proposal, const PlacementEntry& entry,
                     const std::vector<std::string>& attaches_to, const Scene& scene,
                     const ParentBodies& parents) {
  if (proposal.parent > scene.ledger.units.size())
    misbehaved(entry, "attaches a unit to one that does not exist");
  if (!(proposal.embedding.reach_A > 0)) return {};
  if (proposal.parent == 0) misbehaved(entry, "embeds a unit in nothing");
  if (!is_sound(proposal.embedding))
    misbehaved(entry, "embeds a unit along what is no unit vector, or not finite");
  const std::string& parent_name = scene.entries[scene.ledger.units[proposal.parent - 1].entry].name;
  if (std::find(attaches_to.begin(), attaches_to.end(), parent_name) == attaches_to.end())
    misbehaved(entry, "embeds a unit in an entry that attaches_to() does not name");
  return {&parents.of(proposal.parent), proposal.embedding, scene.grid().voxel_A};
}

}  // namespace cryocosm
