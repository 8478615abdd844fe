// Image by image; see outliers.hpp for what is done to each.
#include "repair.hpp"

#include <algorithm>
#include <atomic>

#include "cryocosm/run_context.hpp"
#include "outliers.hpp"

namespace hot_pixels {

using namespace cryocosm;

Schema<RepairParams> Repair::schema() {
  Schema<RepairParams> s("Replaces pixels that do not fit to their neighbours by the median of these.");
  s.field("threshold", &RepairParams::threshold)
      .range(1, 1000)
      .help(
          "Difference from the median of the neighbours beyond which a pixel is replaced, in standard "
          "deviations.");
  s.field("radius", &RepairParams::radius)
      .range(1, 10)
      .help("How far away neighbours are along x and y, in pixels.");
  return s;
}

Ports Repair::ports() const { return {DataKind::tilt_series, DataKind::tilt_series}; }

void Repair::run(const Dataset& in, AcquisitionOutput& out, RunContext& run) const {
  const auto pixels = static_cast<std::size_t>(in.grid.size.x * in.grid.size.y);
  const VoxelWindow<float> result = out.allocate(in.grid, in.tilts, in.contrast);
  std::atomic<std::int64_t> replaced{0};
  std::atomic<std::size_t> done{0};
  run.parallel_for(in.tilts.size, [&](std::size_t begin, std::size_t end) {
    for (std::size_t view = begin; view < end; ++view) {
      run.stop_if_cancelled();
      const Image image{result.row(0, static_cast<std::int64_t>(view)), in.grid.size.x, in.grid.size.y};
      std::copy_n(in.voxels + view * pixels, pixels, image.pixels);
      replaced += replace_outliers(image, params_.radius, params_.threshold);
      run.progress(++done, in.tilts.size);
    }
  });
  run.note("replaced_pixels", std::to_string(replaced));
}

}  // namespace hot_pixels
