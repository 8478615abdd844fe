// Transforms in scenes that are hard: nothing is free, or there is nothing to attach to.
#include "checks.hpp"
#include "sample_data.hpp"
#include "settings.hpp"
#include "transform_trial.hpp"
#include "trial.hpp"

namespace cryocosm::conformance {
namespace {

/// The sample scene with some of it taken away.
class HardScene final : public SceneView {
 public:
  HardScene(bool has_room, bool has_units) : has_room_(has_room), has_units_(has_units) {}
  const GridSpec& grid() const override { return sample_.grid(); }
  std::uint64_t attempt() const override { return attempt_number; }
  bool is_free(Vec3 p) const override { return has_room_ && sample_.is_free(p); }
  std::optional<Pose> random_pose(const Unit& unit, Random& random) const override {
    return has_room_ ? sample_.random_pose(unit, random) : std::nullopt;
  }
  Span<const PlacedUnit> units(std::string_view name) const override {
    return has_units_ ? sample_.units(name) : Span<const PlacedUnit>{};
  }
  Span<const PlacedSurface> surfaces(std::string_view name) const override {
    return has_units_ ? sample_.surfaces(name) : Span<const PlacedSurface>{};
  }

  std::uint64_t attempt_number = 0;

 private:
  SampleScene sample_;
  bool has_room_, has_units_;
};

struct Case {
  const char* name;
  bool has_room, has_units;
};

}  // namespace

void check_proposals(const Subject& subject, const Component& component, Findings& findings) {
  const Value params = best_settings(subject, component);
  if (!can_be_made(subject, component, params, findings)) return;
  KitBuild build(subject, k_grid);
  const auto& transform = *static_cast<const TransformGenerator*>(build.make(component, params));
  SampleUnit sample;
  for (const Case& one :
       {Case{"ordinary", true, true}, Case{"full", false, true}, Case{"empty", true, false}}) {
    HardScene scene(one.has_room, one.has_units);
    for (std::uint64_t attempt = 0; attempt < 20; ++attempt) {
      scene.attempt_number = attempt;
      for (const bool has_anchor : {false, true}) {
        sample.unit.anchor = has_anchor ? std::optional<Anchor>(Anchor{}) : std::nullopt;
        try {
          const Walk chain = walk(transform, scene, sample.unit, Random(attempt));
          findings.add(chain.problems, std::string("in a scene that is ") + one.name + ", ");
        } catch (const Error& error) {
          // refusing units without an anchor is fair, failing because of a scene is not
          findings.expect(!has_anchor, std::string("in a scene that is ") + one.name + " it threw " +
                                           code_name(error.code()) + ": " + error.message() +
                                           "; when there is no place, return nothing");
        }
      }
    }
  }
}

}  // namespace cryocosm::conformance
