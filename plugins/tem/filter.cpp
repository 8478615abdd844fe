// Raised-cosine gains; the transforms are the host's.
#include "filter.hpp"

#include <algorithm>
#include <cmath>

#include "input_checks.hpp"

namespace cryocosm::tem {
namespace {

/// 0 below 1 - softness, 1 above 1 + softness.
double rise(double ratio, double softness) {
  if (softness <= 0) return ratio >= 1 ? 1 : 0;
  const double t = std::clamp((ratio - 1) / softness, -1.0, 1.0);
  return 0.5 + 0.5 * std::sin(0.5 * k_pi * t);
}

}  // namespace

double filter_gain(const FilterParams& params, double frequency) {
  double gain = 1;
  if (params.low_pass_A > 0) gain *= 1 - rise(frequency * params.low_pass_A, params.softness);
  if (params.high_pass_A > 0) gain *= rise(frequency * params.high_pass_A, params.softness);
  return gain;
}

Schema<FilterParams> Filter::schema() {
  Schema<FilterParams> s("Low-pass filters images or volumes, and high-pass filters them when asked to.");
  s.details("A radial filter of the Fourier transform; the data count as periodic.");
  s.field("low_pass", &FilterParams::low_pass_A)
      .unit(units::angstrom)
      .range(0.1, 1e6)
      .required()
      .help("Details finer than this are taken away.");
  s.field("high_pass", &FilterParams::high_pass_A)
      .unit(units::angstrom)
      .range(0.1, 1e9)
      .optional()
      .help("Variations coarser than this are taken away, the mean with them.");
  s.field("softness", &FilterParams::softness)
      .unit(units::fraction)
      .range(0, 1)
      .help("Half the width of the edge, as a fraction of the frequency where it lies.");
  s.check("high_pass must be coarser than low_pass", [](const FilterParams& p) {
    return p.low_pass_A <= 0 || p.high_pass_A <= 0 || p.high_pass_A > p.low_pass_A;
  });
  return s;
}

void Filter::run(const Dataset& in, AcquisitionOutput& out, RunContext& run) const {
  check_input(in);
  const auto gain = [&](double frequency) { return filter_gain(params_, frequency); };
  const VoxelWindow<float> result = out.allocate(in.grid, in.tilts, in.contrast);
  const bool is_stack = in.kind == DataKind::tilt_series;
  const std::int64_t parts = is_stack ? in.grid.size.z : 1;
  Volume part{in.grid, {}};
  if (is_stack) part.grid.size.z = 1;
  const auto count = static_cast<std::int64_t>(part.grid.count());
  for (std::int64_t i = 0; i < parts; ++i) {  // the transforms use all threads themselves
    run.stop_if_cancelled();
    part.voxels.assign(in.voxels + i * count, in.voxels + (i + 1) * count);
    run.imaging().radial_filter(part, gain);
    std::copy(part.voxels.begin(), part.voxels.end(), result.data + i * count);
    run.progress(static_cast<std::size_t>(i + 1), static_cast<std::size_t>(parts));
  }
}

}  // namespace cryocosm::tem
