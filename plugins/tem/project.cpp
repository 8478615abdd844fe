// The projection stage: angles, images, and the loop over rows.
#include "project.hpp"

#include <algorithm>
#include <cmath>

#include "input_checks.hpp"
#include "progress.hpp"
#include "slice_blend.hpp"
#include "slice_kernel.hpp"
#include "tilt_scheme.hpp"

namespace cryocosm::tem {
namespace {

/// Size of the images; as many voxels as it takes to cover the volume when pixels differ from voxels.
GridSpec image_grid(const ProjectParams& params, const GridSpec& volume, std::size_t views) {
  const double pixel_A = params.pixel_A > 0 ? params.pixel_A : volume.voxel_A;
  const auto covering = [&](std::int64_t voxels) {
    return std::max<std::int64_t>(1, std::llround(static_cast<double>(voxels) * volume.voxel_A / pixel_A));
  };
  return {{params.width > 0 ? params.width : covering(volume.size.x),
           params.height > 0 ? params.height : covering(volume.size.y), static_cast<std::int64_t>(views)},
          pixel_A};
}

/// What every row needs to know.
struct Setup {
  const Dataset& in;
  std::vector<ViewPlan> plans;
  std::vector<SliceBlend> blends;  ///< one for each row
  float sign = 1;
  bool any_along_z = false;
};

Setup set_up(const Dataset& in, const GridSpec& image, const std::vector<Tilt>& tilts, float sign) {
  const GridSpec& volume = in.grid;
  Setup setup{in, {}, plan_blends(volume.size.y, volume.voxel_A, image.size.y, image.voxel_A), sign, false};
  const SliceGeometry geometry{volume.size.x, volume.size.z, image.size.x, volume.voxel_A, image.voxel_A};
  for (const Tilt& tilt : tilts) {
    setup.plans.push_back(plan_view(geometry, tilt.angle_deg, 0));
    setup.any_along_z = setup.any_along_z || setup.plans.back().lines_along_z;
  }
  return setup;
}

/// Rows [begin, end) of every image; each depends on few slices of the volume.
void project_rows(const Setup& setup, const VoxelWindow<float>& images, std::size_t begin, std::size_t end,
                  Progress& progress) {
  const Index3 size = setup.in.grid.size;
  PaddedLines along_x(size.z, size.x);
  PaddedLines along_z(setup.any_along_z ? size.x : 0, size.z);
  std::vector<float> row;
  for (std::size_t y = begin; y < end; ++y) {
    load_blend(setup.in.voxels, setup.in.grid, setup.blends[y], along_x);
    if (setup.any_along_z) transpose(along_x, along_z);
    for (std::size_t v = 0; v < setup.plans.size(); ++v) {
      float* pixels = images.row(static_cast<std::int64_t>(y), static_cast<std::int64_t>(v));
      project_lines(setup.plans[v], setup.plans[v].lines_along_z ? along_z : along_x, row, pixels);
      for (std::int64_t x = 0; x < images.size.x; ++x) pixels[x] *= setup.sign;
    }
    progress.next();
  }
}

}  // namespace

std::vector<Tilt> tilts_of(const ProjectParams& params) {
  std::vector<double> angles_deg = params.angles_deg;
  if (!params.angle_file.path.empty()) angles_deg = read_tilt_angles(params.angle_file.path);
  if (angles_deg.empty()) angles_deg = angles_between(params.first_deg, params.last_deg, params.step_deg);
  const auto places = acquisition_order(angles_deg, params.scheme, params.start_deg, params.group);
  std::vector<Tilt> tilts(angles_deg.size());
  for (std::size_t i = 0; i < tilts.size(); ++i) {
    tilts[i].angle_deg = angles_deg[i];
    tilts[i].acquired = places[i];
  }
  return tilts;
}

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
  s.field("angles", &ProjectParams::angles_deg)
      .unit(units::degree)
      .range(-90, 90)
      .optional()
      .help("A list of angles, instead of the range from first to last.");
  s.field("angle_file", &ProjectParams::angle_file)
      .optional()
      .help("A file of angles (.tlt, one for each view), instead of the range from first to last.");
  s.field("scheme", &ProjectParams::scheme)
      .choices({"continuous", "bidirectional", "dose-symmetric"})
      .help(
          "Order of acquisition: as the angles are listed, from the start to the highest and then to the "
          "lowest, or from the start to both sides in turn.");
  s.field("start", &ProjectParams::start_deg)
      .unit(units::degree)
      .range(-90, 90)
      .help("Where a bidirectional or dose-symmetric series begins: with the view nearest to this angle.");
  s.field("group", &ProjectParams::group)
      .range(1, 1000)
      .help("Views that a dose-symmetric series takes on one side before it turns to the other.");
  s.field("pixel", &ProjectParams::pixel_A)
      .unit(units::angstrom)
      .range(0.01, 10000)
      .optional()
      .help("Pixel size of the detector at the specimen; the volume's voxel size when not given.");
  s.field("width", &ProjectParams::width)
      .range(1, 100000)
      .optional()
      .help("Pixels of an image along x; as many as cover the volume when not given.");
  s.field("height", &ProjectParams::height)
      .range(1, 100000)
      .optional()
      .help("Pixels of an image along y, the tilt axis; as many as cover the volume when not given.");
  s.field("contrast", &ProjectParams::contrast)
      .choices({"dark", "bright"})
      .help("How protein looks in the images: dark as in a micrograph, or bright as in the density.");
  s.check("give angles or angle_file, not both",
          [](const ProjectParams& p) { return p.angles_deg.empty() || p.angle_file.path.empty(); });
  s.check("first must not be greater than last",
          [](const ProjectParams& p) { return p.first_deg <= p.last_deg; });
  return s;
}

void Project::run(const Dataset& in, AcquisitionOutput& out, RunContext& run) const {
  check_input(in);
  const Contrast contrast = params_.contrast == "dark" ? Contrast::protein_dark : Contrast::protein_bright;
  const GridSpec grid = image_grid(params_, in.grid, tilts_.size());
  const Setup setup = set_up(in, grid, tilts_, contrast == in.contrast ? 1.0F : -1.0F);
  const VoxelWindow<float> images = out.allocate(grid, view(tilts_), contrast);

  Progress progress(run, setup.blends.size());
  run.parallel_for(setup.blends.size(), [&](std::size_t begin, std::size_t end) {
    project_rows(setup, images, begin, end, progress);
  });
}

}  // namespace cryocosm::tem
