// Transform generators (the paper's G^T): poses for a chain's first unit and for each next one.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "cryocosm/structure.hpp"

namespace cryocosm {

/// One placed unit: a row of the ledger and of particles.csv. `instance` counts from 1 over the run.
struct PlacedUnit {
  const Shape* shape = nullptr;
  Pose pose;
  std::uint32_t instance = 0;
  std::uint32_t parent = 0;  ///< instance it is attached to, 0 = none
  std::uint32_t entry = 0;   ///< index of the structure entry in the pipeline
  std::uint32_t chain = 0;   ///< index of the chain within the run, from 1
  std::uint32_t index = 0;   ///< index within the chain, from 0
  std::uint32_t label = 0;   ///< class label, from 1
};

/// What a transform generator sees of the scene. Valid during the call. [any]
class CRYOCOSM_API SceneView {
 public:
  virtual ~SceneView();
  virtual const GridSpec& grid() const = 0;
  /// Whether the voxel that contains `p` exists and is not taken.
  virtual bool is_free(Vec3 p) const = 0;
  /// Uniform in the volume of interest. A question to the host, so that it may one day leave out what is
  /// certainly full without any transform changing.
  virtual Vec3 random_point(Random& random) const = 0;
  /// Units placed so far by the entry called `name` (complete chains only); empty if there is none.
  virtual Span<const PlacedUnit> units(std::string_view name) const = 0;
  /// Surfaces of the structures placed by the entry called `name`.
  virtual std::size_t surface_count(std::string_view name) const = 0;
  virtual const Surface& surface(std::string_view name, std::size_t index) const = 0;
};

/// The chain as far as it has grown; `poses` is in chain order and never empty.
struct ChainView {
  Span<const Pose> poses;
};

struct Proposal {
  Pose pose;
  std::uint32_t parent = 0;  ///< instance it attaches to, 0 = none
};

/// Extension point "transform". The host tests whether a proposal fits; proposals need not be free.
class CRYOCOSM_API TransformGenerator {
 public:
  using Extends = TransformGenerator;
  static constexpr ExtensionPoint extends{"transform", 1};
  virtual ~TransformGenerator();
  /// A pose for a chain's first unit; empty when no such pose exists at all. [any]
  virtual std::optional<Proposal> first(const SceneView& scene, const Unit& unit, Random& random) const = 0;
  /// A pose for the next unit of `chain`; empty when the chain can not go on. [any]
  virtual std::optional<Proposal> next(const SceneView& scene, const ChainView& chain, const Unit& unit,
                                       Random& random) const = 0;
};

/// Complete spatial randomness: a uniform point of the volume with a uniform rotation. [any]
CRYOCOSM_API Proposal uniform_proposal(const SceneView& scene, Random& random);

}  // namespace cryocosm
