// Mode "dose": doses in the order of acquisition, and the electrons of each view.
#include <algorithm>

#include "counting.hpp"
#include "cryocosm/error.hpp"
#include "noise.hpp"
#include "progress.hpp"

namespace cryocosm::tem {
namespace {

void check_contrast(Span<const Tilt> tilts) {
  for (std::size_t v = 0; v < tilts.size; ++v)
    if (tilts[v].voltage_kV <= 0)
      throw DataError("image " + std::to_string(v) + " of the tilt series is not what a microscope shows",
                      "put tem.ctf before tem.noise; a defocus of 0 with a phase shift of 90 deg is the "
                      "perfect phase plate");
}

/// Electrons that reach each view's pixels through the ice alone.
std::vector<ViewExposure> exposures_of(const DoseParams& params, const std::vector<Tilt>& tilts,
                                       double pixel_A) {
  std::vector<ViewExposure> exposures;
  for (std::size_t v = 0; v < tilts.size(); ++v) {
    const Tilt& tilt = tilts[v];
    ViewExposure exposure;
    exposure.electrons = tilt.dose_e_per_A2 * pixel_A * pixel_A * passing_ice(params.ice, tilt.angle_deg);
    constexpr double k_hopeless = 1e-6, k_most = 1e6;
    if (exposure.electrons < k_hopeless || exposure.electrons > k_most)
      throw DataError(
          "the pixels of image " + std::to_string(v) + " would get " + number_text(exposure.electrons) +
              " electrons each",
          "choose another dose or thickness of ice: from 1e-06 to 1e+06 electrons can be counted");
    exposure.ice_rad =
        ice_deviation_V_A(params.ice, tilt.angle_deg, pixel_A) * interaction_rad_per_V_A(tilt.voltage_kV);
    exposure.is_damaged = params.damage;
    exposures.push_back(exposure);
  }
  return exposures;
}

/// counts / mean - 1, in place.
void to_contrast(float* counts, std::size_t pixels, double mean) {
  const auto scale = static_cast<float>(1 / mean);
  std::transform(counts, counts + pixels, counts, [&](float count) { return count * scale - 1; });
}

}  // namespace

void Noise::count_electrons(const Dataset& in, AcquisitionOutput& out, RunContext& run) const {
  check_contrast(in.tilts);
  std::vector<Tilt> tilts(in.tilts.begin(), in.tilts.end());
  assign_doses(tilts, run.draw("total", params_.dose.total_e_per_A2), params_.dose.growth,
               params_.dose.per_view_e_per_A2);
  const std::vector<ViewExposure> exposures = exposures_of(params_.dose, tilts, in.grid.voxel_A);

  const Index3 size = in.grid.size;
  const auto pixels = static_cast<std::size_t>(size.x * size.y);
  const VoxelWindow<float> images = out.allocate(in.grid, view(tilts), in.contrast);
  std::vector<VoxelWindow<float>> halves;
  for (int half = 0; params_.halves && half < 2; ++half) halves.push_back(out.allocate_half(half));
  Progress progress(run, tilts.size());
  run.parallel_for(tilts.size(), [&](std::size_t begin, std::size_t end) {
    ViewCounter counter(size.x, size.y, in.grid.voxel_A, detector_);
    for (std::size_t v = begin; v < end; ++v) {
      const auto z = static_cast<std::int64_t>(v);
      std::vector<float*> frames;
      for (const VoxelWindow<float>& half : halves) frames.push_back(half.row(0, z));
      if (frames.empty()) frames.push_back(images.row(0, z));
      counter.count(in.voxels + v * pixels, tilts[v], exposures[v], run.random().child(v), frames, run);
      for (std::size_t i = 0; params_.halves && i < pixels; ++i)
        images.row(0, z)[i] = frames[0][i] + frames[1][i];
      if (params_.dose.output == "contrast") {
        const double mean = exposures[v].electrons * detector_.dqe();
        to_contrast(images.row(0, z), pixels, mean);
        for (const VoxelWindow<float>& half : halves) to_contrast(half.row(0, z), pixels, mean / 2);
      }
      progress.next();
    }
  });
}

}  // namespace cryocosm::tem
