// The reconstruction stage: images are made ready, then each slice along the tilt axis is made alone.
#include "reconstruct.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "aligned_images.hpp"
#include "back_projection.hpp"
#include "bin.hpp"
#include "cryocosm/error.hpp"
#include "input_checks.hpp"
#include "progress.hpp"
#include "row_shift.hpp"
#include "sirt.hpp"

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

/// The images as the geometry wants them, and the memory of those that had to be changed.
struct Prepared {
  Dataset images;
  AlignedImages aligned;
  Volume binned;
  std::vector<Tilt> tilts;
};

/// What the alignment is taken to be: the truth, or that the stage's angles are right and nothing moved.
std::vector<Tilt> assumed_tilts(const Dataset& in, bool exact) {
  std::vector<Tilt> tilts(in.tilts.begin(), in.tilts.end());
  if (exact) return tilts;
  for (Tilt& tilt : tilts) {
    tilt.angle_deg += tilt.angle_error_deg;
    tilt.shift_x_A = tilt.shift_y_A = tilt.rotation_deg = 0;
    tilt.magnification = 1;
  }
  return tilts;
}

void prepare(const Dataset& in, const ReconstructParams& params, RunContext& run, Prepared& prepared) {
  prepared.images = in;
  prepared.tilts = assumed_tilts(in, params.alignment == "exact");
  prepared.images.tilts = view(prepared.tilts);
  if (needs_resampling(prepared.images.tilts)) {
    prepared.aligned = aligned_images(prepared.images, run);
    prepared.images.voxels = prepared.aligned.voxels.data();
    prepared.images.tilts = view(prepared.aligned.tilts);
  }
  if (params.ctf_correction.method != "none") {
    correct_ctf(prepared.images, params.ctf_correction, prepared.aligned.voxels, run);
    prepared.images.voxels = prepared.aligned.voxels.data();
  }
  if (params.binning > 1) {
    prepared.binned = binned(prepared.images, params.binning, run);
    prepared.images.voxels = prepared.binned.voxels.data();
    prepared.images.grid = prepared.binned.grid;
    prepared.aligned.voxels = {};
  }
}

Schema<CtfCorrectionParams> ctf_correction_schema() {
  Schema<CtfCorrectionParams> s("What is done about the contrast transfer function.");
  s.field("method", &CtfCorrectionParams::method)
      .choices({"none", "phase_flip", "wiener"})
      .help("Nothing, turning the phases where contrast is reversed, or a Wiener filter.");
  s.field("snr", &CtfCorrectionParams::snr)
      .range(1e-6, 1e6)
      .help("Ratio of the power of signal to that of noise for the Wiener filter; more restores more.");
  return s;
}

double mean_of(const Dataset& in) {
  double mean = 0;
  const auto pixels = static_cast<std::size_t>(in.grid.size.x * in.grid.size.y);
  for (std::size_t v = 0; v < in.tilts.size; ++v) {
    double sum = 0;
    for (std::size_t i = 0; i < pixels; ++i) sum += static_cast<double>(in.voxels[v * pixels + i]);
    mean += sum / static_cast<double>(pixels) / static_cast<double>(in.tilts.size);
  }
  return mean;
}

/// Rows of all views for one slice, and one more that is empty when their number is odd.
std::vector<std::vector<float>> row_buffers(const Dataset& in) {
  return std::vector<std::vector<float>>(in.tilts.size + in.tilts.size % 2,
                                         std::vector<float>(static_cast<std::size_t>(in.grid.size.x)));
}

void load_rows(const Dataset& in, std::int64_t y, std::vector<std::vector<float>>& rows) {
  const Index3 size = in.grid.size;
  for (std::size_t v = 0; v < in.tilts.size; ++v)
    row_between(in.voxels + static_cast<std::int64_t>(v) * size.x * size.y, size.x, size.y,
                static_cast<double>(y) + in.tilts[v].shift_y_A / in.grid.voxel_A, rows[v].data());
  // the odd view's companion must not carry the rounding of an earlier slice into this one
  if (rows.size() > in.tilts.size) std::fill(rows.back().begin(), rows.back().end(), 0.0F);
}

void back_project(const Dataset& in, const WeightingParams& params, const ViewSet& views, RunContext& run,
                  const VoxelWindow<float>& tomogram) {
  RowFilter filter(in.grid.size.x, padding_of(params));
  Weighting weighting = make_weighting(params, filter.length(), in.grid.voxel_A,
                                       static_cast<double>(views.depth) * in.grid.voxel_A, in.tilts);
  const double edge = params.filter == "imod" ? 0.2 * mean_of(in) : 0;
  const BackProjection projection(views, std::move(filter), std::move(weighting), in.grid.voxel_A, edge);
  Progress progress(run, static_cast<std::size_t>(tomogram.size.y));
  run.parallel_for(static_cast<std::size_t>(tomogram.size.y), [&](std::size_t begin, std::size_t end) {
    BackProjection::Work work(views);
    auto rows = row_buffers(in);
    for (auto y = static_cast<std::int64_t>(begin); y < static_cast<std::int64_t>(end); ++y) {
      load_rows(in, y, rows);
      projection.run(rows, work, tomogram.row(y, 0), tomogram.stride_z);
      progress.next();
    }
  });
}

void iterate(const Dataset& in, std::int64_t iterations, const ViewSet& views, RunContext& run,
             const VoxelWindow<float>& tomogram) {
  const Sirt sirt(views);
  Progress progress(run, static_cast<std::size_t>(tomogram.size.y));
  run.parallel_for(static_cast<std::size_t>(tomogram.size.y), [&](std::size_t begin, std::size_t end) {
    Sirt::Work work(views);
    auto rows = row_buffers(in);
    for (auto y = static_cast<std::int64_t>(begin); y < static_cast<std::int64_t>(end); ++y) {
      load_rows(in, y, rows);
      sirt.run(rows, iterations, work, [&] { run.stop_if_cancelled(); });
      for (std::int64_t z = 0; z < views.depth; ++z)
        std::copy_n(work.slice.line(z), tomogram.size.x, tomogram.row(y, z));
      progress.next();
    }
  });
}

}  // namespace

Schema<ReconstructParams> Reconstruct::schema() {
  Schema<ReconstructParams> s("Reconstructs a tomogram by weighted back-projection or SIRT.");
  s.details(
      "Filtered back-projection with the band-limited ramp of Kak and Slaney (Principles of Computerized "
      "Tomographic Imaging, 1988), or simultaneous iterations; no correction of the missing wedge.");
  s.field("method", &ReconstructParams::method)
      .choices({"wbp", "sirt"})
      .help("Weighted back-projection, or iterations that compare projections with the images.");
  s.field("filter", &ReconstructParams::filter)
      .choices({"ramp", "hamming", "exact", "imod", "sirt-like", "none"})
      .help(
          "Weighting of spatial frequencies in back-projection: ramp recovers the density, hamming damps its "
          "high "
          "frequencies, exact suits any set of angles, imod gives the values of IMOD's tilt, sirt-like looks "
          "like "
          "some iterations of SIRT, none gives the mean of the line integrals.");
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
  s.field("iterations", &ReconstructParams::iterations)
      .range(1, 1000)
      .help("Iterations of SIRT, or those that the filter sirt-like stands for.");
  s.field("alignment", &ReconstructParams::alignment)
      .choices({"exact", "none"})
      .help(
          "Whether the recorded shifts, turns, magnifications and true angles are used, or left in as errors "
          "of "
          "the alignment.");
  s.group("ctf_correction", &ReconstructParams::ctf_correction, ctf_correction_schema())
      .help("What is done about the contrast transfer function, along the tilted specimen.");
  s.field("thickness", &ReconstructParams::thickness_A)
      .unit(units::angstrom)
      .range(0.1, 1e6)
      .optional()
      .help("Thickness of the tomogram, centred on the specimen; that of the specimen when not given.");
  s.field("binning", &ReconstructParams::binning)
      .range(1, 64)
      .help("Pixels along each side of the images that are averaged to one before the reconstruction.");
  return s;
}

void Reconstruct::run(const Dataset& in, AcquisitionOutput& out, RunContext& run) const {
  check_input(in);
  Prepared prepared;
  prepare(in, params_, run, prepared);
  const Dataset& images = prepared.images;
  const std::int64_t depth = depth_of(images, params_.thickness_A);
  const ViewSet views = plan_views(images.grid, depth, images.tilts);
  const VoxelWindow<float> tomogram = out.allocate(
      {{images.grid.size.x, images.grid.size.y, depth}, images.grid.voxel_A}, in.tilts, in.contrast);
  if (params_.method == "sirt")
    iterate(images, params_.iterations, views, run, tomogram);
  else
    back_project(images, {params_.filter, params_.cutoff, params_.falloff, params_.iterations}, views, run,
                 tomogram);
}

}  // namespace cryocosm::tem
