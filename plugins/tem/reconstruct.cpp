// The reconstruction stage: rows are filtered, spread and gathered slice by slice along the tilt axis.
#include "reconstruct.hpp"

#include <algorithm>
#include <cmath>

#include "angular_weights.hpp"
#include "cryocosm/error.hpp"
#include "input_checks.hpp"
#include "progress.hpp"
#include "row_filter.hpp"
#include "row_shift.hpp"
#include "slice_kernel.hpp"

namespace cryocosm::tem {
namespace {

/// Voxels along z: the whole number nearest to the wanted thickness that is odd or even as the specimen's,
/// so that the tomogram's voxels lie on the specimen's.
std::int64_t depth_of(const Dataset& in, double thickness_A) {
  if (thickness_A <= 0) {
    if (in.specimen.size.z < 1)
      throw DataError("the tilt series does not say how thick its specimen is",
                      "set the parameter thickness");
    thickness_A = static_cast<double>(in.specimen.size.z) * in.specimen.voxel_A;
  }
  const std::int64_t odd = in.specimen.size.z % 2;
  const double wanted = thickness_A / in.grid.voxel_A;
  const auto pairs = static_cast<std::int64_t>(std::round((wanted - static_cast<double>(odd)) / 2));
  return std::max(odd + 2 * pairs, odd == 1 ? std::int64_t{1} : std::int64_t{2});
}

/// All that is the same for every slice.
struct Setup {
  const Dataset& in;
  std::int64_t depth;
  bool aligned;  ///< the recorded shifts are undone
  RowFilter filter;
  std::vector<ViewPlan> plans;
  std::vector<float> scales;                ///< from a filtered pixel to its share of the density
  std::vector<std::size_t> with_x, with_z;  ///< views whose lines run along x, along z
};

Setup set_up(const Dataset& in, const ReconstructParams& params) {
  const GridSpec& grid = in.grid;
  Setup setup{in,
              depth_of(in, params.thickness_A),
              params.alignment == "exact",
              RowFilter(grid.size.x, grid.voxel_A, {params.filter == "ramp", params.cutoff, params.falloff}),
              {},
              {},
              {},
              {}};
  std::vector<double> weights = angular_weights(in.tilts);
  if (params.filter == "none") {  // a mean of the views instead of an integral over the angle
    double sum = 0;
    for (const double weight : weights) sum += weight;
    for (double& weight : weights) weight /= sum;
  }
  for (std::size_t v = 0; v < in.tilts.size; ++v) {
    const double shift_A = setup.aligned ? in.tilts[v].shift_x_A : 0;
    setup.plans.push_back(plan_view({grid.size.x, setup.depth, grid.size.x, grid.voxel_A, grid.voxel_A},
                                    in.tilts[v].angle_deg, shift_A));
    // the plan's weights hold a factor voxel_A; back-projection interpolates without it
    setup.scales.push_back(static_cast<float>(weights[v] / grid.voxel_A));
    (setup.plans.back().lines_along_z ? setup.with_z : setup.with_x).push_back(v);
  }
  return setup;
}

/// Buffers of one thread.
struct Work {
  explicit Work(const Setup& setup)
      : pixels(setup.plans.size() + setup.plans.size() % 2,  // rows are filtered in pairs
               std::vector<float>(static_cast<std::size_t>(setup.in.grid.size.x))),
        rows(setup.plans.size()),
        along_z(setup.with_z.empty() ? 0 : setup.in.grid.size.x, setup.depth) {}

  std::vector<std::vector<float>> pixels, rows;
  PaddedLines along_z;
  RowFilter::Scratch scratch;
};

void load_pixels(const Setup& setup, std::int64_t y, Work& work) {
  const Dataset& in = setup.in;
  const Index3 size = in.grid.size;
  for (std::size_t v = 0; v < in.tilts.size; ++v) {
    const double shift = setup.aligned ? in.tilts[v].shift_y_A / in.grid.voxel_A : 0;
    row_between(in.voxels + static_cast<std::int64_t>(v) * size.x * size.y, size.x, size.y,
                static_cast<double>(y) + shift, work.pixels[v].data());
  }
  // the odd view's companion must not carry the rounding of an earlier slice into this one
  if (work.pixels.size() > in.tilts.size)
    std::fill(work.pixels.back().begin(), work.pixels.back().end(), 0.0F);
}

/// Adds what the views of one group give to the lines 0 .. line_count-1, whose memory `line(k)` names.
template <class Line>
void gather_lines(const Setup& setup, const std::vector<std::size_t>& views, const Work& work, Line line) {
  if (views.empty()) return;
  std::vector<const ViewPlan*> plans;
  std::vector<const std::vector<float>*> rows;
  for (const std::size_t v : views) {
    plans.push_back(&setup.plans[v]);
    rows.push_back(&work.rows[v]);
  }
  for (std::int64_t k = 0; k < plans.front()->line_count; ++k)
    gather_line(view(plans), view(rows), k, line(k));
}

void reconstruct_slice(const Setup& setup, std::int64_t y, Work& work, const VoxelWindow<float>& tomogram) {
  load_pixels(setup, y, work);
  for (std::size_t v = 0; v < work.pixels.size(); v += 2)
    setup.filter.apply(work.pixels[v].data(), work.pixels[v + 1].data(), work.scratch);
  for (std::size_t v = 0; v < setup.plans.size(); ++v)
    spread_pixels(setup.plans[v], work.pixels[v].data(), setup.scales[v], work.rows[v]);

  gather_lines(setup, setup.with_x, work, [&](std::int64_t z) { return tomogram.row(y, z); });
  if (setup.with_z.empty()) return;
  work.along_z.clear();
  gather_lines(setup, setup.with_z, work, [&](std::int64_t x) { return work.along_z.line(x); });
  for (std::int64_t z = 0; z < setup.depth; ++z) {
    float* row = tomogram.row(y, z);
    for (std::int64_t x = 0; x < setup.in.grid.size.x; ++x) row[x] += work.along_z.line(x)[z];
  }
}

}  // namespace

Schema<ReconstructParams> Reconstruct::schema() {
  Schema<ReconstructParams> s("Reconstructs a tomogram by weighted back-projection.");
  s.details(
      "Filtered back-projection with the band-limited ramp of Kak and Slaney (Principles of Computerized "
      "Tomographic Imaging, 1988); no correction of the missing wedge.");
  s.field("filter", &ReconstructParams::filter)
      .choices({"ramp", "none"})
      .help(
          "Weighting of spatial frequencies: ramp recovers the density, none gives the mean of the line "
          "integrals.");
  s.field("cutoff", &ReconstructParams::cutoff)
      .unit(units::fraction)
      .range(0.01, 1)
      .help("Frequency where the low-pass window begins to fall, as a fraction of the Nyquist frequency.");
  s.field("falloff", &ReconstructParams::falloff)
      .unit(units::fraction)
      .range(0, 1)
      .help(
          "Standard deviation of the Gaussian fall beyond the cutoff, as a fraction of the Nyquist "
          "frequency.");
  s.field("alignment", &ReconstructParams::alignment)
      .choices({"exact", "none"})
      .help("Whether the recorded image shifts are undone, or left in as errors of the alignment.");
  s.field("thickness", &ReconstructParams::thickness_A)
      .unit(units::angstrom)
      .range(0.1, 1e6)
      .optional()
      .help("Thickness of the tomogram, centred on the specimen; that of the specimen when not given.");
  return s;
}

void Reconstruct::run(const Dataset& in, AcquisitionOutput& out, RunContext& run) const {
  check_input(in);
  const Setup setup = set_up(in, params_);
  const Index3 size = in.grid.size;
  const VoxelWindow<float> tomogram =
      out.allocate({{size.x, size.y, setup.depth}, in.grid.voxel_A}, in.tilts, in.contrast);

  Progress progress(run, static_cast<std::size_t>(size.y));
  run.parallel_for(static_cast<std::size_t>(size.y), [&](std::size_t begin, std::size_t end) {
    Work work(setup);
    for (std::size_t y = begin; y < end; ++y) {
      reconstruct_slice(setup, static_cast<std::int64_t>(y), work, tomogram);
      progress.next();
    }
  });
}

}  // namespace cryocosm::tem
