// One chain: propose, test, take; take back what came out too short.
#include "placement/chain_builder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace cryocosm {
namespace {

constexpr std::size_t k_most_bonded = 16;  // footprints that are remembered

[[noreturn]] void misbehaved(const Component& component, const std::string& what) {
  throw Error(Code::component_misbehaved, full_name(component) + " " + what,
              "report it to the plugin's author");
}

bool same(const Pose& a, const Pose& b) {
  return a.position_A == b.position_A && a.rotation.w == b.rotation.w && a.rotation.x == b.rotation.x &&
         a.rotation.y == b.rotation.y && a.rotation.z == b.rotation.z;
}

}  // namespace

ChainBuilder::ChainBuilder(const PlacementEntry& entry, std::uint32_t entry_index, Scene& scene,
                           const PlacementHooks& hooks)
    : entry_(entry), entry_index_(entry_index), scene_(scene), hooks_(hooks) {}

ChainBuilder::Outcome ChainBuilder::grow(const Random& stream, std::size_t wanted) {
  units_.clear();
  poses_.clear();
  taken_.clear();
  recent_.clear();
  own_shape_ = nullptr;

  const Component& component = *entry_.spec->structure.component;
  RecordingDraw draw(stream.child("draw"));
  auto structure = guarded_call(component, [&] { return entry_.structure->draw(draw); });
  if (!structure) misbehaved(component, "draws no structure");
  const bool is_line = guarded_call(component, [&] { return structure->has_centerline(); });
  const std::size_t min_units = guarded_call(component, [&] { return structure->min_units(); });

  Try last = Try::placed;
  for (std::size_t index = 0; last == Try::placed; ++index) {
    if (!poses_.empty() && taken_.size() >= wanted && !is_line) break;
    Random unit_stream = stream.child("unit").child(index);
    const auto unit = guarded_call(component, [&] { return structure->unit(index, unit_stream); });
    if (!unit) break;
    check(*unit);
    last = place_unit(*unit, index, stream.child("pose").child(index));
  }
  const bool is_short = poses_.empty() || poses_.size() < min_units;
  if (is_short || last == Try::cancelled) {
    const bool no_room = poses_.empty() && last == Try::no_room;
    take_back();
    if (last == Try::cancelled) return Outcome::cancelled;
    return no_room ? Outcome::no_room : Outcome::failed;
  }
  commit(std::move(structure), is_line, draw);
  return Outcome::placed;
}

ChainBuilder::Try ChainBuilder::place_unit(const Unit& unit, std::size_t index, const Random& stream) {
  const Component& transform = *entry_.spec->transform.component;
  std::optional<Pose> before;
  for (std::int64_t attempt = 0; attempt < entry_.spec->unit_tries; ++attempt) {
    if (hooks_.cancelled()) return Try::cancelled;
    Random random = stream.child(static_cast<std::uint64_t>(attempt));
    const auto proposal = guarded_call(transform, [&] {
      return index == 0 ? entry_.transform->first(scene_, unit, random)
                        : entry_.transform->next(scene_, ChainView{view(poses_)}, unit, random);
    });
    if (!proposal) return Try::no_room;
    check(proposal->pose);
    if (before && same(*before, proposal->pose)) return Try::failed;  // it proposes nothing else
    before = proposal->pose;
    if (fits(unit, proposal->pose)) {
      take(unit, index, *proposal);
      return Try::placed;
    }
    ++failed_poses_;
  }
  return Try::failed;
}

void ChainBuilder::check(const Unit& unit) const {
  const Component& component = *entry_.spec->structure.component;
  if (unit.shape == nullptr) misbehaved(component, "yields a unit without a shape");
  const std::size_t classes = guarded_call(component, [&] { return entry_.structure->class_count(); });
  if (unit.class_index >= classes)
    misbehaved(component, fmt::format("yields a unit of class {} of {}", unit.class_index, classes));
  const auto kind = guarded_call(component, [&] { return unit.shape->kind(); });
  if (kind != guarded_call(*entry_.spec->rasterizer.component, [&] { return entry_.rasterizer->kind(); }))
    misbehaved(component, fmt::format("yields a shape of the unexpected kind '{}'", kind));
  const double radius_A = guarded_call(component, [&] { return unit.shape->radius_A(); });
  if (!(radius_A > 0) || !std::isfinite(radius_A))
    misbehaved(component, fmt::format("yields a shape with a radius of {} A", radius_A));
  if (unit.step.bonded < 0 || static_cast<std::size_t>(unit.step.bonded) > k_most_bonded)
    misbehaved(component, fmt::format("bonds a unit to {} before it; at most {} can be", unit.step.bonded,
                                      k_most_bonded));
}

void ChainBuilder::check(const Pose& pose) const {
  const Quaternion q = pose.rotation;
  const Vec3 p = pose.position_A;
  // far beyond any volume, yet safe to turn into voxel numbers
  const double limit = 1e9 * scene_.grid().voxel_A;
  const bool is_rotation = std::abs(q.w * q.w + q.x * q.x + q.y * q.y + q.z * q.z - 1) < 1e-6;
  if (!is_rotation || !(std::abs(p.x) < limit && std::abs(p.y) < limit && std::abs(p.z) < limit))
    misbehaved(*entry_.spec->transform.component, "proposes a pose that is not finite or not a rotation");
}

bool ChainBuilder::bonded_to(Index3 voxel, std::int32_t bonded) const {
  const auto count = std::min<std::size_t>(static_cast<std::size_t>(bonded), recent_.size());
  for (std::size_t i = recent_.size() - count; i < recent_.size(); ++i)
    if (recent_[i].covers(voxel)) return true;
  return false;
}

const std::vector<Vec3>& ChainBuilder::probes_of(const Unit& unit) {
  const double voxel_A = scene_.grid().voxel_A;
  const auto ask = [&] {
    return guarded_call(*entry_.spec->rasterizer.component,
                        [&] { return ordered_probes(*entry_.rasterizer, *unit.shape, voxel_A); });
  };
  if (unit.shared) {
    const auto found = shared_probes_.find(unit.shape);
    return found != shared_probes_.end() ? found->second
                                         : shared_probes_.emplace(unit.shape, ask()).first->second;
  }
  if (own_shape_ != unit.shape) {
    own_probes_ = ask();
    own_shape_ = unit.shape;
  }
  return own_probes_;
}

bool ChainBuilder::hits_at_probe(const Unit& unit, const Pose& pose) {
  const Matrix3 rotation = rotation_matrix(pose.rotation);
  const double voxel_A = scene_.grid().voxel_A;
  for (const Vec3 probe : probes_of(unit)) {
    const Index3 v = voxel_of(rotation * probe + pose.position_A, voxel_A);
    if (!scene_.occupancy.contains(v)) return true;
    if (scene_.occupancy.taken(v) && !bonded_to(v, unit.step.bonded)) return true;
  }
  return false;
}

bool ChainBuilder::fits(const Unit& unit, const Pose& pose) {
  const double overlap = entry_.spec->overlap;
  if (overlap == 0 && hits_at_probe(unit, pose)) return false;

  const std::size_t most_outside = overlap == 0 ? 0 : std::numeric_limits<std::size_t>::max();
  const bool may_fit = guarded_call(*entry_.spec->rasterizer.component, [&] {
    return draw_footprint(*entry_.rasterizer, *unit.shape, pose, scene_.grid(), most_outside, footprint_);
  });
  if (!may_fit || footprint_.outside > most_outside) return false;
  const auto tolerated =
      static_cast<std::size_t>(overlap * static_cast<double>(footprint_.count + footprint_.outside));
  std::size_t collisions = footprint_.outside, shared = 0;
  for_each_voxel(footprint_, [&](Index3 v) {
    if (scene_.occupancy.taken(v)) {
      ++shared;
      collisions += !bonded_to(v, unit.step.bonded);
    }
    return collisions <= tolerated;
  });
  // a unit that would own no voxel at all could not be seen in the labels
  return collisions <= tolerated && footprint_.count > shared;
}

void ChainBuilder::take(const Unit& unit, std::size_t index, const Proposal& proposal) {
  for_each_voxel(footprint_, [&](Index3 v) {
    if (!scene_.occupancy.taken(v)) {
      scene_.occupancy.take(v);
      taken_.push_back(v);
    }
    return true;
  });
  PlacedUnit placed;
  placed.shape = unit.shape;
  placed.pose = proposal.pose;
  placed.parent = proposal.parent;
  placed.entry = entry_index_;
  placed.index = static_cast<std::uint32_t>(index);
  placed.label = entry_.first_label + unit.class_index;
  units_.push_back(placed);
  poses_.push_back(proposal.pose);

  recent_.push_back(std::move(footprint_));
  const auto remembered = std::min<std::size_t>(k_most_bonded, static_cast<std::size_t>(unit.step.bonded));
  while (recent_.size() > std::max<std::size_t>(1, remembered)) {
    footprint_ = std::move(recent_.front());
    recent_.pop_front();
  }
}

void ChainBuilder::take_back() {
  for (const Index3 v : taken_) scene_.occupancy.release(v);
}

void ChainBuilder::commit(std::unique_ptr<Structure> structure, bool is_line, RecordingDraw& draw) {
  Ledger& ledger = scene_.ledger;
  Chain chain;
  chain.entry = entry_index_;
  chain.first_unit = static_cast<std::uint32_t>(ledger.units.size());
  chain.unit_count = static_cast<std::uint32_t>(units_.size());
  chain.has_centerline = is_line && units_.size() > 1;
  chain.surface =
      guarded_call(*entry_.spec->structure.component, [&] { return structure->surface(poses_.front()); });
  chain.structure = std::move(structure);
  chain.drawn = std::move(draw.drawn);
  ledger.chains.push_back(std::move(chain));

  for (PlacedUnit& unit : units_) {
    unit.chain = static_cast<std::uint32_t>(ledger.chains.size());
    unit.instance = static_cast<std::uint32_t>(ledger.units.size() + 1);
    ledger.units.push_back(unit);
  }
  Scene::Placed& placed = scene_.entries[entry_index_];
  placed.unit_end = ledger.units.size();
  if (const Surface* surface = ledger.chains.back().surface.get()) placed.surfaces.push_back(surface);
  covered_ += taken_.size();
}

}  // namespace cryocosm
