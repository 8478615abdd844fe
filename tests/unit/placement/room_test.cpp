// Rooms: what they hold, that poses from them are uniform over those that fit, and when they are made anew.
#include "placement/room.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "placement/engine.hpp"
#include "support/ball_components.hpp"

namespace cryocosm {
namespace {

using test::BallChains;
using test::PlainBalls;

TEST(Room, PicksEachVoxelEquallyOften) {
  VoxelBits set({70, 3, 2});
  const std::vector<Index3> voxels{{0, 0, 0}, {63, 0, 0}, {64, 0, 0}, {69, 2, 1}, {5, 1, 1}};
  for (const Index3 v : voxels) set.set(v);
  const Room room(set);
  ASSERT_EQ(room.count(), voxels.size());
  Random random(1);
  std::map<std::int64_t, int> times;
  const int n = 20000;
  for (int i = 0; i < n; ++i) {
    const Index3 v = room.pick(random);
    ASSERT_TRUE(set.test(v));
    ++times[v.x + 70 * (v.y + 3 * v.z)];
  }
  // binomial: mean n / 5, standard deviation sqrt(n 0.2 0.8) = 57; five of them
  for (const auto& [voxel, count] : times) EXPECT_NEAR(count, n / 5, 285) << voxel;
  EXPECT_EQ(times.size(), voxels.size());
}

/// A small crowded volume: blocks of taken voxels with gaps between them.
VoxelBits obstacles(Index3 size) {
  VoxelBits blocked(size);
  for (std::int64_t z = 0; z < size.z; ++z)
    for (std::int64_t y = 0; y < size.y; ++y)
      for (std::int64_t x = 0; x < size.x; ++x)
        if ((x / 7 + y / 6 + z / 5) % 3 == 0 && x % 7 < 3) blocked.set({x, y, z});
  return blocked;
}

/// Positions of accepted poses, counted in cells of four voxels.
std::map<std::int64_t, double> accepted(const GridSpec& grid, const VoxelBits& blocked,
                                        const BallChains& balls, bool from_room, std::size_t wanted) {
  const PlainBalls rasterizer;
  const Room region(VoxelBits(grid.size, true));
  Rooms rooms(region, blocked, grid.voxel_A, false);
  auto body = std::make_shared<Body>();
  body->inner = rasterizer.inner_ball(balls.ball, grid.voxel_A);
  if (from_room) rooms.renew(body, serial_for);
  Random random(from_room ? 11 : 12);
  FootprintScratch scratch;
  Footprint footprint;
  std::map<std::int64_t, double> cells;
  for (std::size_t n = 0; n < wanted;) {
    Pose pose;
    if (from_room) {
      pose = *rooms.random_pose(*body, random);
    } else {  // anything whose ball could lie in the volume, and then some
      pose.rotation = random_rotation(random);
      const auto along = [&](std::int64_t size) {
        return random.uniform(-60, 10.0 * static_cast<double>(size) + 60);
      };
      pose.position_A = {along(grid.size.x), along(grid.size.y), along(grid.size.z)};
    }
    if (!draw_footprint(rasterizer, balls.ball, pose, grid, 0, scratch, footprint) || footprint.outside > 0 ||
        footprint.count == 0 || meets(footprint, blocked))
      continue;
    const Vec3 c = to_tomogram(pose, balls.ball.balls()[0].centre_A);
    const auto cell = [](double x) { return static_cast<std::int64_t>(std::floor(x / 40 + 0.5)); };
    ++cells[cell(c.x) + 100 * cell(c.y) + 10'000 * cell(c.z)];
    ++n;
  }
  return cells;
}

// Feasible poses are found as often through the room as by trying everywhere. Both samples are multinomial
// over the same cells if and only if the room is unbiased: two-sample chi-square.
TEST(Rooms, SampleTheFeasiblePosesWithoutBias) {
  const GridSpec grid{{24, 20, 16}, 10};
  const VoxelBits blocked = obstacles(grid.size);
  for (const Vec3 centre_A : {Vec3{}, Vec3{25, 10, -5}}) {
    const BallChains balls(18, 1, centre_A);
    const std::size_t n = 20'000;
    const auto through_room = accepted(grid, blocked, balls, true, n),
               everywhere = accepted(grid, blocked, balls, false, n);
    double chi2 = 0;
    int cells = 0;
    std::map<std::int64_t, double> sum = through_room;
    for (const auto& [cell, count] : everywhere) sum[cell] += count;
    for (const auto& [cell, both] : sum) {
      if (both < 20) continue;  // too few for the normal approximation
      const auto count_in = [&, key = cell](const auto& counts) {
        const auto found = counts.find(key);
        return found == counts.end() ? 0.0 : found->second;
      };
      const double difference = count_in(through_room) - count_in(everywhere);
      chi2 += difference * difference / both;
      ++cells;
    }
    ASSERT_GT(cells, 50);
    // mean = cells, standard deviation = sqrt(2 cells); five of them
    EXPECT_LT(chi2, cells + 5 * std::sqrt(2.0 * cells)) << centre_A.x;
    EXPECT_GT(chi2, cells - 5 * std::sqrt(2.0 * cells)) << centre_A.x;
  }
}

TEST(Rooms, LeaveOutNothingThatFits) {
  // a hole hardly larger than the ball: the only poses that fit lie in it, and the room must lead there
  const GridSpec grid{{24, 24, 24}, 10};
  VoxelBits blocked(grid.size, true);
  const BallChains balls(38);
  const PlainBalls rasterizer;
  FootprintScratch scratch;
  Footprint hole;
  ASSERT_TRUE(draw_footprint(rasterizer, BallChains(43).ball, {{}, {113, 118, 121}}, grid, 0, scratch, hole));
  remove(hole, blocked);
  const Room region(VoxelBits(grid.size, true));
  Rooms rooms(region, blocked, 10, false);
  auto body = std::make_shared<Body>();
  body->inner = rasterizer.inner_ball(balls.ball, 10);
  rooms.renew(body, serial_for);
  Random random(3);
  int fits = 0;
  for (int i = 0; i < 20'000; ++i) {
    const auto pose = rooms.random_pose(*body, random);
    ASSERT_TRUE(pose);
    ASSERT_LT(norm(pose->position_A - Vec3{113, 118, 121}), 40);  // the room is small
    fits += draw_footprint(rasterizer, balls.ball, *pose, grid, 0, scratch, hole) && !meets(hole, blocked);
  }
  EXPECT_GT(fits, 0);
}

TEST(Rooms, AreEmptyWhenTheBallFitsNowhere) {
  const GridSpec grid{{24, 24, 24}, 10};
  VoxelBits blocked(grid.size);
  for (std::int64_t z = 0; z < 24; z += 4)
    for (std::int64_t y = 0; y < 24; y += 4)
      for (std::int64_t x = 0; x < 24; x += 4) blocked.set({x, y, z});
  const Room region(VoxelBits(grid.size, true));
  Rooms rooms(region, blocked, 10, false);
  const PlainBalls rasterizer;
  auto body = std::make_shared<Body>();
  body->inner = rasterizer.inner_ball(BallChains(50).ball, 10);
  rooms.renew(body, serial_for);
  Random random(3);
  EXPECT_FALSE(rooms.random_pose(*body, random));
}

TEST(Rooms, WithToleratedOverlapAllOfTheRegionIsRoom) {
  const GridSpec grid{{24, 24, 24}, 10};
  const VoxelBits blocked(grid.size, true);
  const Room region(VoxelBits(grid.size, true));
  Rooms rooms(region, blocked, 10, true);
  const PlainBalls rasterizer;
  auto body = std::make_shared<Body>();
  body->inner = rasterizer.inner_ball(BallChains(50).ball, 10);
  Random random(3);
  EXPECT_TRUE(rooms.random_pose(*body, random));
}

}  // namespace
}  // namespace cryocosm
