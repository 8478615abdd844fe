// Making room for one more body in a crowd, by moving those in its way.
#pragma once

#include <optional>

#include "placement/chain_grower.hpp"

namespace cryocosm {

/// A unit in search of room, with a pose in which it overlaps others a little.
struct NearMiss {
  Random stream;
  std::unique_ptr<Structure> structure;
  std::vector<std::pair<std::string, double>> drawn;
  Unit unit;
  std::shared_ptr<const Body> body;
  std::optional<Pose> pose;
  bool may_move = false;  ///< as in Proposal
  std::exception_ptr error;
};

/// Random insertion stops where no hole is large enough, long before all space is used. This puts a body
/// where it only just does not fit, and then shifts and turns each unit that it overlaps until that fits
/// again, or inserts it elsewhere; when one of them can not, everything stays as it was. Every state in
/// between is free of overlaps, and units of a cluster keep their distances. The moves favour holes that can
/// be widened, so the result is a dense packing and no sample of a thermal equilibrium. [host]
class Relaxer {
 public:
  explicit Relaxer(Workbench& bench);

  /// Whether a chain of one unit can be added to the entry in this way at all.
  static bool can_add_to(const PlacementEntry& entry);

  /// Units that only just do not fit, one for each stream; those for which none was found are left out.
  std::vector<NearMiss> near_misses(EntrySpace& space, const std::vector<Random>& streams);

  /// Tries to make room for one of them. On success the units in its way have been moved, and the chain can
  /// be committed. Nothing but the near miss and the scene decide what happens. Throws Error naming a
  /// component.
  std::optional<GrownChain> make_room(EntrySpace& space, NearMiss miss, Relaxation& statistics);

 private:
  /// A unit in the way of a new body.
  struct Blocker {
    std::uint32_t unit = 0;  ///< index in the ledger
    Pose pose;               ///< where it was
    Footprint before, after;
    bool has_moved = false;
  };
  void renew_rooms(EntrySpace& space, const std::vector<NearMiss>& misses);
  std::optional<Pose> best_pose(const EntrySpace& space, const NearMiss& miss, bool& may_move) const;
  std::optional<std::vector<Blocker>> blockers_of(const Footprint& wanted);
  bool move_away(Blocker& blocker, Vec3 from_A, const Footprint& wanted, const Random& stream,
                 Relaxation& statistics);
  Pose shifted(const Pose& pose, Vec3 from_A, bool only_turns, Random& random) const;
  std::optional<Pose> elsewhere(EntrySpace& space, std::uint32_t unit, const Body& body, Random& random);
  bool draw(const PlacementEntry& entry, const Shape& shape, const Pose& pose, Footprint& out);
  bool keeps_distances(std::uint32_t unit, Vec3 position_A) const;
  void take(const Footprint& body);
  void release(const Footprint& body);
  void set_owner(const Footprint& body, std::uint32_t instance);
  void learn_owners();

  Workbench& bench_;
  Scene& scene_;
  std::vector<std::uint32_t> owners_;  ///< instance of each taken voxel, x fastest
  std::size_t learnt_ = 0;             ///< units of the ledger whose voxels are in it
  FootprintScratch scratch_;

  const EntrySpace* space_ = nullptr;  ///< that the rooms belong to
  std::optional<Rooms> rooms_;
  std::size_t renewed_ = 0;  ///< attempts since rooms were made anew
};

}  // namespace cryocosm
