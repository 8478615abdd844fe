// Growing one chain, unit by unit, with everything needed to take it back.
#pragma once

#include <deque>
#include <memory>
#include <unordered_map>
#include <vector>

#include "placement/engine.hpp"
#include "placement/footprint.hpp"
#include "placement/probes.hpp"

namespace cryocosm {

/// Records what a structure drew.
class RecordingDraw final : public Draw {
 public:
  using Draw::Draw;
  std::vector<std::pair<std::string, double>> drawn;

 protected:
  void record(std::string_view name, double value) override { drawn.emplace_back(name, value); }
};

/// Places chains of one entry. Holds scratch memory and what it has learnt about shared shapes. [host]
class ChainBuilder {
 public:
  ChainBuilder(const PlacementEntry& entry, std::uint32_t entry_index, Scene& scene,
               const PlacementHooks& hooks);

  enum class Outcome { placed, failed, no_room, cancelled };
  /// Tries to add one chain to the scene. `wanted` voxels end it early, unless it has a centerline: a
  /// line is not cut short to meet a number.
  Outcome grow(const Random& stream, std::size_t wanted);

  std::size_t covered() const { return covered_; }  ///< voxels this entry has taken
  std::size_t failed_poses() const { return failed_poses_; }

 private:
  enum class Try { placed, failed, no_room, cancelled };
  Try place_unit(const Unit& unit, std::size_t index, const Random& stream);
  bool fits(const Unit& unit, const Pose& pose);
  bool hits_at_probe(const Unit& unit, const Pose& pose);
  bool bonded_to(Index3 voxel, std::int32_t bonded) const;
  void check(const Unit& unit) const;
  void check(const Pose& pose) const;
  void take(const Unit& unit, std::size_t index, const Proposal& proposal);
  void take_back();
  void commit(std::unique_ptr<Structure> structure, bool is_line, RecordingDraw& draw);
  const std::vector<Vec3>& probes_of(const Unit& unit);

  const PlacementEntry& entry_;
  std::uint32_t entry_index_;
  Scene& scene_;
  const PlacementHooks& hooks_;

  std::unordered_map<const Shape*, std::vector<Vec3>> shared_probes_;
  std::vector<Vec3> own_probes_;
  const Shape* own_shape_ = nullptr;

  // the chain under construction
  std::vector<PlacedUnit> units_;
  std::vector<Pose> poses_;
  std::vector<Index3> taken_;
  std::deque<Footprint> recent_;  ///< of the last units, for bonded steps
  Footprint footprint_;

  std::size_t covered_ = 0;
  std::size_t failed_poses_ = 0;
};

}  // namespace cryocosm
