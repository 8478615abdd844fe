// Small components for tests of the host: balls, their rasterizer, and transforms of known behaviour.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "config/pipeline_spec.hpp"
#include "cryocosm/testing.hpp"
#include "pipeline/host.hpp"
#include "placement/engine.hpp"

namespace cryocosm::test {

/// A solid ball of the given radius; chains of `units` balls, `step` apart.
struct BallChains final : StructureGenerator {
  /// `centre_A` of the ball in the unit's frame.
  explicit BallChains(double radius_A, std::size_t unit_count = 1, Vec3 centre_A = {})
      : ball({{centre_A, radius_A, 1.0}}, 1), units(unit_count) {}
  std::unique_ptr<Structure> draw(Draw& draw) const override {
    struct Chain final : Structure {
      explicit Chain(const BallChains& from) : generator(from) {}
      std::optional<Unit> unit(std::size_t index, Random&) override {
        if (index >= generator.units) return std::nullopt;
        Unit u;
        u.shape = &generator.ball;
        u.shared = true;
        u.step = generator.step;
        return u;
      }
      std::size_t min_units() const override { return generator.min_units; }
      bool has_centerline() const override { return generator.line; }
      const BallChains& generator;
    };
    draw("length", static_cast<double>(units));
    return std::make_unique<Chain>(*this);
  }
  SphereSet ball;
  std::size_t units;
  std::size_t min_units = 1;
  bool line = false;
  Step step;
};

/// Excludes and draws voxels whose centres lie in a ball; written without a care for speed.
struct PlainBalls final : Rasterizer {
  std::string_view kind() const override { return SphereSet::k_kind; }
  template <class T, class Visit>
  static void each(const Shape& shape, const Pose& pose, VoxelWindow<T> window, Visit visit) {
    const auto& ball = static_cast<const SphereSet&>(shape).balls()[0];
    for (std::int64_t z = 0; z < window.size.z; ++z)
      for (std::int64_t y = 0; y < window.size.y; ++y)
        for (std::int64_t x = 0; x < window.size.x; ++x) {
          const Vec3 p = window.voxel_A * Vec3{static_cast<double>(window.origin.x + x),
                                               static_cast<double>(window.origin.y + y),
                                               static_cast<double>(window.origin.z + z)};
          if (norm(to_unit(pose, p) - ball.centre_A) <= ball.radius_A) visit(window.at(x, y, z));
        }
  }
  void draw(const Shape& s, const Pose& p, VoxelWindow<float> w) const override {
    each(s, p, w, [](float& v) { v += 1; });
  }
  void exclude(const Shape& s, const Pose& p, VoxelWindow<std::uint8_t> w) const override {
    each(s, p, w, [](std::uint8_t& v) { v = 1; });
  }
  void probes(const Shape& shape, double, std::vector<Vec3>& points) const override {
    if (with_probes) points.push_back(static_cast<const SphereSet&>(shape).balls()[0].centre_A);
  }
  Ball inner_ball(const Shape& shape, double) const override {
    if (!with_ball) return {};
    const SphereSet::Ball& ball = static_cast<const SphereSet&>(shape).balls()[0];
    return {ball.centre_A, ball.radius_A};
  }
  bool with_probes = true;
  bool with_ball = true;
};

/// Uniform starts; next units at step.nearest_A along the previous unit's z, or nowhere.
struct Along final : TransformGenerator {
  std::optional<Proposal> first(const SceneView& scene, const Unit& unit, Random& random) const override {
    if (!has_room) return std::nullopt;
    return uniform_proposal(scene, unit, random);
  }
  std::optional<Proposal> next(const SceneView&, const ChainView& chain, const Unit& unit,
                               Random&) const override {
    Pose pose = chain.poses[chain.poses.size - 1];
    pose.position_A = to_tomogram(pose, {0, 0, unit.step.nearest_A});
    return Proposal{pose, 0};
  }
  bool has_room = true;
};

/// An entry with everything it borrows.
struct TestEntry {
  TestEntry(std::string name, const StructureGenerator& structure, const TransformGenerator& transform,
            const Rasterizer& rasterizer) {
    component.record.id = "test." + name;
    component.record.schema.summary = "For tests.";
    spec.name = std::move(name);
    spec.structure.component = spec.transform.component = spec.rasterizer.component = &component;
    entry = {&spec, &structure, &transform, &rasterizer, 1};
  }
  TestEntry(const TestEntry&) = delete;
  Component component;
  StructureEntry spec;
  PlacementEntry entry;
};

/// Services on a chosen number of threads.
struct Threads final : HostServices<BuildContext> {
  explicit Threads(const Host& h) : HostServices(h) {}
  const GridSpec& grid() const override { return spec; }
  const void* find_component(std::uint64_t) override { return nullptr; }
  GridSpec spec;
};

}  // namespace cryocosm::test
