// Where there may be room for a body: the voxels that its inner ball can be centred in.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "cryocosm/random.hpp"
#include "placement/body.hpp"
#include "placement/morphology.hpp"

namespace cryocosm {

/// A set of voxels from which one can be drawn uniformly.
struct Room {
  VoxelBits places;
  std::vector<std::size_t> before_row;  ///< places in all rows before each row, and at last the total
  Block extent;                         ///< the smallest block that holds all of them

  explicit Room(VoxelBits set);
  std::size_t count() const { return before_row.back(); }
  Index3 pick(Random& random) const;  ///< count() must not be 0. [any]

 private:
  void extend_to_row(const std::uint64_t* row, std::int64_t y, std::int64_t z);
};

/// A body fits nowhere but with the centre of its inner ball in a voxel of its room, because a taken
/// voxel nearer than the ball's radius less half a voxel diagonal would lie in the ball. Uniform poses over
/// the room are therefore uniform over those that fit, once those that do not are refused: rejection
/// sampling from a smaller superset.
///
/// Occupancy only grows, so an old room stays valid; it is made anew when the tries that it cost
/// outweigh the work. Which room a try saw depends on counts of tries only, never on time or threads.
class Rooms {
 public:
  /// `region` is the room of what has no ball, and of what may overlap others; bodies lie in it and touch
  /// nothing that is `blocked`. Both are borrowed; `blocked` grows.
  /// `slack` voxels less than the ball are asked for: such rooms also hold poses that only just do not fit.
  Rooms(const Room& region, const VoxelBits& blocked, double voxel_A, bool may_be_blocked, double slack = 0)
      : region_(region),
        blocked_(blocked),
        voxel_A_(voxel_A),
        may_be_blocked_(may_be_blocked),
        slack_(slack) {}

  /// A uniform pose over the room of `body`; empty when there is none. [any]
  std::optional<Pose> random_pose(const Body& body, Random& random) const;

  /// Makes rooms anew for which `failed` tries were too many; called between tries. [host]
  void count_failures(const std::shared_ptr<const Body>& body, std::size_t failed,
                      const ParallelFor& parallel_for);
  /// Makes the room of `body` anew, whatever it was. [host]
  void renew(const std::shared_ptr<const Body>& body, const ParallelFor& parallel_for);
  bool knows(const Body& body) const { return own_.count(&body) > 0; }
  /// Gives their memory back. [host]
  void clear() { own_.clear(); }

 private:
  struct Own {
    std::shared_ptr<const Body> body;
    std::size_t failures = 0;
    std::optional<Room> room;
  };
  bool uses_ball(const Body& body) const;
  double clearance(const Body& body) const;
  Room room_of(const Body& body, const ParallelFor& parallel_for) const;
  Index3 free_voxel(Random& random) const;
  Vec3 near_region(double radius_A, Random& random) const;

  const Room& region_;
  const VoxelBits& blocked_;
  double voxel_A_;
  bool may_be_blocked_;
  double slack_;
  std::unordered_map<const Body*, Own> own_;
};

}  // namespace cryocosm
