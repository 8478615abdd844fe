// The projection stage: angles, misalignment, and the loop over slices.
#include "project.hpp"

#include <algorithm>
#include <cmath>

#include "input_checks.hpp"
#include "progress.hpp"
#include "row_shift.hpp"
#include "slice_kernel.hpp"

namespace cryocosm::tem {
namespace {

Schema<Misalignment> misalignment_schema() {
  Schema<Misalignment> s("Random image shifts that stand for an imperfect alignment.");
  s.field("untilted", &Misalignment::untilted_A)
      .unit(units::angstrom)
      .range(0, 10000)
      .help("Root mean square length of the shift of an untilted view.");
  s.field("tilted", &Misalignment::tilted_A)
      .unit(units::angstrom)
      .range(0, 10000)
      .help(
          "Root mean square length of the shift of the most tilted view; in between it follows the sine of "
          "the tilt.");
  return s;
}

std::vector<Tilt> tilts_of(const ProjectParams& params, const Random& random) {
  // the small excess lets a step such as 0.1 reach `last`
  const auto count =
      static_cast<std::size_t>(std::floor((params.last_deg - params.first_deg) / params.step_deg + 1e-9)) + 1;
  std::vector<Tilt> tilts(count);
  double steepest = 0;
  for (std::size_t i = 0; i < count; ++i) {
    tilts[i].angle_deg =
        std::min(params.first_deg + static_cast<double>(i) * params.step_deg, params.last_deg);
    steepest = std::max(steepest, std::abs(std::sin(tilts[i].angle_deg * k_pi / 180)));
  }
  const Misalignment& shift = params.misalignment;
  for (std::size_t i = 0; i < count; ++i) {
    const double sine = std::abs(std::sin(tilts[i].angle_deg * k_pi / 180));
    const double grown = steepest > 0 ? sine / steepest : 0;
    const double rms_A = shift.untilted_A + (shift.tilted_A - shift.untilted_A) * grown;
    Random stream = random.child("misalignment").child(i);
    tilts[i].shift_x_A = rms_A / std::sqrt(2.0) * stream.normal();
    tilts[i].shift_y_A = rms_A / std::sqrt(2.0) * stream.normal();
  }
  return tilts;
}

std::vector<ViewPlan> plans_of(const GridSpec& grid, const std::vector<Tilt>& tilts) {
  const SliceGeometry geometry{grid.size.x, grid.size.z, grid.size.x, grid.voxel_A};
  std::vector<ViewPlan> plans;
  for (const Tilt& tilt : tilts) plans.push_back(plan_view(geometry, tilt.angle_deg, tilt.shift_x_A));
  return plans;
}

/// Rows [begin, end) of every image; each depends on one slice of the volume only.
void project_rows(const Dataset& in, const std::vector<ViewPlan>& plans, float sign,
                  const VoxelWindow<float>& images, std::size_t begin, std::size_t end, Progress& progress) {
  const Index3 size = in.grid.size;
  const bool any_along_z =
      std::any_of(plans.begin(), plans.end(), [](const ViewPlan& plan) { return plan.lines_along_z; });
  PaddedLines along_x(size.z, size.x);
  PaddedLines along_z(any_along_z ? size.x : 0, size.z);
  std::vector<float> row;
  for (std::size_t slice = begin; slice < end; ++slice) {
    const auto y = static_cast<std::int64_t>(slice);
    load_lines_along_x(in.voxels, in.grid, y, along_x);
    if (any_along_z) transpose(along_x, along_z);
    for (std::size_t v = 0; v < plans.size(); ++v) {
      float* pixels = images.row(y, static_cast<std::int64_t>(v));
      project_lines(plans[v], plans[v].lines_along_z ? along_z : along_x, row, pixels);
      for (std::int64_t x = 0; x < size.x; ++x) pixels[x] *= sign;
    }
    progress.next();
  }
}

/// The part of the shift that lies along the tilt axis; the other one is in the view's plan.
void shift_along_axis(float* image, const GridSpec& grid, double shift_A) {
  const Index3 size = grid.size;
  const std::vector<float> unshifted(image, image + size.x * size.y);
  for (std::int64_t y = 0; y < size.y; ++y)
    row_between(unshifted.data(), size.x, size.y, static_cast<double>(y) - shift_A / grid.voxel_A,
                image + y * size.x);
}

}  // namespace

Schema<ProjectParams> Project::schema() {
  Schema<ProjectParams> s("Projects a volume along a range of tilt angles about the y axis.");
  s.details(
      "Parallel rays by shear and stretch (Joseph, IEEE Trans. Med. Imaging 1, 1982); linear in the density, "
      "without optics.");
  s.field("first", &ProjectParams::first_deg)
      .unit(units::degree)
      .range(-90, 90)
      .help("Tilt angle of the first view; a positive angle moves high z towards +x.");
  s.field("last", &ProjectParams::last_deg)
      .unit(units::degree)
      .range(-90, 90)
      .help("Tilt angle that no view exceeds.");
  s.field("step", &ProjectParams::step_deg)
      .unit(units::degree)
      .range(0.01, 180)
      .help("Angle between one view and the next.");
  s.field("contrast", &ProjectParams::contrast)
      .choices({"dark", "bright"})
      .help("How protein looks in the images: dark as in a micrograph, or bright as in the density.");
  s.group("misalignment", &ProjectParams::misalignment, misalignment_schema())
      .help("Random image shifts, different in each view and recorded with it.");
  s.check("first must not be greater than last",
          [](const ProjectParams& p) { return p.first_deg <= p.last_deg; });
  return s;
}

void Project::run(const Dataset& in, AcquisitionOutput& out, RunContext& run) const {
  check_input(in);
  const Contrast contrast = params_.contrast == "dark" ? Contrast::protein_dark : Contrast::protein_bright;
  const float sign = contrast == in.contrast ? 1.0F : -1.0F;
  const std::vector<Tilt> tilts = tilts_of(params_, run.random());
  const std::vector<ViewPlan> plans = plans_of(in.grid, tilts);

  const Index3 size = in.grid.size;
  const GridSpec grid{{size.x, size.y, static_cast<std::int64_t>(tilts.size())}, in.grid.voxel_A};
  const VoxelWindow<float> images = out.allocate(grid, view(tilts), contrast);

  Progress progress(run, static_cast<std::size_t>(size.y));
  run.parallel_for(static_cast<std::size_t>(size.y), [&](std::size_t begin, std::size_t end) {
    project_rows(in, plans, sign, images, begin, end, progress);
  });
  run.parallel_for(tilts.size(), [&](std::size_t begin, std::size_t end) {
    for (std::size_t v = begin; v < end; ++v) {
      run.stop_if_cancelled();
      if (tilts[v].shift_y_A != 0)
        shift_along_axis(images.row(0, static_cast<std::int64_t>(v)), grid, tilts[v].shift_y_A);
    }
  });
}

}  // namespace cryocosm::tem
