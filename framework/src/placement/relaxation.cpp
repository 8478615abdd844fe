// Near misses, the units in their way, and where these can go instead.
#include "placement/relaxation.hpp"

#include <algorithm>
#include <cmath>

#include "placement/space_view.hpp"

namespace cryocosm {
namespace {

constexpr double k_slack = 1.5;  // voxels by which the room of a near miss may be too small
constexpr int k_poses = 48;      // of which the one with the fewest closed points is taken
constexpr std::size_t k_most_blockers = 5;
constexpr double k_most_overlap = 0.25;  // of the new body
constexpr int k_moves = 40;              // tries for a unit in the way
constexpr int k_reinsertions = 24;       // and then for another place altogether
constexpr double k_farthest_move = 4;    // voxels
constexpr double k_largest_turn_rad = 0.5;
constexpr std::size_t k_renewal = 256;  // attempts after which rooms are made anew

/// Closed voxels at the body's points; counting stops beyond `most`.
std::size_t closed_points(const EntrySpace& space, const Body& body, const Pose& pose, double voxel_A,
                          std::size_t most) {
  const Matrix3 rotation = rotation_matrix(pose.rotation);
  std::size_t closed = 0;
  for (const auto* points : {&body.probes, &body.rim})
    for (const Vec3 p : *points) {
      closed += !space.is_open(voxel_of(rotation * p + pose.position_A, voxel_A));
      if (closed > most) return closed;
    }
  return closed;
}

/// Calls visit(Index3, index of the voxel in the volume) for each voxel of the footprint.
template <class Visit>
void for_each_voxel(const Footprint& footprint, Index3 size, Visit visit) {
  for_each_row(footprint, [&](const std::uint64_t* row, std::int64_t y, std::int64_t z) {
    for (std::int64_t w = 0; w < footprint.row_words; ++w)
      for (std::uint64_t word = row[w]; word != 0; word &= word - 1) {
        const std::int64_t x = 64 * (footprint.first_word + w) + __builtin_ctzll(word);
        visit(Index3{x, y, z}, static_cast<std::size_t>((z * size.y + y) * size.x + x));
      }
  });
}

/// The first unit of a new structure, if it can stand alone.
std::optional<NearMiss> draw_unit(const EntrySpace& space, const Random& stream) {
  const PlacementEntry& entry = space.entry;
  NearMiss miss{stream, {}, {}, {}, {}, {}, false, {}};
  RecordingDraw draws(stream.child("draw"));
  Random random = stream.child("unit");
  const auto unit = guarded_call(*entry.spec->structure.component, [&] {
    miss.structure = entry.structure->draw(draws);
    const bool is_single =
        miss.structure && miss.structure->min_units() <= 1 && !miss.structure->has_centerline();
    return is_single ? miss.structure->unit(0, random) : std::nullopt;
  });
  if (!unit || !unit->shared) return std::nullopt;
  check_unit(entry, *unit);
  miss.unit = *unit;
  miss.drawn = std::move(draws.drawn);
  miss.body = space.bodies.of(*unit);
  return miss;
}

Unit unit_of(const PlacedUnit& placed, const Step& step) {
  Unit unit;
  unit.shape = placed.shape;
  unit.shared = true;
  unit.step = step;
  return unit;
}

}  // namespace

Relaxer::Relaxer(Workbench& bench) : bench_(bench), scene_(bench.scene), owners_(scene_.grid().count()) {}

bool Relaxer::can_add_to(const PlacementEntry& entry) {
  return !entry.spec->clip && entry.spec->overlap == 0 && entry.spec->halo_A == 0 &&
         attaches_to(entry).empty();
}

std::vector<NearMiss> Relaxer::near_misses(EntrySpace& space, const std::vector<Random>& streams) {
  learn_owners();
  std::vector<NearMiss> misses;
  for (const Random& stream : streams)
    if (auto miss = draw_unit(space, stream)) misses.push_back(std::move(*miss));
  renew_rooms(space, misses);
  bench_.hooks.parallel_for(misses.size(), [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) try {
        misses[i].pose = best_pose(space, misses[i], misses[i].may_move);
      } catch (...) {
        misses[i].error = std::current_exception();
      }
  });
  return misses;
}

std::optional<GrownChain> Relaxer::make_room(EntrySpace& space, NearMiss miss, Relaxation& statistics) {
  if (miss.error) std::rethrow_exception(miss.error);
  const PlacementEntry& entry = space.entry;
  GrownUnit grown;
  if (!miss.pose || !draw(entry, *miss.unit.shape, *miss.pose, grown.body)) return std::nullopt;
  if (overlap(grown.body, space.region().places) != grown.body.count) return std::nullopt;
  auto blockers = grown.body.count > 0 ? blockers_of(grown.body) : std::nullopt;
  if (!blockers) return std::nullopt;

  take(grown.body);
  const Random moves = miss.stream.child("moves");
  const bool all_away = std::all_of(blockers->begin(), blockers->end(), [&](Blocker& blocker) {
    return move_away(blocker, miss.pose->position_A, grown.body, moves.child(blocker.unit), statistics);
  });
  release(grown.body);
  for (const Blocker& blocker : *blockers)
    if (blocker.has_moved && !all_away) {
      release(blocker.after);
      scene_.ledger.units[blocker.unit].pose = blocker.pose;
    }
  for (const Blocker& blocker : *blockers) {
    if (!all_away) {
      take(blocker.before);
      continue;
    }
    std::size_t& covered = bench_.covered[scene_.ledger.units[blocker.unit].entry];
    covered = covered + blocker.after.count - blocker.before.count;
    set_owner(blocker.before, 0);
    set_owner(blocker.after, scene_.ledger.units[blocker.unit].instance);
    ++statistics.moved_units;
  }
  if (!all_away) return std::nullopt;
  grown.unit = placed_unit(space, miss.unit, *miss.pose, 0);
  grown.step = miss.unit.step;
  grown.is_movable = miss.may_move;
  GrownChain chain;
  chain.outcome = GrownChain::Outcome::grown;
  chain.structure = std::move(miss.structure);
  chain.drawn = std::move(miss.drawn);
  chain.units.push_back(std::move(grown));
  return chain;
}

/// The pose with the fewest closed points of some that the transform proposes.
std::optional<Pose> Relaxer::best_pose(const EntrySpace& space, const NearMiss& miss, bool& may_move) const {
  const SpaceView scene(space, *rooms_, 0, *miss.body);
  const double voxel_A = scene_.grid().voxel_A;
  const Random poses = miss.stream.child("poses");
  std::optional<Pose> best;
  std::size_t most = (miss.body->probes.size() + miss.body->rim.size()) / 4;
  for (int i = 0; i < k_poses; ++i) {
    Random random = poses.child(static_cast<std::uint64_t>(i));
    const auto proposal = guarded_call(*space.entry.spec->transform.component, [&] {
      return space.entry.transform->first(scene, miss.unit, random);
    });
    if (!proposal || proposal->parent != 0 || proposal->if_refused != IfRefused::try_again)
      return std::nullopt;
    may_move = proposal->may_move;
    check_pose(space.entry, proposal->pose, voxel_A);
    const std::size_t closed = closed_points(space, *miss.body, proposal->pose, voxel_A, most);
    if (closed > most) continue;
    best = proposal->pose;
    if (closed == 0) break;
    most = closed - 1;
  }
  return best;
}

void Relaxer::renew_rooms(EntrySpace& space, const std::vector<NearMiss>& misses) {
  if (space_ != &space) {
    space_ = &space;
    rooms_.emplace(space.region(), scene_.blocked, scene_.grid().voxel_A, false, k_slack);
    renewed_ = k_renewal;
  }
  if (renewed_ >= k_renewal) {
    rooms_->clear();
    renewed_ = 0;
  }
  renewed_ += misses.size();
  for (const NearMiss& miss : misses)
    if (!rooms_->knows(*miss.body)) rooms_->renew(miss.body, bench_.hooks.parallel_for);
}

/// The units that own voxels of `wanted`; nothing when one may not be moved or they are too many.
std::optional<std::vector<Relaxer::Blocker>> Relaxer::blockers_of(const Footprint& wanted) {
  std::vector<std::uint32_t> instances;
  std::size_t shared = 0;
  bool is_hopeless = false;
  for_each_voxel(wanted, scene_.grid().size, [&](Index3 v, std::size_t at) {
    if (!scene_.blocked.test(v)) return;
    ++shared;
    if (owners_[at] == 0)
      is_hopeless = true;  // a halo
    else if (std::find(instances.begin(), instances.end(), owners_[at]) == instances.end())
      instances.push_back(owners_[at]);
  });
  if (is_hopeless || instances.size() > k_most_blockers ||
      static_cast<double>(shared) > k_most_overlap * static_cast<double>(wanted.count))
    return std::nullopt;
  std::vector<Blocker> blockers;
  for (const std::uint32_t instance : instances) {
    Blocker blocker;
    blocker.unit = instance - 1;
    const PlacedUnit& unit = scene_.ledger.units[blocker.unit];
    if (!scene_.ledger.is_movable[blocker.unit]) return std::nullopt;
    blocker.pose = unit.pose;
    draw(bench_.entries[unit.entry], *unit.shape, unit.pose, blocker.before);
    blockers.push_back(std::move(blocker));
  }
  return blockers;
}

/// Moves one unit to where it fits beside `wanted`, whose middle is `from_A`.
bool Relaxer::move_away(Blocker& blocker, Vec3 from_A, const Footprint& wanted, const Random& stream,
                        Relaxation& statistics) {
  PlacedUnit& unit = scene_.ledger.units[blocker.unit];
  EntrySpace& space = bench_.space(unit.entry);
  const auto body = space.bodies.of(unit_of(unit, scene_.ledger.steps[blocker.unit]));
  release(blocker.before);
  take(wanted);  // both had some voxels
  for (int attempt = 0; attempt < k_moves + k_reinsertions && !blocker.has_moved; ++attempt) {
    Random random = stream.child(static_cast<std::uint64_t>(attempt));
    const bool only_turns = attempt % 4 == 3;  // a unit whose distances are fixed can do nothing else
    const auto pose = attempt < k_moves ? shifted(unit.pose, from_A, only_turns, random)
                                        : elsewhere(space, blocker.unit, *body, random);
    if (!pose || !keeps_distances(blocker.unit, pose->position_A)) continue;
    ++statistics.moves;
    const bool hits = hits_at_point(space.entry, *unit.shape, *body, *pose, scene_.grid().voxel_A,
                                    [&](Index3 v) { return !space.is_open(v); });
    if (hits || !draw(space.entry, *unit.shape, *pose, blocker.after) || blocker.after.count == 0 ||
        !space.is_open(blocker.after))
      continue;
    ++statistics.accepted;
    unit.pose = *pose;
    blocker.has_moved = true;
  }
  take(blocker.has_moved ? blocker.after : blocker.before);
  return blocker.has_moved;
}

/// A small turn, and unless it only turns a step mostly away from `from_A`.
Pose Relaxer::shifted(const Pose& pose, Vec3 from_A, bool only_turns, Random& random) const {
  const Vec3 away = pose.position_A - from_A;
  const double distance_A = norm(away);
  const Vec3 direction = random_direction(random) + (distance_A > 0 ? away / distance_A : Vec3{});
  const double step_A = only_turns ? 0 : random.uniform(0, k_farthest_move * scene_.grid().voxel_A);
  const double angle_rad = random.uniform(0, k_largest_turn_rad);  // drawn first, whatever the compiler
  const Quaternion turn = rotation_about(random_direction(random), angle_rad);
  return {normalized(turn * pose.rotation), pose.position_A + step_A * direction};
}

/// A new place for a unit that is alone in its chain, where its own transform would put it.
std::optional<Pose> Relaxer::elsewhere(EntrySpace& space, std::uint32_t unit, const Body& body,
                                       Random& random) {
  const PlacedUnit& placed = scene_.ledger.units[unit];
  if (scene_.ledger.chains[placed.chain - 1].unit_count != 1) return std::nullopt;
  const SpaceView scene(space, space.rooms, 0, body);
  const auto proposal = guarded_call(*space.entry.spec->transform.component, [&] {
    return space.entry.transform->first(scene, unit_of(placed, scene_.ledger.steps[unit]), random);
  });
  if (!proposal || proposal->parent != 0) return std::nullopt;
  check_pose(space.entry, proposal->pose, scene_.grid().voxel_A);
  return proposal->pose;
}

bool Relaxer::draw(const PlacementEntry& entry, const Shape& shape, const Pose& pose, Footprint& out) {
  return guarded_call(*entry.spec->rasterizer.component, [&] {
    return draw_footprint(*entry.rasterizer, shape, pose, scene_.grid(), 0, scratch_, out) &&
           out.outside == 0;
  });
}

/// Whether the unit would still be as far from its neighbours in the chain as their steps say.
bool Relaxer::keeps_distances(std::uint32_t unit, Vec3 position_A) const {
  const Ledger& ledger = scene_.ledger;
  const Chain& chain = ledger.chains[ledger.units[unit].chain - 1];
  if (position_A == ledger.units[unit].pose.position_A) return true;
  const auto keeps = [&](std::uint32_t other, const Step& step) {
    const double distance_A = norm(position_A - ledger.units[other].pose.position_A);
    return distance_A >= step.nearest_A && distance_A <= step.farthest_A;
  };
  return (unit == chain.first_unit || keeps(unit - 1, ledger.steps[unit])) &&
         (unit + 1 == chain.first_unit + chain.unit_count || keeps(unit + 1, ledger.steps[unit + 1]));
}

void Relaxer::take(const Footprint& body) {
  add(body, scene_.bodies);
  add(body, scene_.blocked);
}

void Relaxer::release(const Footprint& body) {
  remove(body, scene_.bodies);
  remove(body, scene_.blocked);
}

void Relaxer::set_owner(const Footprint& body, std::uint32_t instance) {
  for_each_voxel(body, scene_.grid().size, [&](Index3, std::size_t at) { owners_[at] = instance; });
}

void Relaxer::learn_owners() {
  Footprint body;
  for (; learnt_ < scene_.ledger.units.size(); ++learnt_) {
    const PlacedUnit& unit = scene_.ledger.units[learnt_];
    const PlacementEntry& entry = bench_.entries[unit.entry];
    const bool is_drawn = guarded_call(*entry.spec->rasterizer.component, [&] {
      return draw_footprint(*entry.rasterizer, *unit.shape, unit.pose, scene_.grid(), ~std::size_t{0},
                            scratch_, body);
    });
    if (!is_drawn) continue;
    for_each_voxel(body, scene_.grid().size, [&](Index3, std::size_t at) {
      if (owners_[at] == 0) {
        owners_[at] = unit.instance;  // voxels belong to the first
        return;
      }
      // neither may go and take the other's voxels along
      scene_.ledger.is_movable[owners_[at] - 1] = false;
      scene_.ledger.is_movable[unit.instance - 1] = false;
    });
  }
}

}  // namespace cryocosm
