// Transforms that propose what is no pose, or fail where there is none.
#include "bad_components.hpp"

namespace bad {
namespace {

class LongRotation final : public TransformGenerator {
 public:
  static Schema<NoParams> schema() { return Schema<NoParams>("Rotations that are none."); }
  explicit LongRotation(const NoParams&) {}
  std::optional<Proposal> first(const SceneView& scene, const Unit& unit, Random& random) const override {
    return Proposal{{{2, 0, 0, 0}, scene.random_pose(unit, random)->position_A}};
  }
  std::optional<Proposal> next(const SceneView& scene, const ChainView&, const Unit& unit,
                               Random& random) const override {
    return first(scene, unit, random);
  }
};

/// Takes a full scene for an error.
class ThrowsWhenFull final : public TransformGenerator {
 public:
  static Schema<NoParams> schema() { return Schema<NoParams>("Throws when there is no room."); }
  explicit ThrowsWhenFull(const NoParams&) {}
  std::optional<Proposal> first(const SceneView& scene, const Unit& unit, Random& random) const override {
    const auto proposal = uniform_proposal(scene, unit, random);
    if (!proposal) throw DataError("the scene is full");
    return proposal;
  }
  std::optional<Proposal> next(const SceneView& scene, const ChainView&, const Unit& unit,
                               Random& random) const override {
    return first(scene, unit, random);
  }
};

}  // namespace

void add_transforms(Registrar& plugin) {
  plugin.add<LongRotation>("bad.long_rotation");
  plugin.add<ThrowsWhenFull>("bad.throws_when_full");
}

}  // namespace bad
