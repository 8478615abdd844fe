// Rasterizers: what is drawn and excluded lies within the radius, moves with the pose, and fits together.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "checks.hpp"
#include "drawing.hpp"
#include "sample_data.hpp"
#include "settings.hpp"
#include "trial.hpp"

namespace cryocosm::conformance {
namespace {

std::vector<Quaternion> general_rotations() {
  Random random(3);
  return {random_rotation(random), random_rotation(random), random_rotation(random)};
}

// Rotations whose matrices are exact: none, and half a turn about each axis.
constexpr std::array<Quaternion, 4> k_exact_rotations{
    {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}}};

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

void check_radius(const SampleShape& sample, const Pose& pose, const Drawing& drawing, Findings& findings) {
  const double radius_A = sample.shape->radius_A();
  double drawn_A = 0, taken_A = 0;
  for_each_voxel(drawing.frame, [&](std::size_t at, Vec3 p) {
    const double distance_A = norm(p - pose.position_A);
    if (drawing.density[at] != 0.0F) drawn_A = std::max(drawn_A, distance_A);
    if (drawing.taken[at] != 0) taken_A = std::max(taken_A, distance_A);
  });
  findings.expect(drawn_A > 0, "nothing was drawn");
  findings.expect(taken_A > 0, "nothing was excluded");
  const double limit_A = radius_A * (1 + 1e-9);
  for (const auto& [what, reach_A] : {std::pair{"draw()", drawn_A}, std::pair{"exclude()", taken_A}})
    findings.expect(
        reach_A <= limit_A,
        fmt::format("{} reaches further than radius_A(): {:.2f} A, not {:.2f} A", what, reach_A, radius_A));
}

// draw() adds to what is there, exclude() takes nothing back.
void check_adding(const Rasterizer& rasterizer, const SampleShape& sample, const Pose& pose,
                  const Drawing& drawing, Findings& findings) {
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
  findings.expect(error <= 64 * std::ldexp(largest, -24), "draw() must add to the window, not replace it");

  GuardedWindow<std::uint8_t> full(frame.origin, frame.size, frame.voxel_A, 1);
  rasterizer.exclude(*sample.shape, pose, full.window());
  const std::vector<std::uint8_t> taken = full.inside();
  findings.expect(std::all_of(taken.begin(), taken.end(), [](std::uint8_t v) { return v == 1; }),
                  "exclude() must leave voxels alone that were taken before");
}

void check_tiling(const Rasterizer& rasterizer, const SampleShape& sample, const Pose& pose,
                  const Drawing& whole, Findings& findings) {
  const Drawing tiled = draw_shape(rasterizer, *sample.shape, pose, whole.frame, true, 1);
  findings.expect(tiled.density == whole.density, "draw() gives other bits when the window is split");
  findings.expect(tiled.taken == whole.taken, "exclude() gives other voxels when the window is split");
}

void check_translation(const Rasterizer& rasterizer, const SampleShape& sample, const Pose& pose,
                       const Drawing& drawing, Findings& findings) {
  const Index3 shift{3, -2, 5};
  const Vec3 shift_A = sample.voxel_A * Vec3{3, -2, 5};
  Frame frame = drawing.frame;
  frame.origin = {frame.origin.x + shift.x, frame.origin.y + shift.y, frame.origin.z + shift.z};
  const Drawing moved =
      draw_shape(rasterizer, *sample.shape, {pose.rotation, pose.position_A + shift_A}, frame, false, 1);
  if (sample.is_dyadic) {
    findings.expect(moved.density == drawing.density, "a shift by whole voxels changes the density");
    findings.expect(moved.taken == drawing.taken, "a shift by whole voxels changes what is excluded");
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
  findings.expect(changed <= taken / 1000,
                  fmt::format("a shift by whole voxels changes the result at {} voxels", changed));
}

void check_probes(const Rasterizer& rasterizer, const SampleShape& sample, const Pose& pose,
                  const Drawing& drawing, Findings& findings) {
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
    if (!is_inside) return findings.add("a probe lies outside the shape's radius");
    if (drawing.taken[static_cast<std::size_t>((i.z * frame.size.y + i.y) * frame.size.x + i.x)] != 1)
      return findings.add(
          fmt::format("the voxel of the probe ({}, {}, {}) is not excluded; probes lie deeper "
                      "than half a voxel's diagonal inside",
                      probe.x, probe.y, probe.z));
  }
}

void check_inner_ball(const Rasterizer& rasterizer, const SampleShape& sample, const Pose& pose,
                      const Drawing& drawing, Findings& findings) {
  const Ball ball = rasterizer.inner_ball(*sample.shape, sample.voxel_A);
  const Vec3 c = ball.centre_A;
  if (!(std::isfinite(c.x) && std::isfinite(c.y) && std::isfinite(c.z) && std::isfinite(ball.radius_A) &&
        ball.radius_A >= 0))
    return findings.add("inner_ball() has no finite centre or no radius of 0 or more");
  if (ball.radius_A == 0) return;  // none is known
  findings.expect(norm(c) + ball.radius_A <= sample.shape->radius_A() * (1 + 1e-9),
                  "inner_ball() reaches further than radius_A()");
  std::size_t missing = 0;
  for_each_voxel(drawing.frame, [&](std::size_t at, Vec3 p) {
    missing += norm(p - to_tomogram(pose, c)) < ball.radius_A && drawing.taken[at] == 0;
  });
  findings.expect(missing == 0,
                  fmt::format("{} voxels with their centre in inner_ball() are not excluded", missing));
}

void check_pose(const Rasterizer& rasterizer, const SampleShape& sample, const Pose& pose, bool is_exact,
                Findings& findings) {
  const Frame frame = frame_around(*sample.shape, pose, sample.voxel_A);
  const Drawing drawing = draw_shape(rasterizer, *sample.shape, pose, frame, false, 1);
  findings.add(drawing.problems);
  check_radius(sample, pose, drawing, findings);
  check_adding(rasterizer, sample, pose, drawing, findings);
  check_tiling(rasterizer, sample, pose, drawing, findings);
  check_probes(rasterizer, sample, pose, drawing, findings);
  check_inner_ball(rasterizer, sample, pose, drawing, findings);
  if (is_exact) check_translation(rasterizer, sample, pose, drawing, findings);
}

}  // namespace

void check_geometry(const Subject& subject, const Component& component, Findings& findings) {
  KitBuild build(subject, k_grid);
  const Rasterizer* rasterizer = nullptr;
  try {
    rasterizer = static_cast<const Rasterizer*>(build.make(component, best_settings(subject, component)));
  } catch (const Error& error) {
    return findings.skip(why_not_made(component, error));
  }
  const std::vector<SampleShape> samples = sample_shapes(subject, rasterizer->kind(), build);
  findings.expect(!samples.empty(),
                  fmt::format("no structure yields shapes of kind '{}'; put one into the same "
                              "plugin, so that it can be drawn",
                              rasterizer->kind()));
  const std::vector<Quaternion> general = general_rotations();
  for (const SampleShape& sample : samples) {
    Findings of_sample;
    const Vec3 position_A = dyadic_position(sample);
    // shapes of structures are larger than the kit's: one rotation of each sort has to do
    const std::size_t most = sample.is_dyadic ? k_exact_rotations.size() : 1;
    for (std::size_t i = 0; i < most; ++i)
      check_pose(*rasterizer, sample, {k_exact_rotations[i], position_A}, true, of_sample);
    for (std::size_t i = 0; i < std::min(most, general.size()); ++i)
      check_pose(*rasterizer, sample, {general[i], position_A}, false, of_sample);
    findings.add(of_sample.texts(), sample.name + ": ");
  }
}

}  // namespace cryocosm::conformance
