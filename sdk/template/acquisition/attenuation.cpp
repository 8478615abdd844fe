// Contrast of each view, scaled by the electrons that are left to make it.
#include "attenuation.hpp"

#include <cmath>

#include "cryocosm/run_context.hpp"

namespace @NAME@ {

using namespace cryocosm;

double transmission(double thickness_A, double mean_free_path_A, double angle_deg) {
  const double path_A = thickness_A / std::abs(std::cos(angle_deg * k_pi / 180));
  return std::exp(-path_A / mean_free_path_A);
}

Schema<AttenuationParams> Attenuation::schema() {
  Schema<AttenuationParams> s("Loss of contrast with the thickness of ice that the beam crosses.");
  s.field("mean_free_path", &AttenuationParams::mean_free_path_A)
      .unit(units::angstrom)
      .range(100, 100000)
      .help("Inelastic mean free path of the electrons in ice.");
  s.field("extra_ice", &AttenuationParams::extra_ice_A)
      .unit(units::angstrom)
      .range(0, 10000)
      .help("Thickness of ice above and below the phantom, together.");
  return s;
}

Ports Attenuation::ports() const { return {DataKind::tilt_series, DataKind::tilt_series}; }

void Attenuation::run(const Dataset& in, AcquisitionOutput& out, RunContext& run) const {
  const double thickness_A =
      static_cast<double>(in.specimen.size.z) * in.specimen.voxel_A + params_.extra_ice_A;
  const VoxelWindow<float> result = out.allocate(in.grid, in.tilts, in.contrast);

  run.parallel_for(in.tilts.size, [&](std::size_t begin, std::size_t end) {
    for (std::size_t tilt = begin; tilt < end; ++tilt) {
      run.stop_if_cancelled();
      const double angle_deg = in.tilts[tilt].angle_deg;
      const auto gain = static_cast<float>(transmission(thickness_A, params_.mean_free_path_A, angle_deg));
      const auto z = static_cast<std::int64_t>(tilt);
      for (std::int64_t y = 0; y < in.grid.size.y; ++y) {
        const float* const from = in.voxels + (z * in.grid.size.y + y) * in.grid.size.x;
        float* const to = result.row(y, z);
        for (std::int64_t x = 0; x < in.grid.size.x; ++x) to[x] = gain * from[x];
      }
    }
  });
}

}  // namespace @NAME@
