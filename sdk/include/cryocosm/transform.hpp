// Transform generators (the paper's G^T): poses for a chain's first unit and for each next one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "cryocosm/structure.hpp"

namespace cryocosm {

/// One placed unit: a row of the ledger and of particles.csv. `instance` counts from 1 over the run.
struct PlacedUnit {
  const Shape* shape = nullptr;
  Pose pose;
  std::uint32_t instance = 0;
  std::uint32_t parent = 0;  ///< instance it is attached to, 0 = none
  bool is_embedded = false;  ///< where it meets its parent, it takes the parent's place
  std::uint32_t entry = 0;   ///< index of the structure entry in the pipeline
  std::uint32_t chain = 0;   ///< index of the chain within the run, from 1
  std::uint32_t index = 0;   ///< index within the chain, from 0
  std::uint32_t label = 0;   ///< class label, from 1
};

/// A surface that a placed structure offers.
struct PlacedSurface {
  const Surface* surface = nullptr;
  std::uint32_t instance = 0;  ///< of the unit that it belongs to
  double area_A2 = 0;          ///< of all of it: points that are uniform by area may lie outside the volume
};

/// What a transform generator sees of the scene. Valid during the call. [any]
class CRYOCOSM_API SceneView {
 public:
  virtual ~SceneView();
  virtual const GridSpec& grid() const = 0;  ///< of the phantom
  /// Number of the chain that is being grown, counted within its entry from 0 over placed and failed ones.
  virtual std::uint64_t attempt() const = 0;
  /// Whether the voxel that contains `p` lies in the entry's region and is not taken.
  virtual bool is_free(Vec3 p) const = 0;
  /// Complete spatial randomness: uniform over the poses of `unit` in the entry's region that fit, and
  /// over some that do not, because poses that are certainly blocked are left out. Empty when all are.
  virtual std::optional<Pose> random_pose(const Unit& unit, Random& random) const = 0;
  /// Units placed so far by the entry called `name` (complete chains only); empty if there is none. An empty
  /// name means the entry that asks: its chains are then placed one after another, each knowing all before
  /// it.
  virtual Span<const PlacedUnit> units(std::string_view name) const = 0;
  /// Surfaces of the structures placed by the entry called `name`.
  virtual Span<const PlacedSurface> surfaces(std::string_view name) const = 0;
};

/// The chain as far as it has grown; `poses` is in chain order and never empty.
struct ChainView {
  Span<const Pose> poses;
  std::uint32_t parent = 0;  ///< instance that the last unit is attached to, 0 = none
};

/// What the host does with a proposal that does not fit.
enum class IfRefused : std::uint8_t {
  try_again,    ///< asks for another
  report_it,    ///< lists it in the report and goes on with the next chain
  fail_the_run  ///< finishes the entry, then ends the run with all of its refusals
};

/// Lets a unit take the place of its parent where they meet: within a layer of space around a plane, which is
/// the tangent plane of a membrane's mid-surface.
struct Embedding {
  Vec3 point_A;
  Vec3 normal{0, 0, 1};
  double reach_A = 0;  ///< on either side of the plane; 0 = the parent is an obstacle like all others
};

/// A pose for one unit, and what the host is to do with it.
struct Proposal {
  Pose pose;
  std::uint32_t parent = 0;  ///< instance it attaches to, 0 = none
  IfRefused if_refused = IfRefused::try_again;
  bool may_move = false;     ///< its law knows no place: the host may shift the unit later to make room
  Embedding embedding = {};  ///< in its parent
};

/// Extension point "transform". The host tests whether a proposal fits; proposals need not be free.
class CRYOCOSM_API TransformGenerator {
 public:
  using Extends = TransformGenerator;
  static constexpr ExtensionPoint extends{"transform", 2};
  virtual ~TransformGenerator();
  /// A pose for a chain's first unit; empty when no such pose exists at all. [any]
  virtual std::optional<Proposal> first(const SceneView& scene, const Unit& unit, Random& random) const = 0;
  /// A pose for the next unit of `chain`; empty when the chain can not go on. [any]
  virtual std::optional<Proposal> next(const SceneView& scene, const ChainView& chain, const Unit& unit,
                                       Random& random) const = 0;
  /// Names of the entries on whose surfaces it puts units, which must come before its own. If there are any,
  /// units need an anchor, and the entry's occupancy is the part of those surfaces' area that its units
  /// cover: each the area of its shadow along its anchor's axis. Only in units of these entries may a
  /// proposal be embedded. [any]
  virtual Span<const std::string> attaches_to() const { return {}; }
};

/// A proposal of SceneView::random_pose. [any]
CRYOCOSM_API std::optional<Proposal> uniform_proposal(const SceneView& scene, const Unit& unit,
                                                      Random& random);

}  // namespace cryocosm
