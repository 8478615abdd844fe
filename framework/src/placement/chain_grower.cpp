// One chain: propose, test, keep; nothing of it is in the scene until it is committed.
#include "placement/chain_grower.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "placement/space_view.hpp"

namespace cryocosm {
namespace {

constexpr std::size_t k_most_bonded = 16;

[[noreturn]] void misbehaved(const Component& component, const std::string& what) {
  throw Error(Code::component_misbehaved, full_name(component) + " " + what,
              "report it to the plugin's author");
}

bool same(const Pose& a, const Pose& b) {
  return a.position_A == b.position_A && a.rotation.w == b.rotation.w && a.rotation.x == b.rotation.x &&
         a.rotation.y == b.rotation.y && a.rotation.z == b.rotation.z;
}

/// The last units of the chain that the next one may touch.
Span<const GrownUnit> bonded_units(const std::vector<GrownUnit>& chain, std::int32_t bonded) {
  const auto count = std::min(static_cast<std::size_t>(bonded), chain.size());
  return {chain.data() + (chain.size() - count), count};
}

}  // namespace

void check_unit(const PlacementEntry& entry, const Unit& unit) {
  const Component& component = *entry.spec->structure.component;
  if (unit.shape == nullptr) misbehaved(component, "yields a unit without a shape");
  const std::size_t classes = guarded_call(component, [&] { return entry.structure->class_count(); });
  if (unit.class_index >= classes)
    misbehaved(component, fmt::format("yields a unit of class {} of {}", unit.class_index, classes));
  const auto kind = guarded_call(component, [&] { return unit.shape->kind(); });
  if (kind != guarded_call(*entry.spec->rasterizer.component, [&] { return entry.rasterizer->kind(); }))
    misbehaved(component, fmt::format("yields a shape of the unexpected kind '{}'", kind));
  const double radius_A = guarded_call(component, [&] { return unit.shape->radius_A(); });
  if (!(radius_A > 0) || !std::isfinite(radius_A))
    misbehaved(component, fmt::format("yields a shape with a radius of {} A", radius_A));
  if (unit.step.bonded < 0 || static_cast<std::size_t>(unit.step.bonded) > k_most_bonded)
    misbehaved(component, fmt::format("bonds a unit to {} before it; at most {} can be", unit.step.bonded,
                                      k_most_bonded));
}

void check_pose(const PlacementEntry& entry, const Pose& pose, double voxel_A) {
  const Quaternion q = pose.rotation;
  const Vec3 p = pose.position_A;
  // far beyond any volume, yet safe to turn into voxel numbers
  const double limit = 1e9 * voxel_A;
  const bool is_rotation = std::abs(q.w * q.w + q.x * q.x + q.y * q.y + q.z * q.z - 1) < 1e-6;
  if (!is_rotation || !(std::abs(p.x) < limit && std::abs(p.y) < limit && std::abs(p.z) < limit))
    misbehaved(*entry.spec->transform.component, "proposes a pose that is not finite or not a rotation");
}

PlacedUnit placed_unit(const EntrySpace& space, const Unit& unit, const Pose& pose, std::size_t index) {
  PlacedUnit placed;
  placed.shape = unit.shape;
  placed.pose = pose;
  placed.entry = space.entry_index;
  placed.index = static_cast<std::uint32_t>(index);
  placed.label = space.entry.first_label + unit.class_index;
  return placed;
}

ChainGrower::ChainGrower(const EntrySpace& space, GrowerMemory& memory,
                         const std::function<bool()>& cancelled)
    : space_(space),
      memory_(memory),
      cancelled_(cancelled),
      halo_voxels_(space.entry.spec->halo_A / space.scene.grid().voxel_A) {
  if (halo_voxels_ > 0 && memory_.own_halos.words_per_row() == 0)
    memory_.own_halos = VoxelBits(space.scene.grid().size);
}

GrownChain ChainGrower::grow(std::uint64_t attempt, const Random& stream, double wanted) {
  GrownChain chain;
  chain.attempt = attempt;
  try {
    grow_into(chain, stream, wanted);
  } catch (...) {
    chain.error = std::current_exception();
  }
  forget(chain);
  return chain;
}

void ChainGrower::grow_into(GrownChain& chain, const Random& stream, double wanted) {
  const PlacementEntry& entry = space_.entry;
  const Component& component = *entry.spec->structure.component;
  RecordingDraw draw(stream.child("draw"));
  chain.structure = guarded_call(component, [&] { return entry.structure->draw(draw); });
  if (!chain.structure) misbehaved(component, "draws no structure");
  chain.is_line = guarded_call(component, [&] { return chain.structure->has_centerline(); });
  chain.min_units = guarded_call(component, [&] { return chain.structure->min_units(); });
  chain.drawn = std::move(draw.drawn);

  poses_.clear();
  last_shape_ = nullptr;  // shapes of the chain before this one are gone
  double covered = 0;
  Try last = Try::placed;
  for (std::size_t index = 0; last == Try::placed; ++index) {
    if (index >= std::max<std::size_t>(1, chain.min_units) && covered >= wanted && !chain.is_line) break;
    Random unit_stream = stream.child("unit").child(index);
    const auto unit = guarded_call(component, [&] { return chain.structure->unit(index, unit_stream); });
    if (!unit) break;
    check_unit(entry, *unit);
    last = place_unit(chain, *unit, stream.child("pose").child(index));
    if (last == Try::placed)
      covered += space_.is_on_surfaces() ? chain.units.back().shadow_A2 : static_cast<double>(fresh_);
  }
  using Outcome = GrownChain::Outcome;
  const bool is_short = chain.units.empty() || chain.units.size() < chain.min_units;
  if (last == Try::cancelled)
    chain.outcome = Outcome::cancelled;
  else if (!is_short)
    chain.outcome = Outcome::grown;
  else if (chain.units.empty() && last == Try::no_room)
    chain.outcome = Outcome::no_room;
  else if (chain.units.empty() && last == Try::no_more_poses)
    chain.outcome = Outcome::no_more_poses;
}

ChainGrower::Try ChainGrower::place_unit(GrownChain& chain, const Unit& unit, const Random& stream) {
  const PlacementEntry& entry = space_.entry;
  const Component& transform = *entry.spec->transform.component;
  const std::size_t index = chain.units.size();
  const std::shared_ptr<const Body> body = body_of(unit);
  if (index == 0 && unit.shared) chain.first_body = body;
  const SpaceView scene(space_, space_.rooms, chain.attempt, *body);
  std::optional<Pose> before;
  for (std::int64_t attempt = 0; attempt < entry.spec->unit_tries; ++attempt) {
    if (cancelled_()) return Try::cancelled;
    Random random = stream.child(static_cast<std::uint64_t>(attempt));
    const auto proposal = guarded_call(transform, [&] {
      return index == 0 ? entry.transform->first(scene, unit, random)
                        : entry.transform->next(
                              scene, ChainView{view(poses_), chain.units.back().unit.parent}, unit, random);
    });
    chain.saw_own_entry |= scene.saw_own_units();
    if (!proposal) return scene.found_no_room() ? Try::no_room : Try::no_more_poses;
    check_pose(entry, proposal->pose, space_.scene.grid().voxel_A);
    if (before && same(*before, proposal->pose)) return Try::failed;  // it proposes nothing else
    before = proposal->pose;
    if (fits(chain, unit, *body, *proposal)) {
      GrownUnit grown;
      grown.unit = placed_unit(space_, unit, proposal->pose, index);
      grown.unit.parent = proposal->parent;
      grown.unit.is_embedded = embedded_.parent != nullptr;
      grown.embedding = proposal->embedding;
      grown.shadow_A2 = body->shadow_A2;
      grown.step = unit.step;
      grown.is_movable = unit.shared && !chain.is_line && proposal->parent == 0 && proposal->may_move &&
                         proposal->if_refused == IfRefused::try_again && entry.spec->overlap == 0 &&
                         !entry.spec->clip && halo_voxels_ == 0;
      grown.tolerated = tolerated_;
      grown.body = body_;
      add(body_, memory_.own);
      if (halo_voxels_ > 0) {
        grown.halo = halo_;
        add(halo_, memory_.own_halos);
      }
      chain.units.push_back(std::move(grown));
      poses_.push_back(proposal->pose);
      return Try::placed;
    }
    ++chain.failed_poses;
    if (index == 0) ++chain.failed_starts;
    if (proposal->if_refused != IfRefused::try_again) {
      chain.refused = *proposal;
      chain.refused_shape = unit.shape;
      return Try::failed;
    }
  }
  return Try::failed;
}

std::shared_ptr<const Body> ChainGrower::body_of(const Unit& unit) {
  if (last_shape_ != unit.shape) {
    last_body_ = space_.bodies.of(unit);
    last_shape_ = unit.shape;
  }
  return last_body_;
}

/// Whether a body may not touch the voxel: it is closed, or the chain's own and not of a bonded unit.
bool ChainGrower::is_blocked(Index3 v, Span<const GrownUnit> bonded) const {
  if (!space_.scene.blocked.contains(v)) return !space_.entry.spec->clip;
  if (!space_.is_open(v) && !embedded_.may_take(v)) return true;
  if (!has_own_) return false;  // spares the first unit, tried most often, a look into memory
  return own_blocked().test(v) && std::none_of(bonded.begin(), bonded.end(), [&](const GrownUnit& unit) {
           return covers(halo_voxels_ > 0 ? unit.halo : unit.body, v);
         });
}

/// Voxels of `body` in `own`, which holds the bodies or the halos of the chain, but for those of bonded
/// units.
std::size_t ChainGrower::collisions_with_own(const Footprint& body, const VoxelBits& own,
                                             Span<const GrownUnit> bonded) {
  if (bonded.empty()) return overlap(body, own);
  std::size_t count = 0;
  for_each_row(body, [&](const std::uint64_t* row, std::int64_t y, std::int64_t z) {
    row_.assign(row, row + body.row_words);
    for (const GrownUnit& unit : bonded) {
      const Footprint& f = &own == &memory_.own ? unit.body : unit.halo;
      if (y < f.low_y || z < f.low_z || y >= f.low_y + f.size_y || z >= f.low_z + f.size_z) continue;
      const std::uint64_t* const mine =
          f.words.data() + ((z - f.low_z) * f.size_y + (y - f.low_y)) * f.row_words;
      for (std::int64_t w = 0; w < f.row_words; ++w) {
        const std::int64_t at = f.first_word + w - body.first_word;
        if (at >= 0 && at < body.row_words) row_[static_cast<std::size_t>(at)] &= ~mine[w];
      }
    }
    const std::uint64_t* const other = own.row(y, z) + body.first_word;
    for (std::int64_t w = 0; w < body.row_words; ++w)
      count += count_bits(row_[static_cast<std::size_t>(w)] & other[w]);
  });
  return count;
}

/// Voxels of interest that the body would take and nobody has taken.
std::size_t ChainGrower::new_voxels(const Footprint& body) const {
  std::size_t count = 0;
  for_each_row(body, [&](const std::uint64_t* row, std::int64_t y, std::int64_t z) {
    const std::uint64_t* const interest = space_.scene.interest().row(y, z) + body.first_word;
    const std::uint64_t* const taken = space_.scene.bodies.row(y, z) + body.first_word;
    const std::uint64_t* const own = memory_.own.row(y, z) + body.first_word;
    for (std::int64_t w = 0; w < body.row_words; ++w)
      count += count_bits(row[w] & interest[w] & ~taken[w] & ~own[w]);
  });
  return count;
}

/// Draws the footprint of a pose into body_; false when more than `most_outside` voxels lie outside, unless
/// the entry's units may be cut off there.
bool ChainGrower::draw(const Unit& unit, const Pose& pose, std::size_t most_outside) {
  const PlacementEntry& entry = space_.entry;
  const auto counted = entry.spec->clip ? std::nullopt : std::optional(most_outside);
  return guarded_call(*entry.spec->rasterizer.component, [&] {
    return draw_footprint(*entry.rasterizer, *unit.shape, pose, space_.scene.grid(), counted, memory_.scratch,
                          body_) &&
           body_.outside <= most_outside;
  });
}

bool ChainGrower::fits(const GrownChain& chain, const Unit& unit, const Body& body,
                       const Proposal& proposal) {
  const Pose& pose = proposal.pose;
  embedded_ = embedded_by(proposal, space_.entry, space_.attaches_to, space_.scene, space_.parents);
  const auto bonded = bonded_units(chain.units, unit.step.bonded);
  has_own_ = !chain.units.empty();
  tolerated_ = 0;
  const double tolerance = space_.entry.spec->overlap;
  const bool is_clear =
      tolerance == 0 ? fits_exactly(unit, body, pose, bonded) : fits_tolerably(unit, pose, bonded, tolerance);
  // a unit that would own no voxel at all could not be seen in the labels
  if (!is_clear) return false;
  fresh_ = new_voxels(body_) + embedded_.count(body_, space_.scene.interest());
  return fresh_ > 0;
}

bool ChainGrower::fits_exactly(const Unit& unit, const Body& body, const Pose& pose,
                               Span<const GrownUnit> bonded) {
  const bool hits = hits_at_point(space_.entry, *unit.shape, body, pose, space_.scene.grid().voxel_A,
                                  [&](Index3 v) { return is_blocked(v, bonded); });
  if (hits || !draw(unit, pose, 0)) return false;
  if (!space_.is_open(body_, embedded_) || collisions_with_own(body_, own_blocked(), bonded) > 0)
    return false;
  if (halo_voxels_ == 0) return true;
  halo_ = dilated(body_, halo_voxels_, space_.scene.grid().size);
  return space_.keeps_gap(halo_, embedded_) && collisions_with_own(halo_, memory_.own, bonded) == 0;
}

bool ChainGrower::fits_tolerably(const Unit& unit, const Pose& pose, Span<const GrownUnit> bonded,
                                 double tolerance) {
  // the tolerance is for bodies; a halo keeps its gap from all
  if (!draw(unit, pose, std::numeric_limits<std::size_t>::max()) || space_.touches_halo(body_)) return false;
  const auto tolerated =
      static_cast<std::size_t>(tolerance * static_cast<double>(body_.count + body_.outside));
  const std::size_t spent = body_.outside + collisions_with_own(body_, memory_.own, bonded);
  tolerated_ = tolerated - std::min(tolerated, spent);
  return spent + space_.closed_voxels(body_, embedded_) <= tolerated;
}

void ChainGrower::forget(const GrownChain& chain) {
  for (const GrownUnit& unit : chain.units) {
    remove(unit.body, memory_.own);
    if (halo_voxels_ > 0) remove(unit.halo, memory_.own_halos);
  }
}

}  // namespace cryocosm
