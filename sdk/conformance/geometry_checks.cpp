// Rasterizers: what is drawn and excluded lies within the radius, moves with the pose, and fits together.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "checks.hpp"
#include "drawing.hpp"
#include "sample_data.hpp"
#include "settings.hpp"

namespace cryocosm::conformance {
namespace {

std::vector<Quaternion> general_rotations() {
  Random random(3);
  return {random_rotation(random), random_rotation(random), random_rotation(random)};
}

// Rotations whose matrices are exact: none, and half a turn about each axis.
const Quaternion k_exact_rotations[] = {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}};

template <class Body>
void for_each_voxel(const Frame& frame, Body body) {
  std::size_t at = 0;
  for (std::int64_t z = 0; z < frame.size.z; ++z)
    for (std::int64_t y = 0; y < frame.size.y; ++y)
      for (std::int64_t x = 0; x < frame.size.x; ++x, ++at)
        body(at, frame.voxel_A * Vec3{static_cast<double>(frame.origin.x + x),
                                      static_cast<double>(frame.origin.y + y),
                                      static_cast<double>(frame.origin.z + z)});
}

void check_radius(const SampleShape& sample, const Pose& pose, const Drawing& drawing) {
  const double radius_A = sample.shape->radius_A();
  double drawn_A = 0, taken_A = 0;
  for_each_voxel(drawing.frame, [&](std::size_t at, Vec3 p) {
    const double distance_A = norm(p - pose.position_A);
    if (drawing.density[at] != 0.0F) drawn_A = std::max(drawn_A, distance_A);
    if (drawing.taken[at] != 0) taken_A = std::max(taken_A, distance_A);
  });
  EXPECT_GT(drawn_A, 0) << "nothing was drawn";
  EXPECT_GT(taken_A, 0) << "nothing was excluded";
  const double limit_A = radius_A * (1 + 1e-9);
  EXPECT_LE(drawn_A, limit_A) << "draw() reaches further than radius_A()";
  EXPECT_LE(taken_A, limit_A) << "exclude() reaches further than radius_A()";
}

// draw() adds to what is there, exclude() takes nothing back.
void check_adding(const Rasterizer& rasterizer, const SampleShape& sample, const Pose& pose,
                  const Drawing& drawing) {
  const Frame& frame = drawing.frame;
  GuardedWindow<float> window(frame.origin, frame.size, frame.voxel_A, 1.0F);
  rasterizer.draw(*sample.shape, pose, window.window());
  const std::vector<float> sum = window.inside();
  double largest = 1, error = 0;
  for (std::size_t i = 0; i < sum.size(); ++i) {
    largest = std::max(largest, 1.0 + std::abs(drawing.density[i]));
    error = std::max(error, std::abs(static_cast<double>(sum[i]) - 1 - drawing.density[i]));
  }
  // several additions may round differently, each by half a unit in the last place
  EXPECT_LE(error, 64 * std::ldexp(largest, -24)) << "draw() must add to the window, not replace it";

  GuardedWindow<std::uint8_t> full(frame.origin, frame.size, frame.voxel_A, 1);
  rasterizer.exclude(*sample.shape, pose, full.window());
  const std::vector<std::uint8_t> taken = full.inside();
  EXPECT_TRUE(std::all_of(taken.begin(), taken.end(), [](std::uint8_t v) { return v == 1; }))
      << "exclude() must leave voxels alone that were taken before";
}

void check_tiling(const Rasterizer& rasterizer, const SampleShape& sample, const Pose& pose,
                  const Drawing& whole) {
  const Drawing tiled = draw_shape(rasterizer, *sample.shape, pose, whole.frame, true, 1);
  EXPECT_TRUE(tiled.density == whole.density) << "draw() gives other bits when the window is split";
  EXPECT_TRUE(tiled.taken == whole.taken) << "exclude() gives other voxels when the window is split";
}

void check_translation(const Rasterizer& rasterizer, const SampleShape& sample, const Pose& pose,
                       const Drawing& drawing) {
  const Index3 shift{3, -2, 5};
  const Vec3 shift_A = sample.voxel_A * Vec3{3, -2, 5};
  Frame frame = drawing.frame;
  frame.origin = {frame.origin.x + shift.x, frame.origin.y + shift.y, frame.origin.z + shift.z};
  const Drawing moved =
      draw_shape(rasterizer, *sample.shape, {pose.rotation, pose.position_A + shift_A}, frame, false, 1);
  if (sample.is_dyadic) {
    EXPECT_TRUE(moved.density == drawing.density) << "a shift by whole voxels changes the density";
    EXPECT_TRUE(moved.taken == drawing.taken) << "a shift by whole voxels changes what is excluded";
    return;
  }
  // Numbers that are not exact in binary are rounded anew after a shift: by 1e-16 of a position. Only
  // voxels on the very edge of something may notice.
  double largest = 0;
  std::size_t changed = 0, taken = 0;
  for (const float value : drawing.density) largest = std::max(largest, std::abs(static_cast<double>(value)));
  for (std::size_t i = 0; i < drawing.density.size(); ++i) {
    const bool is_density_same = std::abs(moved.density[i] - drawing.density[i]) <= 1e-4 * largest;
    changed += !is_density_same || moved.taken[i] != drawing.taken[i];
    taken += drawing.taken[i];
  }
  EXPECT_LE(changed, taken / 1000) << "a shift by whole voxels changes the result";
}

void check_probes(const Rasterizer& rasterizer, const SampleShape& sample, const Pose& pose,
                  const Drawing& drawing) {
  std::vector<Vec3> probes;
  rasterizer.probes(*sample.shape, sample.voxel_A, probes);
  const Frame& frame = drawing.frame;
  for (const Vec3 probe : probes) {
    const Vec3 p = to_tomogram(pose, probe) / sample.voxel_A;
    const Index3 i{static_cast<std::int64_t>(std::floor(p.x + 0.5)) - frame.origin.x,
                   static_cast<std::int64_t>(std::floor(p.y + 0.5)) - frame.origin.y,
                   static_cast<std::int64_t>(std::floor(p.z + 0.5)) - frame.origin.z};
    const bool is_inside =
        i.x >= 0 && i.y >= 0 && i.z >= 0 && i.x < frame.size.x && i.y < frame.size.y && i.z < frame.size.z;
    ASSERT_TRUE(is_inside) << "a probe lies outside the shape's radius";
    ASSERT_EQ(drawing.taken[static_cast<std::size_t>((i.z * frame.size.y + i.y) * frame.size.x + i.x)], 1)
        << "the voxel of the probe (" << probe.x << ", " << probe.y << ", " << probe.z
        << ") is not excluded; probes lie deeper than half a voxel's diagonal inside";
  }
}

void check_inner_ball(const Rasterizer& rasterizer, const SampleShape& sample, const Pose& pose,
                      const Drawing& drawing) {
  const Ball ball = rasterizer.inner_ball(*sample.shape, sample.voxel_A);
  const Vec3 c = ball.centre_A;
  ASSERT_TRUE(std::isfinite(c.x) && std::isfinite(c.y) && std::isfinite(c.z) &&
              std::isfinite(ball.radius_A) && ball.radius_A >= 0)
      << "inner_ball() has no finite centre or no radius of 0 or more";
  if (ball.radius_A == 0) return;  // none is known
  ASSERT_LE(norm(c) + ball.radius_A, sample.shape->radius_A() * (1 + 1e-9))
      << "inner_ball() reaches further than radius_A()";
  std::size_t missing = 0;
  for_each_voxel(drawing.frame, [&](std::size_t at, Vec3 p) {
    missing += norm(p - to_tomogram(pose, c)) < ball.radius_A && drawing.taken[at] == 0;
  });
  ASSERT_EQ(missing, 0U) << "voxels with their centre in inner_ball() are not excluded";
}

void check_pose(const Rasterizer& rasterizer, const SampleShape& sample, const Pose& pose, bool is_exact) {
  const Frame frame = frame_around(*sample.shape, pose, sample.voxel_A);
  const Drawing drawing = draw_shape(rasterizer, *sample.shape, pose, frame, false, 1);
  EXPECT_EQ(drawing.problems, std::vector<std::string>{});
  check_radius(sample, pose, drawing);
  check_adding(rasterizer, sample, pose, drawing);
  check_tiling(rasterizer, sample, pose, drawing);
  check_probes(rasterizer, sample, pose, drawing);
  check_inner_ball(rasterizer, sample, pose, drawing);
  if (is_exact) check_translation(rasterizer, sample, pose, drawing);
}

}  // namespace

void check_geometry(const Subject& subject, const Component& component) {
  KitBuild build(subject, k_grid);
  const Rasterizer* rasterizer = nullptr;
  try {
    rasterizer = static_cast<const Rasterizer*>(build.make(component, best_settings(subject, component)));
  } catch (const Error& error) {
    GTEST_SKIP() << component.record.id << " cannot be made here: " << error.message();
  }
  const std::vector<SampleShape> samples = sample_shapes(subject, rasterizer->kind(), build);
  ASSERT_FALSE(samples.empty()) << "no structure yields shapes of kind '" << rasterizer->kind()
                                << "'; put one into the same plugin, so that it can be drawn";
  for (const SampleShape& sample : samples) {
    SCOPED_TRACE(sample.name);
    const Vec3 position_A = dyadic_position(sample);
    for (const Quaternion& rotation : k_exact_rotations)
      check_pose(*rasterizer, sample, {rotation, position_A}, true);
    for (const Quaternion& rotation : general_rotations())
      check_pose(*rasterizer, sample, {rotation, position_A}, false);
  }
}

}  // namespace cryocosm::conformance
