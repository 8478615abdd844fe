// Growing one chain, unit by unit, beside a scene that is not changed by it.
#pragma once

#include <exception>
#include <functional>
#include <memory>
#include <vector>

#include "placement/workbench.hpp"

namespace cryocosm {

/// Records what a structure drew.
class RecordingDraw final : public Draw {
 public:
  using Draw::Draw;
  std::vector<std::pair<std::string, double>> drawn;

 protected:
  void record(std::string_view name, double value) override { drawn.emplace_back(name, value); }
};

/// Throw Error (Code::component_misbehaved) for what no structure or transform may hand over. [any]
void check_unit(const PlacementEntry& entry, const Unit& unit);
void check_pose(const PlacementEntry& entry, const Pose& pose, double voxel_A);

/// A unit that has a pose but no number yet.
PlacedUnit placed_unit(const EntrySpace& space, const Unit& unit, const Pose& pose, std::size_t index);

/// A unit of a chain with the voxels it would take.
struct GrownUnit {
  PlacedUnit unit;
  Step step;
  Footprint body;
  Footprint halo;             ///< the body and the gap around it; empty without a halo
  bool is_movable = false;    ///< as in Ledger
  std::size_t tolerated = 0;  ///< voxels of the body that may be closed, besides those of its own chain
  double shadow_A2 = 0;       ///< Body::shadow_A2
  Embedding embedding;        ///< in its parent
};

/// What became of one attempt to place a chain.
struct GrownChain {
  enum class Outcome { grown, failed, no_room, no_more_poses, cancelled };
  Outcome outcome = Outcome::failed;
  std::uint64_t attempt = 0;
  std::unique_ptr<Structure> structure;
  bool is_line = false;
  std::size_t min_units = 1;
  std::vector<std::pair<std::string, double>> drawn;
  std::vector<GrownUnit> units;
  std::size_t failed_poses = 0;
  std::shared_ptr<const Body> first_body;  ///< of the first unit, when its shape is shared
  std::size_t failed_starts = 0;           ///< poses of the first unit that did not fit
  std::optional<Proposal> refused;         ///< one that its transform wants to see reported
  const Shape* refused_shape = nullptr;    ///< lives as long as `structure` or its generator
  bool saw_own_entry = false;              ///< whether it follows from what its entry had placed until then
  std::exception_ptr error;
};

/// Grows chains of one entry, one at a time. [worker]
class ChainGrower {
 public:
  /// Everything is borrowed.
  ChainGrower(const EntrySpace& space, GrowerMemory& memory, const std::function<bool()>& cancelled);

  /// Attempt number `attempt`; everything follows from its number, the random stream `stream` and what
  /// the scene looks like. `wanted` voxels, or square Å of shadow on surfaces, end the chain early, unless it
  /// is a line: a line is not cut short to meet a number. Errors of components are kept in the result.
  GrownChain grow(std::uint64_t attempt, const Random& stream, double wanted);

 private:
  enum class Try { placed, failed, no_room, no_more_poses, cancelled };
  void grow_into(GrownChain& chain, const Random& stream, double wanted);
  Try place_unit(GrownChain& chain, const Unit& unit, const Random& stream);
  std::shared_ptr<const Body> body_of(const Unit& unit);
  bool fits(const GrownChain& chain, const Unit& unit, const Body& body, const Proposal& proposal);
  bool fits_exactly(const Unit& unit, const Body& body, const Pose& pose, Span<const GrownUnit> bonded);
  bool fits_tolerably(const Unit& unit, const Pose& pose, Span<const GrownUnit> bonded, double tolerance);
  bool is_blocked(Index3 v, Span<const GrownUnit> bonded) const;
  bool draw(const Unit& unit, const Pose& pose, std::size_t most_outside);
  std::size_t collisions_with_own(const Footprint& body, const VoxelBits& own, Span<const GrownUnit> bonded);
  const VoxelBits& own_blocked() const { return halo_voxels_ > 0 ? memory_.own_halos : memory_.own; }
  std::size_t new_voxels(const Footprint& body) const;
  void forget(const GrownChain& chain);

  const EntrySpace& space_;
  GrowerMemory& memory_;
  const std::function<bool()>& cancelled_;
  double halo_voxels_;
  Footprint body_, halo_;      ///< of the last pose that was tested,
  bool has_own_ = false;       ///< whether the chain has units yet
  std::size_t tolerated_ = 0;  ///< of its voxels, as in GrownUnit
  std::size_t fresh_ = 0;      ///< the voxels that it would take,
  Embedded embedded_;          ///< and those that it may take from its parent
  std::vector<std::uint64_t> row_;
  std::vector<Pose> poses_;
  const Shape* last_shape_ = nullptr;
  std::shared_ptr<const Body> last_body_;
};

}  // namespace cryocosm
