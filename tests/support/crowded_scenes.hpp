// For tests of crowds: clusters, lists of poses, and counts made by drawing every unit anew.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "placement/engine.hpp"
#include "support/ball_components.hpp"

namespace cryocosm::test {

constexpr GridSpec k_grid{{64, 64, 40}, 10};

/// Uniform starts, and next units at a random distance and direction: a cluster.
struct Walk final : TransformGenerator {
  std::optional<Proposal> first(const SceneView& scene, const Unit& unit, Random& random) const override {
    return uniform_proposal(scene, unit, random);
  }
  std::optional<Proposal> next(const SceneView&, const ChainView& chain, const Unit& unit,
                               Random& random) const override {
    const Vec3 tail = chain.poses[chain.poses.size - 1].position_A;
    const double distance_A = random.uniform(unit.step.nearest_A, unit.step.farthest_A);
    return Proposal{{random_rotation(random), tail + distance_A * random_direction(random)},
                    0,
                    IfRefused::try_again,
                    true};
  }
};

inline std::vector<std::uint8_t> mask_of(const PlacedUnit& unit, const GridSpec& grid) {
  std::vector<std::uint8_t> mask(grid.count());
  PlainBalls{}.exclude(*unit.shape, unit.pose, whole_window(mask.data(), grid));
  return mask;
}

/// Number of voxels that units of the scene share, by drawing each of them anew.
inline std::size_t shared_voxels(const Scene& scene) {
  std::vector<int> covered(scene.grid().count());
  for (const PlacedUnit& unit : scene.ledger.units) {
    const auto mask = mask_of(unit, scene.grid());
    for (std::size_t i = 0; i < mask.size(); ++i) covered[i] += mask[i];
  }
  return static_cast<std::size_t>(std::count_if(covered.begin(), covered.end(), [](int c) { return c > 1; }));
}

inline std::size_t covered_voxels(const Scene& scene) {
  std::vector<std::uint8_t> covered(scene.grid().count());
  for (const PlacedUnit& unit : scene.ledger.units) {
    const auto mask = mask_of(unit, scene.grid());
    for (std::size_t i = 0; i < mask.size(); ++i) covered[i] |= mask[i];
  }
  return static_cast<std::size_t>(std::count(covered.begin(), covered.end(), 1));
}

inline PlacementHooks on_threads(int threads) {
  PlacementHooks hooks;
  hooks.parallel_for = [threads](std::size_t n, FunctionRef<void(std::size_t, std::size_t)> body) {
    parallel_ranges(threads, n, body);
  };
  return hooks;
}

inline void expect_same(const Scene& a, const Scene& b) {
  ASSERT_EQ(a.ledger.units.size(), b.ledger.units.size());
  for (std::size_t i = 0; i < a.ledger.units.size(); ++i) {
    ASSERT_EQ(a.ledger.units[i].pose.position_A, b.ledger.units[i].pose.position_A) << i;
    ASSERT_EQ(a.ledger.units[i].chain, b.ledger.units[i].chain) << i;
  }
}

/// Proposes given poses, one for each attempt.
struct Listed final : TransformGenerator {
  Listed(std::vector<Vec3> given, IfRefused what) : positions(std::move(given)), if_refused(what) {}
  std::optional<Proposal> first(const SceneView& scene, const Unit&, Random&) const override {
    if (scene.attempt() >= positions.size()) return std::nullopt;
    return Proposal{{{}, positions[scene.attempt()]}, 0, if_refused};
  }
  std::optional<Proposal> next(const SceneView&, const ChainView&, const Unit&, Random&) const override {
    return {};
  }
  std::vector<Vec3> positions;
  IfRefused if_refused;
};

}  // namespace cryocosm::test
