// The painter: ownership as in placement, the same bits on any number of threads, cancellation.
#include "painting/painter.hpp"

#include <gtest/gtest.h>

#include <set>

#include "support/ball_components.hpp"

namespace cryocosm {
namespace {

using test::Along;
using test::BallChains;
using test::PlainBalls;
using test::TestEntry;

constexpr GridSpec k_grid{{150, 90, 70}, 10};  // several tiles, none of them whole

struct Painted {
  Scene scene{k_grid};
  Phantom phantom;
};

Painted paint_balls(int threads, double overlap = 0) {
  const BallChains large(70), small(35);
  const Along along;
  const PlainBalls draw;
  TestEntry a("large", large, along, draw), b("small", small, along, draw);
  a.spec.occupancy = b.spec.occupancy = 0.08;
  b.spec.overlap = overlap;
  b.entry.first_label = 2;
  Painted painted;
  const std::vector<PlacementEntry> entries{a.entry, b.entry};
  place(entries, Random(11), painted.scene);
  Host host;
  host.threads = threads;
  test::Threads services(host);
  painted.phantom = paint(entries, painted.scene, services);
  return painted;
}

TEST(Painter, OwnsExactlyWhatPlacementTook) {
  for (const double overlap : {0.0, 0.3}) {
    const Painted p = paint_balls(2, overlap);
    std::size_t i = 0;
    for (std::int64_t z = 0; z < k_grid.size.z; ++z)
      for (std::int64_t y = 0; y < k_grid.size.y; ++y)
        for (std::int64_t x = 0; x < k_grid.size.x; ++x, ++i)
          ASSERT_EQ(p.phantom.instances[i] != 0, p.scene.bodies.test({x, y, z}));
  }
}

TEST(Painter, EveryUnitIsSeenAndLabelsFollowInstances) {
  const Painted p = paint_balls(1, 0.3);
  std::set<std::uint32_t> seen;
  for (std::size_t i = 0; i < k_grid.count(); ++i) {
    const std::uint32_t instance = p.phantom.instances[i];
    if (instance == 0) {
      ASSERT_EQ(p.phantom.labels[i], 0);
      continue;
    }
    seen.insert(instance);
    ASSERT_EQ(p.phantom.labels[i], p.scene.ledger.units[instance - 1].label);
  }
  EXPECT_EQ(seen.size(), p.scene.ledger.units.size());
}

TEST(Painter, AVoxelBelongsToTheFirstUnitThatTookIt) {
  const Painted p = paint_balls(1, 0.3);
  const auto& units = p.scene.ledger.units;
  std::size_t i = 0;
  for (std::int64_t z = 0; z < k_grid.size.z; ++z)
    for (std::int64_t y = 0; y < k_grid.size.y; ++y)
      for (std::int64_t x = 0; x < k_grid.size.x; ++x, ++i) {
        std::uint32_t first = 0;
        for (const PlacedUnit& u : units) {
          const Vec3 d = 10.0 * Vec3{static_cast<double>(x), static_cast<double>(y), static_cast<double>(z)} -
                         u.pose.position_A;
          if (norm(d) <= (u.label == 1 ? 70 : 35)) {
            first = u.instance;
            break;
          }
        }
        ASSERT_EQ(p.phantom.instances[i], first);
      }
}

TEST(Painter, GivesTheSameBitsOnAnyNumberOfThreads) {
  const Painted one = paint_balls(1), four = paint_balls(4);
  EXPECT_EQ(one.phantom.density, four.phantom.density);
  EXPECT_EQ(one.phantom.labels, four.phantom.labels);
  EXPECT_EQ(one.phantom.instances, four.phantom.instances);
}

TEST(Painter, StopsWhenCancelled) {
  const BallChains balls(50);
  const Along along;
  const PlainBalls draw;
  TestEntry e("ball", balls, along, draw);
  e.spec.count = 3;
  Scene scene(k_grid);
  place({e.entry}, Random(1), scene);
  const std::atomic<bool> cancel{true};
  Host host;
  host.cancel = &cancel;
  test::Threads services(host);
  EXPECT_THROW(paint({e.entry}, scene, services), Cancelled);
}

}  // namespace
}  // namespace cryocosm
