// Gains of the correction, view by view.
#include "ctf_correction.hpp"

#include <algorithm>
#include <cmath>

#include "cryocosm/error.hpp"
#include "view_strips.hpp"

namespace cryocosm::tem {
namespace {

void check_optics(Span<const Tilt> tilts) {
  for (std::size_t v = 0; v < tilts.size; ++v)
    if (tilts[v].voltage_kV <= 0)
      throw DataError("no contrast transfer function is recorded for image " + std::to_string(v) +
                          ", so there is none to correct",
                      "put tem.ctf before, or set ctf_correction.method to none");
}

/// Inverse filters carry detail farther than the lens did. At a zero of C, whose slope is 2 pi times the
/// lens's reach, the Wiener gain is a peak of width 1/sqrt(snr) in C: its kernel falls by e each reach *
/// sqrt(snr). Where the phase is flipped the image has nothing, and the product falls as a power of distance.
double spread_of(const CtfCorrectionParams& params) {
  constexpr double k_of_flipping = 4, k_lengths = 4;
  return params.method == "wiener" ? 1 + k_lengths * std::sqrt(params.snr) : k_of_flipping;
}

}  // namespace

void correct_ctf(const Dataset& in, const CtfCorrectionParams& params, std::vector<float>& corrected,
                 RunContext& run) {
  check_optics(in.tilts);
  const ViewLayout layout{in.grid.size.x, in.grid.size.y, in.grid.voxel_A, true, spread_of(params)};
  const bool flip = params.method == "phase_flip";
  const double noise = 1 / params.snr;
  corrected.resize(in.grid.count());
  const std::int64_t pixels = layout.width * layout.height;
  run.parallel_for(in.tilts.size, [&](std::size_t begin, std::size_t end) {
    std::vector<float> result(static_cast<std::size_t>(pixels));
    for (auto v = static_cast<std::int64_t>(begin); v < static_cast<std::int64_t>(end); ++v) {
      const Tilt& tilt = in.tilts[static_cast<std::size_t>(v)];
      const Lens lens(tilt, {});
      filter_in_strips(
          layout, tilt, lens, in.voxels + v * pixels, result.data(),
          [&](Patch& patch, double defocus_A) {
            multiply_spectrum(patch, layout.pixel_A, [&](double kx, double ky) {
              const double transfer = lens.contrast(kx, ky, defocus_A) / -2;
              if (flip) return transfer < 0 ? -1.0 : 1.0;
              return transfer / (transfer * transfer + noise);
            });
          },
          run);
      std::copy(result.begin(), result.end(), corrected.begin() + v * pixels);
    }
  });
}

}  // namespace cryocosm::tem
