// The placement engine: exclusion, targets, reasons, roll-back, determinism, randomness.
#include "placement/engine.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "support/ball_components.hpp"

namespace cryocosm {
namespace {

using test::Along;
using test::BallChains;
using test::PlainBalls;
using test::TestEntry;

constexpr GridSpec k_grid{{64, 64, 40}, 10};

// Counts, without the engine, how many balls cover each voxel centre.
std::vector<int> cover(const Scene& scene, double radius_A) {
  std::vector<int> covered(scene.grid().count());
  std::size_t i = 0;
  for (std::int64_t z = 0; z < scene.grid().size.z; ++z)
    for (std::int64_t y = 0; y < scene.grid().size.y; ++y)
      for (std::int64_t x = 0; x < scene.grid().size.x; ++x, ++i)
        for (const PlacedUnit& unit : scene.ledger.units) {
          const Vec3 d = Vec3{10.0 * static_cast<double>(x), 10.0 * static_cast<double>(y),
                              10.0 * static_cast<double>(z)} -
                         unit.pose.position_A;
          covered[i] += dot(d, d) <= radius_A * radius_A;
        }
  return covered;
}

TEST(Engine, ReachesItsTargetWithoutAnyOverlap) {
  const BallChains balls(40);
  const Along along;
  const PlainBalls draw;
  TestEntry e("ball", balls, along, draw);
  e.spec.occupancy = 0.2;
  Scene scene(k_grid);
  const auto reports = place({e.entry}, Random(7), scene);
  ASSERT_EQ(reports.size(), 1U);
  EXPECT_EQ(reports[0].reason, StopReason::target_reached);
  EXPECT_GE(reports[0].reached_occupancy, 0.2);
  const double one = 4.0 / 3 * k_pi * 64 / static_cast<double>(k_grid.count());
  EXPECT_LT(reports[0].reached_occupancy, 0.2 + 1.2 * one);  // the last ball may go over, by itself

  const auto covered = cover(scene, 40);
  EXPECT_EQ(*std::max_element(covered.begin(), covered.end()), 1);
  const auto n = static_cast<std::size_t>(std::count(covered.begin(), covered.end(), 1));
  EXPECT_EQ(n, scene.bodies.count());
  EXPECT_DOUBLE_EQ(reports[0].reached_occupancy,
                   static_cast<double>(n) / static_cast<double>(k_grid.count()));
  // nothing sticks out: a ball this near to a face would cover the centre of a voxel beyond it, since
  // the nearest one lies at most half a voxel aside in y and z
  const double nearest = std::sqrt(40.0 * 40 - 2 * 5 * 5) - 10;
  for (const PlacedUnit& u : scene.ledger.units) {
    EXPECT_GE(u.pose.position_A.x, nearest);
    EXPECT_LE(u.pose.position_A.x, 630 - nearest);
    EXPECT_LE(u.pose.position_A.z, 390 - nearest);
  }
}

TEST(Engine, ProbesOnlySaveTime) {
  const BallChains balls(40);
  const Along along;
  PlainBalls with, without;
  without.with_probes = false;
  TestEntry a("ball", balls, along, with), b("ball", balls, along, without);
  a.spec.occupancy = b.spec.occupancy = 0.15;
  Scene first(k_grid), second(k_grid);
  place({a.entry}, Random(3), first);
  place({b.entry}, Random(3), second);
  ASSERT_EQ(first.ledger.units.size(), second.ledger.units.size());
  for (std::size_t i = 0; i < first.ledger.units.size(); ++i)
    EXPECT_EQ(first.ledger.units[i].pose.position_A, second.ledger.units[i].pose.position_A);
}

// Ball centres are then uniform wherever a ball reaches a voxel: over the box of voxel centres grown by the
// radius (Steiner's formula), of which a known part lies outside the box.
TEST(Engine, ClippedUnitsAreUniformOverAllPlacesThatReachTheVolume) {
  constexpr double k_radius_A = 60;
  const BallChains balls(k_radius_A);
  const Along along;
  const PlainBalls draw;
  TestEntry e("ball", balls, along, draw);
  e.spec.count = 1;
  e.spec.clip = true;
  constexpr int k_runs = 400;
  int outside = 0;
  const double a = 630, b = 630, c = 390;
  for (std::uint64_t seed = 0; seed < k_runs; ++seed) {
    Scene scene(k_grid);
    place({e.entry}, Random(seed), scene);
    ASSERT_EQ(scene.ledger.units.size(), 1U);
    const Vec3 p = scene.ledger.units[0].pose.position_A;
    outside += p.x < 0 || p.y < 0 || p.z < 0 || p.x > a || p.y > b || p.z > c;
    EXPECT_GT(scene.bodies.count(), 0U);
  }
  const double r = k_radius_A, box = a * b * c;
  const double grown =
      box + 2 * (a * b + b * c + c * a) * r + k_pi * r * r * (a + b + c) + 4 * k_pi / 3 * r * r * r;
  const double part = 1 - box / grown;
  // five standard deviations, and balls near edges that reach between the voxel centres
  EXPECT_NEAR(outside, k_runs * part, 5 * std::sqrt(k_runs * part * (1 - part)) + 0.02 * k_runs);
}

TEST(Engine, CountEndsAnEntryToo) {
  const BallChains balls(30);
  const Along along;
  const PlainBalls draw;
  TestEntry e("ball", balls, along, draw);
  e.spec.count = 5;
  Scene scene(k_grid);
  const auto report = place({e.entry}, Random(7), scene)[0];
  EXPECT_EQ(report.reason, StopReason::target_reached);
  EXPECT_EQ(report.chains, 5U);
  EXPECT_EQ(scene.ledger.units.back().instance, 5U);
  EXPECT_EQ(scene.ledger.units.back().chain, 5U);
}

TEST(Engine, AFullVolumeEndsWithTriesSpent) {
  const BallChains balls(60);
  const Along along;
  const PlainBalls draw;
  TestEntry e("ball", balls, along, draw);
  e.spec.occupancy = 0.99;
  e.spec.chain_tries = 10;
  Scene scene(k_grid);
  const auto report = place({e.entry}, Random(7), scene)[0];
  EXPECT_EQ(report.reason, StopReason::tries_spent);
  EXPECT_GT(report.units, 10U);
  EXPECT_GE(report.failed_poses, 10U * 20U);
}

TEST(Engine, ATransformWithoutAnyPoseEndsTheEntry) {
  const BallChains balls(30);
  Along nowhere;
  nowhere.has_room = false;
  const PlainBalls draw;
  TestEntry e("ball", balls, nowhere, draw);
  e.spec.count = 3;
  Scene scene(k_grid);
  const auto report = place({e.entry}, Random(7), scene)[0];
  EXPECT_EQ(report.reason, StopReason::no_more_poses);
  EXPECT_EQ(report.units, 0U);
}

TEST(Engine, CancellingKeepsWholeChains) {
  const BallChains balls(30);
  const Along along;
  const PlainBalls draw;
  TestEntry e("ball", balls, along, draw);
  e.spec.occupancy = 0.3;
  Scene scene(k_grid);
  int asked = 0;
  PlacementHooks hooks;
  hooks.cancelled = [&] { return ++asked > 8; };
  const auto report = place({e.entry}, Random(7), scene, {}, hooks)[0];
  EXPECT_EQ(report.reason, StopReason::cancelled);
  EXPECT_EQ(report.chains, scene.ledger.chains.size());
  EXPECT_LE(report.chains, 8U);
}

TEST(Engine, ShortChainsAreTakenBackEntirely) {
  BallChains balls(30, 50);  // 50 balls of 70 A in a row do not fit into 640 A
  balls.min_units = 50;
  balls.step.nearest_A = 70;
  const Along along;
  const PlainBalls draw;
  TestEntry e("row", balls, along, draw);
  e.spec.count = 1;
  e.spec.chain_tries = 20;
  Scene scene(k_grid);
  const auto report = place({e.entry}, Random(7), scene)[0];
  EXPECT_EQ(report.reason, StopReason::tries_spent);
  EXPECT_EQ(report.failed_chains, 20U);
  EXPECT_TRUE(scene.ledger.units.empty());
  EXPECT_TRUE(scene.ledger.chains.empty());
  EXPECT_EQ(scene.bodies.count(), 0U);
}

TEST(Engine, BondedUnitsMayTouchTheirNeighbourOnly) {
  BallChains balls(30, 6);
  balls.min_units = 6;
  balls.line = true;
  balls.step.nearest_A = 40;  // balls of 60 A across overlap their neighbour by 20 A
  const Along along;
  const PlainBalls draw;
  TestEntry e("row", balls, along, draw);
  e.spec.count = 1;
  Scene apart(k_grid);
  EXPECT_EQ(place({e.entry}, Random(7), apart)[0].units, 0U);

  balls.step.bonded = 1;
  Scene bonded(k_grid);
  const auto report = place({e.entry}, Random(7), bonded)[0];
  EXPECT_EQ(report.units, 6U);
  // shared voxels count once
  const auto covered = cover(bonded, 30);
  EXPECT_EQ(
      static_cast<std::size_t>(std::count_if(covered.begin(), covered.end(), [](int c) { return c > 0; })),
      bonded.bodies.count());
  EXPECT_TRUE(bonded.ledger.chains[0].has_centerline);

  // a stranger is still refused: two rows never share a voxel
  e.spec.count = 12;
  Scene rows(k_grid);
  EXPECT_EQ(place({e.entry}, Random(7), rows)[0].chains, 12U);
  std::vector<std::uint32_t> owner(k_grid.count());
  for (const PlacedUnit& u : rows.ledger.units) {
    std::vector<std::uint8_t> mask(k_grid.count());
    draw.exclude(*u.shape, u.pose, whole_window(mask.data(), k_grid));
    for (std::size_t i = 0; i < mask.size(); ++i) {
      if (mask[i] == 0) continue;
      ASSERT_TRUE(owner[i] == 0 || owner[i] == u.chain);
      owner[i] = u.chain;
    }
  }
}

TEST(Engine, OverlapIsToleratedUpToItsFraction) {
  const BallChains balls(40);
  const Along along;
  const PlainBalls draw;
  TestEntry strict("ball", balls, along, draw), lax("ball", balls, along, draw);
  strict.spec.occupancy = lax.spec.occupancy = 0.9;
  strict.spec.chain_tries = lax.spec.chain_tries = 30;
  lax.spec.overlap = 0.25;
  Scene a(k_grid), b(k_grid);
  const auto without = place({strict.entry}, Random(7), a)[0], with = place({lax.entry}, Random(7), b)[0];
  EXPECT_GT(with.units, without.units);
  // each later unit shares at most a quarter with earlier ones: the sum of volumes stays below taken / 0.75
  double volumes = 0;
  for (const int c : cover(b, 40)) volumes += c;
  EXPECT_LE(volumes * 0.75, static_cast<double>(b.bodies.count()));
}

TEST(Engine, MarginStaysEmpty) {
  const BallChains balls(20);
  const Along along;
  const PlainBalls draw;
  TestEntry e("ball", balls, along, draw);
  e.spec.occupancy = 0.1;
  VoxelBits interest(k_grid.size);
  for (std::int64_t z = 6; z < 34; ++z)
    for (std::int64_t y = 6; y < 58; ++y)
      for (std::int64_t x = 6; x < 58; ++x) interest.set({x, y, z});
  Scene scene(k_grid, std::move(interest));
  place({e.entry}, Random(7), scene);
  // the voxel centre beyond the margin that is nearest to the ball lies at most half a voxel aside in x and y
  const double nearest = std::sqrt(20.0 * 20 - 2 * 5 * 5);
  for (const PlacedUnit& u : scene.ledger.units) {
    EXPECT_GE(u.pose.position_A.z, 50 + nearest);
    EXPECT_LE(u.pose.position_A.z, 340 - nearest);
  }
  EXPECT_FALSE(scene.ledger.units.empty());
}

TEST(Engine, SameSeedSamePlacesOtherSeedOthers) {
  const BallChains balls(40);
  const Along along;
  const PlainBalls draw;
  TestEntry e("ball", balls, along, draw);
  e.spec.occupancy = 0.1;
  Scene a(k_grid), b(k_grid), c(k_grid);
  place({e.entry}, Random(1), a);
  place({e.entry}, Random(1), b);
  place({e.entry}, Random(2), c);
  ASSERT_EQ(a.ledger.units.size(), b.ledger.units.size());
  for (std::size_t i = 0; i < a.ledger.units.size(); ++i)
    EXPECT_EQ(a.ledger.units[i].pose.position_A, b.ledger.units[i].pose.position_A);
  EXPECT_NE(a.ledger.units[0].pose.position_A, c.ledger.units[0].pose.position_A);
}

TEST(Engine, SparsePlacesAreUniform) {
  // single small balls, one run per seed: no interaction, so positions are uniform over what fits
  const BallChains balls(8);
  const Along along;
  const PlainBalls draw;
  TestEntry e("ball", balls, along, draw);
  e.spec.count = 1;
  const int n = 3000;
  double mean = 0, square = 0;
  for (int i = 0; i < n; ++i) {
    Scene scene({{32, 32, 32}, 10});
    place({e.entry}, Random(static_cast<std::uint64_t>(i)), scene);
    const double x = scene.ledger.units.at(0).pose.position_A.x;
    mean += x / n;
    square += x * x / n;
  }
  // the ball covers a voxel of each neighbour it reaches by more than its centre: x is limited to
  // (-2, 312) by |x - (-10)| > 8 and the like
  const double width = 314, centre = 155;
  EXPECT_NEAR(mean, centre, 5 * width / std::sqrt(12.0 * n));
  EXPECT_NEAR(square - mean * mean, width * width / 12, 5 * width * width / 12 * std::sqrt(0.8 / n));
}

TEST(Engine, LaterEntriesSeeWhatEarlierOnesPlaced) {
  struct OnTop final : TransformGenerator {
    std::optional<Proposal> first(const SceneView& scene, const Unit&, Random& random) const override {
      const auto units = scene.units("base");
      if (units.empty()) return std::nullopt;
      const PlacedUnit& base = units[random.index(units.size)];
      Pose pose = base.pose;
      pose.position_A = pose.position_A + 75 * random_direction(random);
      return Proposal{pose, base.instance};
    }
    std::optional<Proposal> next(const SceneView&, const ChainView&, const Unit&, Random&) const override {
      return std::nullopt;
    }
  };
  const BallChains large(40), small(20);
  const Along along;
  const OnTop on_top;
  const PlainBalls draw;
  TestEntry base("base", large, along, draw), guest("guest", small, on_top, draw);
  base.spec.count = 4;
  guest.spec.count = 10;
  Scene scene(k_grid);
  const auto reports = place({base.entry, guest.entry}, Random(5), scene);
  ASSERT_EQ(reports[1].units, 10U);
  for (const PlacedUnit& u : scene.units("guest")) {
    ASSERT_GE(u.parent, 1U);
    ASSERT_LE(u.parent, 4U);
    EXPECT_NEAR(norm(u.pose.position_A - scene.ledger.units[u.parent - 1].pose.position_A), 75, 1e-9);
  }
}

TEST(Engine, CancellingStopsEndlessTriesAndTakesTheChainBack) {
  BallChains balls(30, 50);
  balls.step.nearest_A = 70;
  struct Restless final : TransformGenerator {  // starts anywhere, then never finds room
    std::optional<Proposal> first(const SceneView&, const Unit&, Random&) const override {
      return Proposal{Pose{{}, {300, 300, 200}}, 0};
    }
    std::optional<Proposal> next(const SceneView&, const ChainView&, const Unit&,
                                 Random& random) const override {
      return Proposal{Pose{{}, {300 + random.uniform(), 300, 200}}, 0};
    }
  };
  const Restless restless;
  const PlainBalls draw;
  TestEntry e("row", balls, restless, draw);
  e.spec.count = 1;
  e.spec.unit_tries = 1'000'000'000;
  Scene scene(k_grid);
  int asked = 0;
  PlacementHooks hooks;
  hooks.cancelled = [&] { return ++asked > 1000; };
  EXPECT_EQ(place({e.entry}, Random(7), scene, {}, hooks)[0].reason, StopReason::cancelled);
  EXPECT_EQ(scene.bodies.count(), 0U);
  EXPECT_TRUE(scene.ledger.units.empty());
}

TEST(Engine, BodiesBeyondTheVolumeCostNeitherMemoryNorTime) {
  for (const double radius_A : {2000.0, 1e5, 1e9, 1e300}) {
    const BallChains balls(radius_A);
    const Along along;
    PlainBalls draw;
    draw.with_probes = false;
    TestEntry e("giant", balls, along, draw);
    e.spec.count = 1;
    e.spec.chain_tries = 2;
    Scene scene({{16, 16, 16}, 10});
    EXPECT_EQ(place({e.entry}, Random(7), scene)[0].units, 0U) << radius_A;
    e.spec.overlap = 0.5;  // then poses come from all around the volume
    Scene tolerant({{16, 16, 16}, 10});
    EXPECT_EQ(place({e.entry}, Random(7), tolerant)[0].units, 0U) << radius_A;
  }
}

// What placing with the given components throws.
std::string failure(const StructureGenerator& structure, const TransformGenerator& transform) {
  const PlainBalls draw;
  TestEntry e("odd", structure, transform, draw);
  e.spec.count = 1;
  Scene scene(k_grid);
  try {
    place({e.entry}, Random(7), scene);
  } catch (const Error& error) {
    return code_name(error.code()) + " " + error.message();
  }
  return "nothing was thrown";
}

TEST(Engine, ChecksWhatComponentsHandOver) {
  struct NoWhere final : TransformGenerator {
    explicit NoWhere(const Pose& p) : pose(p) {}
    std::optional<Proposal> first(const SceneView&, const Unit&, Random&) const override {
      return Proposal{pose, 0};
    }
    std::optional<Proposal> next(const SceneView&, const ChainView&, const Unit&, Random&) const override {
      return {};
    }
    Pose pose;
  };
  struct NoStructure final : StructureGenerator {
    std::unique_ptr<Structure> draw(Draw&) const override { return nullptr; }
  };
  const BallChains balls(30);
  const Along along;
  const std::string bad_pose = "CC4002 test.odd proposes a pose that is not finite or not a rotation";
  EXPECT_EQ(failure(balls, NoWhere(Pose{{}, {std::nan(""), 0, 0}})), bad_pose);
  EXPECT_EQ(failure(balls, NoWhere(Pose{{}, {1e30, 0, 0}})), bad_pose);
  EXPECT_EQ(failure(balls, NoWhere(Pose{{2, 0, 0, 0}, {100, 100, 100}})), bad_pose);
  EXPECT_EQ(failure(NoStructure{}, along), "CC4002 test.odd draws no structure");
  BallChains bonded(30);
  bonded.step.bonded = 17;
  EXPECT_EQ(failure(bonded, along), "CC4002 test.odd bonds a unit to 17 before it; at most 16 can be");
}

TEST(Engine, NamesTheComponentThatThrows) {
  struct Broken final : StructureGenerator {
    std::unique_ptr<Structure> draw(Draw&) const override { throw 7; }
  };
  const Broken broken;
  const Along along;
  const PlainBalls draw;
  TestEntry e("broken", broken, along, draw);
  e.spec.count = 1;
  Scene scene(k_grid);
  try {
    place({e.entry}, Random(7), scene);
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::component_failed);
    EXPECT_NE(error.message().find("test.broken"), std::string::npos) << error.message();
  }
}

// Attaches each chain to the unit that its entry placed last, as far as it knows.
struct Queue final : TransformGenerator {
  std::optional<Proposal> first(const SceneView& scene, const Unit& unit, Random& random) const override {
    auto proposal = uniform_proposal(scene, unit, random);
    const auto own = scene.units({});
    if (proposal && !own.empty()) proposal->parent = own[own.size - 1].instance;
    return proposal;
  }
  std::optional<Proposal> next(const SceneView&, const ChainView&, const Unit&, Random&) const override {
    return std::nullopt;
  }
};

TEST(Engine, ChainsThatLookAtTheirOwnEntryKnowAllBeforeThem) {
  const BallChains balls(30);
  const Queue queue;
  const PlainBalls draw;
  std::vector<Scene> scenes;
  for (const int threads : {1, 4}) {
    TestEntry e("ball", balls, queue, draw);
    e.spec.count = 60;
    PlacementHooks hooks;
    hooks.parallel_for = [threads](std::size_t n, FunctionRef<void(std::size_t, std::size_t)> body) {
      parallel_ranges(threads, n, body);
    };
    Scene& scene = scenes.emplace_back(k_grid);
    place({e.entry}, Random(5), scene, PlacementSpec{}, hooks);
    ASSERT_EQ(scene.ledger.units.size(), 60U);
    for (const PlacedUnit& unit : scene.ledger.units) EXPECT_EQ(unit.parent, unit.instance - 1);
  }
  for (std::size_t i = 0; i < 60; ++i)
    EXPECT_EQ(scenes[0].ledger.units[i].pose.position_A, scenes[1].ledger.units[i].pose.position_A);
}

}  // namespace
}  // namespace cryocosm
