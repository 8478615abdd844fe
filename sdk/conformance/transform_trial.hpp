// Chains that a transform grows in a scene, and what is wrong with its proposals.
#pragma once

#include <memory>

#include "bytes.hpp"
#include "cryocosm/transform.hpp"

namespace cryocosm::conformance {

/// A unit to place: the kit's balls, with a step, and an anchor in the middle.
struct SampleUnit {
  SampleUnit();
  std::unique_ptr<SphereSet> shape;
  Unit unit;
};

struct Walk {
  Bytes bytes;
  bool used_random = false;
  std::size_t units = 0;
  std::vector<std::string> problems;
};

/// A chain of up to nine units, with the proposals that made it. What the transform throws comes through.
/// [any]
Walk walk(const TransformGenerator& transform, const SceneView& scene, const Unit& unit, Random random);

}  // namespace cryocosm::conformance
