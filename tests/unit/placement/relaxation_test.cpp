// Relaxation: how far it goes, what it counts, and what it leaves in place.
#include <gtest/gtest.h>

#include <cmath>

#include "support/crowded_scenes.hpp"

namespace cryocosm {
namespace {

using namespace test;

TEST(Relaxation, GoesBeyondRandomInsertion) {
  const BallChains balls(45);
  const Along along;
  const PlainBalls draw;
  TestEntry e("ball", balls, along, draw);
  e.spec.occupancy = 0.9;
  PlacementSpec insert, relax;
  relax.crowding = Crowding::relax;
  relax.relax_tries = 300;
  Scene jammed(k_grid), relaxed(k_grid);
  const auto without = place({e.entry}, Random(3), jammed, insert)[0];
  const auto with = place({e.entry}, Random(3), relaxed, relax)[0];
  EXPECT_GT(with.units, without.units + without.units / 20);
  EXPECT_GT(with.relaxation.gained_units, 0U);
  EXPECT_GE(with.relaxation.accepted, with.relaxation.moved_units);
  EXPECT_EQ(without.relaxation.attempts, 0U);
  // what was moved is where the ledger says, and nothing overlaps
  EXPECT_EQ(shared_voxels(relaxed), 0U);
  EXPECT_EQ(covered_voxels(relaxed), relaxed.bodies.count());
  EXPECT_DOUBLE_EQ(with.reached_occupancy,  // also after bodies have moved to where they cover more or less
                   static_cast<double>(covered_voxels(relaxed)) / static_cast<double>(k_grid.count()));
  EXPECT_EQ(relaxed.blocked.count(), relaxed.bodies.count());
}

TEST(Relaxation, KeepsClustersTogether) {
  BallChains clusters(40, 4);
  clusters.step.nearest_A = 90;
  clusters.step.farthest_A = 150;
  const BallChains balls(40);
  const Walk walk;
  const PlainBalls draw;
  TestEntry a("cluster", clusters, walk, draw), b("ball", balls, walk, draw);
  a.spec.occupancy = 0.15;
  b.spec.occupancy = 0.9;
  PlacementSpec how;
  how.crowding = Crowding::relax;
  how.relax_tries = 300;
  Scene before(k_grid), after(k_grid);
  place({a.entry}, Random(3), before);
  const auto reports = place({a.entry, b.entry}, Random(3), after, how);
  EXPECT_GT(reports[1].relaxation.moved_units, 0U);
  std::size_t moved = 0;
  for (const Chain& chain : after.ledger.chains)
    for (std::uint32_t i = 0; i < chain.unit_count; ++i) {
      const std::uint32_t unit = chain.first_unit + i;
      if (unit < before.ledger.units.size())
        moved += after.ledger.units[unit].pose.position_A != before.ledger.units[unit].pose.position_A;
      if (i == 0) continue;
      const double d =
          norm(after.ledger.units[unit].pose.position_A - after.ledger.units[unit - 1].pose.position_A);
      EXPECT_GE(d, 90);
      EXPECT_LE(d, 150);
    }
  EXPECT_GT(moved, 0U);
  EXPECT_EQ(shared_voxels(after), 0U);
}

TEST(Relaxation, LeavesWhatIsListedBondedOrAttachedToInPlace) {
  BallChains line(30, 4);
  line.line = true;
  line.step.nearest_A = 70;
  const BallChains balls(40), base(40), guest(15);
  const Along along;
  struct OnTop final : TransformGenerator {
    std::optional<Proposal> first(const SceneView& scene, const Unit&, Random& random) const override {
      const auto units = scene.units("base");
      const PlacedUnit& on = units[random.index(units.size)];
      return Proposal{{on.pose.rotation, on.pose.position_A + 60 * random_direction(random)}, on.instance};
    }
    std::optional<Proposal> next(const SceneView&, const ChainView&, const Unit&, Random&) const override {
      return {};
    }
  };
  const OnTop on_top;
  const Listed listed({{320, 320, 200}}, IfRefused::report_it);
  const PlainBalls draw;
  TestEntry a("line", line, along, draw), b("base", base, along, draw), c("guest", guest, on_top, draw),
      d("listed", base, listed, draw), e("crowd", balls, along, draw);
  a.spec.count = b.spec.count = 3;
  c.spec.count = 12;
  d.spec.count = 1;
  e.spec.occupancy = 0.9;
  PlacementSpec how;
  how.crowding = Crowding::relax;
  how.relax_tries = 300;
  Scene before(k_grid), after(k_grid);
  place({d.entry, a.entry, b.entry, c.entry}, Random(3), before);
  const auto reports = place({d.entry, a.entry, b.entry, c.entry, e.entry}, Random(3), after, how);
  EXPECT_GT(reports[4].relaxation.moved_units, 0U);
  std::vector<bool> has_guest(before.ledger.units.size() + 1);
  for (const PlacedUnit& unit : before.ledger.units) has_guest[unit.parent] = unit.parent > 0;
  for (std::size_t i = 0; i < before.ledger.units.size(); ++i) {
    const PlacedUnit& unit = before.ledger.units[i];
    if (unit.entry == 2 && !has_guest[unit.instance]) continue;  // a base that carries nothing may move
    EXPECT_EQ(unit.pose.position_A, after.ledger.units[i].pose.position_A) << i;
  }
  EXPECT_EQ(shared_voxels(after), 0U);
}

TEST(Relaxation, LeavesUnitsThatOthersOverlapInPlace) {
  const BallChains below(40), above(40), crowd(40);
  const Along along;
  const PlainBalls draw;
  TestEntry a("below", below, along, draw), b("above", above, along, draw), c("crowd", crowd, along, draw);
  a.spec.occupancy = 0.15;
  b.spec.occupancy = 0.1;
  b.spec.overlap = 0.3;
  c.spec.occupancy = 0.9;
  PlacementSpec how;
  how.crowding = Crowding::relax;
  how.relax_tries = 300;
  Scene before(k_grid), after(k_grid);
  place({a.entry, b.entry}, Random(3), before);
  ASSERT_GT(shared_voxels(before), 0U);
  const auto reports = place({a.entry, b.entry, c.entry}, Random(3), after, how);
  EXPECT_GT(reports[2].relaxation.moved_units, 0U);
  EXPECT_EQ(shared_voxels(after), shared_voxels(before));
  EXPECT_EQ(covered_voxels(after), after.bodies.count());
}

TEST(Relaxation, EveryUnitOwnsAVoxel) {
  const BallChains dust(4);  // less than half a voxel: most poses cover no voxel's centre
  const Along along;
  const PlainBalls draw;
  TestEntry e("dust", dust, along, draw);
  e.spec.occupancy = 0.9;
  e.spec.chain_tries = 3;
  PlacementSpec how;
  how.crowding = Crowding::relax;
  how.relax_tries = 300;
  Scene scene({{12, 12, 12}, 10});
  const auto report = place({e.entry}, Random(3), scene, how)[0];
  EXPECT_GT(report.units, 50U);
  EXPECT_EQ(scene.bodies.count(), report.units);  // one voxel each
}

TEST(Relaxation, MovesNothingWhoseLawKnowsAPlace) {
  struct InTheMiddle final : TransformGenerator {
    std::optional<Proposal> first(const SceneView& scene, const Unit& unit, Random& random) const override {
      for (int i = 0; i < 100; ++i) {
        const auto pose = scene.random_pose(unit, random);
        if (pose && std::abs(pose->position_A.x - 320) < 100) return Proposal{*pose};
      }
      return std::nullopt;
    }
    std::optional<Proposal> next(const SceneView&, const ChainView&, const Unit&, Random&) const override {
      return {};
    }
  };
  const BallChains balls(45);
  const InTheMiddle middle;
  const Along along;
  const PlainBalls draw;
  TestEntry bound("bound", balls, middle, draw), crowd("crowd", balls, along, draw);
  bound.spec.occupancy = 0.08;
  crowd.spec.occupancy = 0.9;
  PlacementSpec how;
  how.crowding = Crowding::relax;
  how.relax_tries = 300;
  Scene scene(k_grid);
  const auto reports = place({bound.entry, crowd.entry}, Random(3), scene, how);
  EXPECT_GT(reports[1].relaxation.moved_units, 0U);
  for (const PlacedUnit& unit : scene.units("bound")) EXPECT_LT(std::abs(unit.pose.position_A.x - 320), 100);
}

}  // namespace
}  // namespace cryocosm
