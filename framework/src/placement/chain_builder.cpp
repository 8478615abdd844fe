// One chain: propose, test, take; take back what came out too short.
#include "placement/chain_builder.hpp"

#include <algorithm>

namespace cryocosm {

ChainBuilder::ChainBuilder(const PlacementEntry& entry, std::uint32_t entry_index, Scene& scene)
    : entry_(entry), entry_index_(entry_index), scene_(scene) {}

ChainBuilder::Outcome ChainBuilder::grow(const Random& stream, std::size_t wanted) {
  units_.clear();
  poses_.clear();
  taken_.clear();
  recent_.clear();
  own_shape_ = nullptr;

  RecordingDraw draw(stream.child("draw"));
  auto structure =
      guarded_call(*entry_.spec->structure.component, [&] { return entry_.structure->draw(draw); });
  Try last = Try::placed;
  for (std::size_t index = 0; last == Try::placed; ++index) {
    if (!poses_.empty() && taken_.size() >= wanted && !structure->has_centerline()) break;
    Random unit_stream = stream.child("unit").child(index);
    const auto unit =
        guarded_call(*entry_.spec->structure.component, [&] { return structure->unit(index, unit_stream); });
    if (!unit) break;
    last = place_unit(*unit, index, stream.child("pose").child(index));
  }
  if (poses_.empty() || poses_.size() < structure->min_units()) {
    const bool no_room = poses_.empty() && last == Try::no_room;
    take_back();
    return no_room ? Outcome::no_room : Outcome::failed;
  }
  commit(std::move(structure), draw);
  return Outcome::placed;
}

ChainBuilder::Try ChainBuilder::place_unit(const Unit& unit, std::size_t index, const Random& stream) {
  const Component& transform = *entry_.spec->transform.component;
  for (std::int64_t attempt = 0; attempt < entry_.spec->unit_tries; ++attempt) {
    Random random = stream.child(static_cast<std::uint64_t>(attempt));
    const auto proposal = guarded_call(transform, [&] {
      return index == 0 ? entry_.transform->first(scene_, unit, random)
                        : entry_.transform->next(scene_, ChainView{view(poses_)}, unit, random);
    });
    if (!proposal) return Try::no_room;
    if (fits(unit, proposal->pose)) {
      take(unit, index, *proposal);
      return Try::placed;
    }
    ++failed_poses_;
  }
  return Try::failed;
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

  guarded_call(*entry_.spec->rasterizer.component, [&] {
    draw_footprint(*entry_.rasterizer, *unit.shape, pose, scene_.grid().voxel_A, footprint_);
  });
  const auto tolerated = static_cast<std::size_t>(overlap * static_cast<double>(footprint_.count));
  std::size_t collisions = 0, bonded = 0;
  for_each_voxel(footprint_, [&](Index3 v) {
    if (!scene_.occupancy.contains(v))
      ++collisions;
    else if (scene_.occupancy.taken(v))
      ++(bonded_to(v, unit.step.bonded) ? bonded : collisions);
    return collisions <= tolerated;
  });
  // a unit that would own no voxel at all could not be seen in the labels
  return collisions <= tolerated && footprint_.count > collisions + bonded;
}

void ChainBuilder::take(const Unit& unit, std::size_t index, const Proposal& proposal) {
  for_each_voxel(footprint_, [&](Index3 v) {
    if (scene_.occupancy.contains(v) && !scene_.occupancy.taken(v)) {
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

  constexpr std::size_t k_remembered = 4;
  recent_.push_back(std::move(footprint_));
  if (recent_.size() > k_remembered) {
    footprint_ = std::move(recent_.front());
    recent_.pop_front();
  }
}

void ChainBuilder::take_back() {
  for (const Index3 v : taken_) scene_.occupancy.release(v);
}

void ChainBuilder::commit(std::unique_ptr<Structure> structure, RecordingDraw& draw) {
  Ledger& ledger = scene_.ledger;
  Chain chain;
  chain.entry = entry_index_;
  chain.first_unit = static_cast<std::uint32_t>(ledger.units.size());
  chain.unit_count = static_cast<std::uint32_t>(units_.size());
  chain.has_centerline = structure->has_centerline() && units_.size() > 1;
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
