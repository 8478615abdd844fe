// Erosion, dilation and footprints against their definitions, voxel by voxel.
#include "placement/morphology.hpp"

#include <gtest/gtest.h>

#include "support/ball_components.hpp"

namespace cryocosm {
namespace {

constexpr Index3 k_size{131, 13, 11};  // rows of three words, the last one short

template <class Visit>
void for_each_index(Index3 size, Visit visit) {
  for (std::int64_t z = 0; z < size.z; ++z)
    for (std::int64_t y = 0; y < size.y; ++y)
      for (std::int64_t x = 0; x < size.x; ++x) visit(Index3{x, y, z});
}

template <class Visit>
void for_each_in_ball(Index3 centre, double radius, Visit visit) {
  const auto r = static_cast<std::int64_t>(radius);
  for (std::int64_t z = -r; z <= r; ++z)
    for (std::int64_t y = -r; y <= r; ++y)
      for (std::int64_t x = -r; x <= r; ++x)
        if (static_cast<double>(x * x + y * y + z * z) <= radius * radius)
          visit(Index3{centre.x + x, centre.y + y, centre.z + z});
}

VoxelBits speckled(double density, std::uint64_t seed) {
  Random random(seed);
  VoxelBits set(k_size);
  for_each_index(k_size, [&](Index3 v) {
    if (random.uniform() < density) set.set(v);
  });
  return set;
}

TEST(Erosion, KeepsVoxelsWhoseWholeBallIsInTheSet) {
  for (const double radius : {0.0, 0.9, 1.0, 1.5, 2.3, 4.0}) {
    const VoxelBits set = speckled(1 - 0.3 / std::pow(radius + 1, 3), 5);
    const VoxelBits result = eroded(set, radius);
    std::size_t kept = 0;
    for_each_index(k_size, [&](Index3 v) {
      bool whole = true;
      for_each_in_ball(v, radius, [&](Index3 w) { whole &= set.contains(w) && set.test(w); });
      ASSERT_EQ(result.test(v), whole) << radius << ": " << v.x << ' ' << v.y << ' ' << v.z;
      kept += whole;
    });
    EXPECT_GT(kept, 0U) << radius;  // else nothing was tested
    EXPECT_EQ(result.count(), kept);
  }
}

TEST(Erosion, IsTheSameOnManyThreads) {
  const VoxelBits set = speckled(0.98, 6);
  const VoxelBits one = eroded(set, 2);
  const VoxelBits many = eroded(set, 2, [](std::size_t n, FunctionRef<void(std::size_t, std::size_t)> body) {
    parallel_ranges(4, n, body);
  });
  for_each_index(k_size, [&](Index3 v) { ASSERT_EQ(one.test(v), many.test(v)); });
}

Footprint drawn(const test::BallChains& balls, Vec3 position_A) {
  FootprintScratch scratch;
  Footprint footprint;
  const test::PlainBalls rasterizer;
  EXPECT_TRUE(draw_footprint(rasterizer, balls.ball, {{}, position_A}, {k_size, 10}, ~std::size_t{0}, scratch,
                             footprint));
  return footprint;
}

TEST(Footprint, OfABodyMuchLargerThanTheVolumeIsWhatLiesInside) {
  // a plane in effect: the ball's surface passes through the middle of the volume, along x
  const GridSpec grid{{64, 4, 4}, 10};
  const double radius_A = 1e6;
  const test::BallChains balls(radius_A);
  const Pose pose{{}, {315 + radius_A, 15, 15}};
  const test::PlainBalls rasterizer;
  FootprintScratch scratch;
  Footprint footprint;
  ASSERT_TRUE(draw_footprint(rasterizer, balls.ball, pose, grid, std::nullopt, scratch, footprint));
  EXPECT_EQ(footprint.count, 32U * 4 * 4);
  EXPECT_FALSE(draw_footprint(rasterizer, balls.ball, pose, grid, 1'000'000, scratch, footprint));
}

TEST(Footprint, HoldsExactlyTheExcludedVoxels) {
  const test::BallChains balls(43);
  // inside, over the border between two words, and partly outside
  for (const Vec3 position : {Vec3{300, 60, 50}, Vec3{637, 62, 51}, Vec3{1295, 3, 100}, Vec3{-20, 60, -30}}) {
    const Footprint footprint = drawn(balls, position);
    VoxelBits set(k_size);
    add(footprint, set);
    std::size_t inside = 0, all = 0;
    for (std::int64_t z = -10; z < 30; ++z)
      for (std::int64_t y = -10; y < 30; ++y)
        for (std::int64_t x = -10; x < 150; ++x) {
          const Vec3 p{10.0 * static_cast<double>(x), 10.0 * static_cast<double>(y),
                       10.0 * static_cast<double>(z)};
          const bool excluded = norm(p - position) <= 43;
          all += excluded;
          if (!set.contains({x, y, z})) continue;
          inside += excluded;
          ASSERT_EQ(set.test({x, y, z}), excluded);
        }
    EXPECT_EQ(footprint.count, inside);
    EXPECT_EQ(footprint.outside, all - inside);
    EXPECT_EQ(overlap(footprint, set), inside);
    remove(footprint, set);
    EXPECT_EQ(set.count(), 0U);
    EXPECT_FALSE(meets(footprint, set));
  }
}

TEST(Dilation, ReachesExactlyItsRadius) {
  const test::BallChains balls(25);
  for (const double radius : {0.5, 1.0, 2.5, 4.2})
    for (const Vec3 position : {Vec3{300, 60, 50}, Vec3{637, 62, 51}, Vec3{1295, 3, 100}}) {
      const Footprint body = drawn(balls, position);
      VoxelBits in_body(k_size), expected(k_size), found(k_size);
      add(body, in_body);
      for_each_index(k_size, [&](Index3 v) {
        if (in_body.test(v))
          for_each_in_ball(v, radius, [&](Index3 w) {
            if (expected.contains(w)) expected.set(w);
          });
      });
      const Footprint wide = dilated(body, radius, k_size);
      add(wide, found);
      for_each_index(k_size, [&](Index3 v) { ASSERT_EQ(found.test(v), expected.test(v)) << radius; });
      EXPECT_EQ(wide.count, expected.count());
    }
}

}  // namespace
}  // namespace cryocosm
