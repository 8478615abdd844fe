// Image by image: excess on hot pixels and tracks, then dead pixels and columns, which hide what lies on
// them.
#include "defects.hpp"

#include <algorithm>
#include <cstring>

#include "cryocosm/error.hpp"
#include "cryocosm/run_context.hpp"
#include "image_scale.hpp"

namespace hot_pixels {
namespace {

using namespace cryocosm;

Schema<HotParams> hot_schema() {
  Schema<HotParams> s("Pixels that read too much.");
  s.field("fraction", &HotParams::fraction).unit(units::fraction).range(0, 0.01).help("Of all pixels.");
  s.field("excess", &HotParams::excess)
      .range(0, 1e6)
      .help("What a hot pixel reads too much in every image, in units; drawn once for each.");
  return s;
}

Schema<DeadParams> dead_schema() {
  Schema<DeadParams> s("Pixels that always read the same.");
  s.field("fraction", &DeadParams::fraction).unit(units::fraction).range(0, 0.01).help("Of all pixels.");
  s.field("columns", &DeadParams::columns).range(0, 1000).help("Number of columns that are dead as a whole.");
  s.field("level", &DeadParams::level)
      .range(-1e6, 1e6)
      .help("What they read above the image's mean, in units.");
  return s;
}

Schema<RayParams> ray_schema() {
  Schema<RayParams> s("X-rays and cosmic rays.");
  s.field("per_image", &RayParams::per_image).range(0, 10000).help("Mean number that hit an image.");
  s.field("excess", &RayParams::excess)
      .range(0, 1e6)
      .help("What they add to a pixel, in units; drawn for each.");
  s.field("length", &RayParams::length).range(0, 1000).help("Length of the track in pixels; drawn for each.");
  return s;
}

/// A number that differs between two half data sets, which nothing else tells apart (FNV-1a of the first
/// image).
std::uint64_t fingerprint(const Dataset& in) {
  const auto count = static_cast<std::size_t>(in.grid.size.x * in.grid.size.y);
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (std::size_t i = 0; i < count; ++i) {
    std::uint32_t bits = 0;
    std::memcpy(&bits, in.voxels + i, sizeof(bits));
    hash = (hash ^ bits) * 0x100000001b3U;
  }
  return hash;
}

void add_excess(float& pixel, double excess, const ImageScale& scale) {
  pixel = static_cast<float>(static_cast<double>(pixel) + excess * scale.unit);
}

void spoil(float* image, Index3 size, const DetectorDefects& detector, const std::vector<LitPixel>& lit,
           const ImageScale& scale, double dead_level) {
  for (const HotPixel& p : detector.hot) add_excess(image[p.y * size.x + p.x], p.excess, scale);
  for (const LitPixel& p : lit) add_excess(image[p.y * size.x + p.x], p.excess, scale);
  const auto reading = static_cast<float>(scale.mean + dead_level * scale.unit);
  for (const DeadPixel& p : detector.dead) image[p.y * size.x + p.x] = reading;
  for (const std::int64_t x : detector.dead_columns)
    for (std::int64_t y = 0; y < size.y; ++y) image[y * size.x + x] = reading;
}

void note_detector(const DetectorDefects& detector, RunContext& run) {
  std::string hot, dead, columns;
  for (const HotPixel& p : detector.hot)
    hot += std::to_string(p.x) + ' ' + std::to_string(p.y) + ' ' + number_text(p.excess) + '\n';
  for (const DeadPixel& p : detector.dead) dead += std::to_string(p.x) + ' ' + std::to_string(p.y) + '\n';
  for (const std::int64_t x : detector.dead_columns) columns += std::to_string(x) + '\n';
  run.note("hot_pixels", hot);
  run.note("dead_pixels", dead);
  run.note("dead_columns", columns);
}

void note_hits(const std::vector<std::vector<LitPixel>>& lit_by_view, RunContext& run) {
  std::string text;
  for (std::size_t view = 0; view < lit_by_view.size(); ++view)
    for (const LitPixel& p : lit_by_view[view])
      text += std::to_string(view) + ' ' + std::to_string(p.x) + ' ' + std::to_string(p.y) + ' ' +
              number_text(p.excess) + '\n';
  run.note("ray_hits", text);
}

}  // namespace

Schema<DefectsParams> Defects::schema() {
  Schema<DefectsParams> s("Hot and dead pixels, dead columns, and hits of x-rays and cosmic rays.");
  s.details(
      "Hot and dead pixels are the same in all images of a run; rays hit each image anew. Which pixels they "
      "are is "
      "noted in run.json.");
  s.field("unit", &DefectsParams::unit)
      .choices({"deviation", "mean", "value"})
      .help(
          "What excess and level are measured in: the image's standard deviation, its mean, or its values.");
  s.group("hot", &DefectsParams::hot, hot_schema()).help("Pixels that read too much.");
  s.group("dead", &DefectsParams::dead, dead_schema()).help("Pixels that always read the same.");
  s.group("rays", &DefectsParams::rays, ray_schema()).help("X-rays and cosmic rays.");
  s.field("detector", &DefectsParams::detector)
      .range(0, 1e9)
      .help(
          "Number of the detector: runs with the same one have the same defects. 0 is a new one in every "
          "run.");
  return s;
}

Ports Defects::ports() const { return {DataKind::tilt_series, DataKind::tilt_series}; }

void Defects::run(const Dataset& in, AcquisitionOutput& out, RunContext& run) const {
  const Index3 size = in.grid.size;
  const auto pixels = static_cast<std::size_t>(size.x * size.y);
  const Random detector_stream =
      params_.detector > 0 ? Random(static_cast<std::uint64_t>(params_.detector)) : run.random();
  const DetectorDefects detector =
      draw_defects(params_.hot, params_.dead, size.x, size.y, detector_stream.child("detector"));

  RayParams rays = params_.rays;
  Random ray_stream = run.random().child("rays");
  if (in.is_half) {
    rays.per_image /= 2;
    ray_stream = ray_stream.child(fingerprint(in));
  }

  const double sign =
      in.contrast == Contrast::protein_dark ? 1 : -1;  // more electrons are dark in a negative
  const VoxelWindow<float> result = out.allocate(in.grid, in.tilts, in.contrast);
  std::vector<std::vector<LitPixel>> lit_by_view(in.tilts.size);
  run.parallel_for(in.tilts.size, [&](std::size_t begin, std::size_t end) {
    for (std::size_t view = begin; view < end; ++view) {
      run.stop_if_cancelled();
      const float* const from = in.voxels + view * pixels;
      float* const to = result.row(0, static_cast<std::int64_t>(view));
      std::copy_n(from, pixels, to);
      lit_by_view[view] = draw_hits(rays, size.x, size.y, ray_stream.child(view));
      ImageScale scale = scale_of(from, pixels, params_.unit);
      scale.unit *= sign;
      spoil(to, size, detector, lit_by_view[view], scale, params_.dead.level);
    }
  });
  note_detector(detector, run);
  note_hits(lit_by_view, run);
}

}  // namespace hot_pixels
