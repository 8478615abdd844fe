// Crowded scenes: halos, order, threads, fullness and refused poses.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "placement/turns.hpp"
#include "support/crowded_scenes.hpp"

namespace cryocosm {
namespace {

using namespace test;

TEST(Crowding, ThreadsChangeNothing) {
  BallChains clusters(40, 5), small(22);
  clusters.step.nearest_A = 90;
  clusters.step.farthest_A = 160;
  const Walk walk;
  const PlainBalls draw;
  TestEntry a("clusters", clusters, walk, draw), b("small", small, walk, draw);
  a.spec.occupancy = 0.2;
  b.spec.occupancy = 0.15;
  b.spec.halo_A = 10;
  for (const Crowding crowding : {Crowding::insert, Crowding::relax}) {
    PlacementSpec how;
    how.crowding = crowding;
    how.relax_tries = 50;
    Scene one(k_grid), many(k_grid);
    place({a.entry, b.entry}, Random(7), one, how, on_threads(1));
    place({a.entry, b.entry}, Random(7), many, how, on_threads(4));
    EXPECT_GT(one.ledger.units.size(), 100U);
    expect_same(one, many);
  }
}

TEST(Crowding, AHaloKeepsItsGapToEveryOtherUnit) {
  const BallChains shy(30), plain(30);
  const Along along;
  const PlainBalls draw;
  TestEntry first("first", plain, along, draw), second("shy", shy, along, draw),
      third("third", plain, along, draw);
  second.spec.halo_A = 40;
  for (TestEntry* e : {&first, &second, &third}) e->spec.count = 25;
  Scene scene(k_grid);
  place({first.entry, second.entry, third.entry}, Random(5), scene);
  ASSERT_GT(scene.units("shy").size, 5U);
  ASSERT_GT(scene.units("third").size, 5U);
  std::size_t near = 0;  // pairs that could have been too near
  for (const PlacedUnit& unit : scene.units("shy"))
    for (const PlacedUnit& other : scene.ledger.units) {
      if (&unit == &other) continue;
      if (norm(unit.pose.position_A - other.pose.position_A) > 160) continue;
      const auto a = mask_of(unit, k_grid), b = mask_of(other, k_grid);
      ++near;
      for (std::int64_t z = 4; z + 4 < 40; ++z)  // each voxel of the one, and all within 40 A of it
        for (std::int64_t y = 4; y + 4 < 64; ++y)
          for (std::int64_t x = 4; x + 4 < 64; ++x) {
            const auto at = [](std::int64_t i, std::int64_t j, std::int64_t k) {
              return static_cast<std::size_t>(i + 64 * (j + 64 * k));
            };
            if (a[at(x, y, z)] == 0) continue;
            for (std::int64_t dz = -4; dz <= 4; ++dz)
              for (std::int64_t dy = -4; dy <= 4; ++dy)
                for (std::int64_t dx = -4; dx <= 4; ++dx) {
                  if (dx * dx + dy * dy + dz * dz > 16) continue;
                  ASSERT_EQ(b[at(x + dx, y + dy, z + dz)], 0);
                }
          }
    }
  EXPECT_GT(near, 10U);
}

TEST(Crowding, AHaloHoldsWithinAClusterToo) {
  BallChains clusters(20, 6);
  clusters.step.nearest_A = 41;
  clusters.step.farthest_A = 90;
  const Walk walk;
  const PlainBalls draw;
  TestEntry e("cluster", clusters, walk, draw);
  e.spec.halo_A = 20;
  e.spec.count = 10;
  Scene scene(k_grid);
  place({e.entry}, Random(5), scene);
  ASSERT_GT(scene.ledger.units.size(), 30U);
  for (const PlacedUnit& a : scene.ledger.units)
    for (const PlacedUnit& b : scene.ledger.units) {
      if (&a == &b) continue;
      // voxel centres are at most half a diagonal from where the balls come nearest, on either side
      EXPECT_GT(norm(a.pose.position_A - b.pose.position_A), 20 + 20 + 20 - 17.4);
    }
}

TEST(Crowding, AFullVolumeIsRecognised) {
  // a lattice of balls leaves no hole for another; random tries alone could only give up
  struct Lattice final : TransformGenerator {
    std::optional<Proposal> first(const SceneView& scene, const Unit&, Random&) const override {
      const auto n = static_cast<std::int64_t>(scene.attempt());
      if (n >= 6 * 6 * 4) return std::nullopt;
      const Vec3 cell{static_cast<double>(n % 6), static_cast<double>(n / 6 % 6),
                      static_cast<double>(n / 36)};
      return Proposal{Pose{{}, 100 * cell + Vec3{50, 50, 50}}};
    }
    std::optional<Proposal> next(const SceneView&, const ChainView&, const Unit&, Random&) const override {
      return {};
    }
  };
  const BallChains balls(49), more(55);
  const Lattice lattice;
  const Along along;
  const PlainBalls draw;
  TestEntry full("full", balls, lattice, draw), late("late", more, along, draw);
  full.spec.count = 1000;
  late.spec.occupancy = 0.1;
  late.spec.chain_tries = 1'000'000'000;  // it would take hours
  Scene scene({{60, 60, 40}, 10});
  const auto reports = place({full.entry, late.entry}, Random(1), scene);
  EXPECT_EQ(reports[0].reason, StopReason::no_more_poses);
  EXPECT_EQ(reports[0].units, 144U);
  EXPECT_EQ(reports[1].reason, StopReason::no_room);
  EXPECT_EQ(reports[1].units, 0U);
}

TEST(Crowding, LargestFirstSortsMoleculesAndLeavesOthersWhereTheyAre) {
  struct Own final : StructureGenerator {  // draws a shape for each structure, as a membrane does
    struct One final : Structure {
      std::optional<Unit> unit(std::size_t index, Random&) override {
        if (index > 0) return std::nullopt;
        Unit u;
        u.shape = &ball;
        return u;
      }
      SphereSet ball{{{{0, 0, 0}, 60, 1.0}}, 1};
    };
    std::unique_ptr<Structure> draw(Draw&) const override { return std::make_unique<One>(); }
  };
  const BallChains tiny(15), small(20), middle(30), large(40);
  const Own own;
  const Along along;
  const PlainBalls draw;
  TestEntry a("tiny", tiny, along, draw), b("large", large, along, draw), c("own", own, along, draw),
      d("small", small, along, draw), e("middle", middle, along, draw);
  const std::vector<PlacementEntry> entries{a.entry, b.entry, c.entry, d.entry, e.entry};
  EXPECT_EQ(turns_of(entries, Order::as_listed, k_grid), (std::vector<std::uint32_t>{0, 1, 2, 3, 4}));
  EXPECT_EQ(turns_of(entries, Order::largest_first, k_grid), (std::vector<std::uint32_t>{1, 0, 2, 4, 3}));

  for (TestEntry* entry : {&a, &b, &c, &d, &e}) entry->spec.count = 1;
  Scene scene(k_grid);
  PlacementSpec how;
  how.order = Order::largest_first;
  const auto reports = place(entries, Random(1), scene, how);
  EXPECT_EQ(reports[0].name, "tiny");  // reports stay in the pipeline's order
  EXPECT_EQ(reports[0].turn, 1U);
  EXPECT_EQ(reports[1].turn, 0U);
  EXPECT_EQ(scene.units("large")[0].instance, 1U);
}

/// Of the voxels in a ball of 30 A around a voxel's centre, the part for which holds(p) is true.
template <class Holds>
double part_of_ball(Vec3 centre_A, Holds holds) {
  int all = 0, part = 0;
  for (int z = -3; z <= 3; ++z)
    for (int y = -3; y <= 3; ++y)
      for (int x = -3; x <= 3; ++x) {
        const Vec3 d = 10.0 * Vec3{1.0 * x, 1.0 * y, 1.0 * z};
        if (norm(d) > 30) continue;
        ++all;
        part += holds(centre_A + d);
      }
  return static_cast<double>(part) / all;
}

const std::vector<Vec3> k_list{
    {100, 100, 100}, {300, 300, 200}, {130, 100, 100}, {630, 300, 200}, {300, 100, 200}};

TEST(Crowding, RefusedPosesOfAListAreReportedOneByOne) {
  const BallChains balls(30);
  const Listed listed(k_list, IfRefused::report_it);
  const PlainBalls draw;
  TestEntry e("list", balls, listed, draw);
  e.spec.count = 5;
  for (const int threads : {1, 4}) {
    Scene scene(k_grid);
    const auto report = place({e.entry}, Random(1), scene, {}, on_threads(threads))[0];
    EXPECT_EQ(report.reason, StopReason::no_more_poses);
    EXPECT_EQ(report.units, 3U);
    ASSERT_EQ(report.refusals.size(), 2U);
    EXPECT_EQ(report.refusals[0].attempt, 2U);
    EXPECT_EQ(report.refusals[0].with_instance, 1U);
    EXPECT_DOUBLE_EQ(report.refusals[0].taken_fraction, part_of_ball({0, 0, 0}, [](Vec3 p) {
                       return norm(p + Vec3{30, 0, 0}) <= 30;
                     }));
    EXPECT_EQ(report.refusals[0].outside_fraction, 0);
    EXPECT_EQ(report.refusals[1].attempt, 3U);
    EXPECT_EQ(report.refusals[1].with_instance, 0U);
    EXPECT_DOUBLE_EQ(report.refusals[1].outside_fraction,
                     part_of_ball({630, 0, 0}, [](Vec3 p) { return p.x > 630; }));
    EXPECT_EQ(report.refusals[1].taken_fraction, 0);
  }
}

TEST(Crowding, APoseThatMustFitEndsTheRunWithAllOfThem) {
  const BallChains balls(30);
  const Listed listed(k_list, IfRefused::fail_the_run);
  const PlainBalls draw;
  TestEntry e("list", balls, listed, draw);
  e.spec.count = 5;
  Scene scene(k_grid);
  try {
    place({e.entry}, Random(1), scene);
    FAIL() << "nothing was thrown";
  } catch (const DataError& error) {
    EXPECT_EQ(error.code(), Code::bad_data);
    EXPECT_EQ(error.message(),
              "list: 2 of its poses do not fit\n"
              "  pose 3: 35.8 % of it is taken, by instance 1 of list\n"
              "  pose 4: 38.2 % of it lies outside its region");
    EXPECT_EQ(error.hint(), "correct the list, or let the transform skip what does not fit");
  }
}

TEST(Crowding, ToleratedOverlapStaysOutOfHalos) {
  const BallChains shy(30), lax(30);
  const Along along;
  const PlainBalls draw;
  TestEntry a("shy", shy, along, draw), b("lax", lax, along, draw);
  a.spec.halo_A = 30;
  a.spec.count = 20;
  b.spec.overlap = 0.2;
  b.spec.occupancy = 0.2;
  Scene scene(k_grid);
  place({a.entry, b.entry}, Random(5), scene, {}, on_threads(2));
  ASSERT_GT(scene.units("lax").size, 20U);
  for (const PlacedUnit& unit : scene.units("shy"))
    for (const PlacedUnit& other : scene.units("lax"))
      // voxel centres are at most half a diagonal from where the balls come nearest, on either side
      EXPECT_GT(norm(unit.pose.position_A - other.pose.position_A), 30 + 30 + 30 - 17.4);
}

TEST(Crowding, AnEmptyRegionIsNoRoomWhateverIsAskedFor) {
  const BallChains balls(30);
  const Along along;
  const PlainBalls draw;
  TestEntry e("ball", balls, along, draw);
  e.spec.occupancy = 0.1;
  Scene scene(k_grid, VoxelBits(k_grid.size));
  const auto report = place({e.entry}, Random(1), scene)[0];
  EXPECT_EQ(report.reason, StopReason::no_room);
  EXPECT_EQ(report.region_voxels, 0U);
}

// A body far from its unit's origin must not be drawn to where the origin lies inside the volume.
TEST(Crowding, ToleranceLeavesTheDistributionOfOffCentreBodiesAlone) {
  const BallChains balls(30, 1, {150, 0, 0});
  const Along along;
  const PlainBalls draw;
  double near[2] = {0, 0};
  const int runs = 1500;
  for (int exact = 0; exact < 2; ++exact)
    for (int run = 0; run < runs; ++run) {
      TestEntry e("ball", balls, along, draw);
      e.spec.count = 1;
      e.spec.unit_tries = 1000;
      e.spec.overlap = exact != 0 ? 0 : 0.001;  // less than one voxel of the ball: the same poses fit
      Scene scene({{40, 40, 40}, 10});
      place({e.entry}, Random(static_cast<std::uint64_t>(run)), scene);
      const Vec3 c = to_tomogram(scene.ledger.units.at(0).pose, {150, 0, 0});
      near[exact] += std::min({c.x, c.y, c.z, 390 - c.x, 390 - c.y, 390 - c.z}) < 80;
    }
  // two binomial counts: the standard deviation of their difference is at most sqrt(runs / 2); five of them
  EXPECT_NEAR(near[0], near[1], 5 * std::sqrt(runs / 2.0));
}

TEST(Crowding, LargestFirstLeavesFilamentsWhereTheyAre) {
  BallChains line(10, 5), rigid(10, 5);
  line.line = true;
  rigid.min_units = 3;
  const BallChains small(15), large(40);
  const Along along;
  const PlainBalls draw;
  TestEntry a("line", line, along, draw), b("small", small, along, draw), c("large", large, along, draw),
      d("rigid", rigid, along, draw), e("larger", large, along, draw);
  EXPECT_EQ(turns_of({a.entry, b.entry, c.entry, d.entry, e.entry}, Order::largest_first, k_grid),
            (std::vector<std::uint32_t>{0, 2, 1, 3, 4}));
}

}  // namespace
}  // namespace cryocosm
