// Speed of lens, misalignment and noise at the size of the paper: 41 views of 1000 x 1000 pixels.
#include <benchmark/benchmark.h>

#include "ctf.hpp"
#include "misalign.hpp"
#include "noise.hpp"
#include "tests/hosts.hpp"

namespace cryocosm::tem {
namespace {

const std::vector<Tilt>& tilts() {
  static const std::vector<Tilt> made = tilts_between(-60, 60, 3);
  return made;
}

/// Projections of a few V Å per pixel of `pixel_A`.
const Volume& projections(double pixel_A) {
  static Volume series = [] {
    Volume made{{{1000, 1000, 41}, 10}, std::vector<float>(41'000'000)};
    for (std::size_t i = 0; i < made.voxels.size(); ++i) made.voxels[i] = static_cast<float>(i % 97);
    return made;
  }();
  series.grid.voxel_A = pixel_A;
  return series;
}

void measure(benchmark::State& state, const AcquisitionStage& stage, const Dataset& in) {
  testing::KeptOutput out;
  for (auto _ : state) {
    SplitRun run(1, 1, static_cast<std::size_t>(state.range(0)));
    stage.run(in, out, run);
  }
  state.counters["pixels_per_s"] =
      benchmark::Counter(static_cast<double>(in.grid.count()) * static_cast<double>(state.iterations()),
                         benchmark::Counter::kIsRate);
}

void ctf(benchmark::State& state, const char* model, bool gradient, double pixel_A) {
  CtfParams params;
  params.model = model;
  params.gradient = gradient;
  measure(state, Ctf(params), dataset_of(projections(pixel_A), tilts(), {}));
}

void misalign(benchmark::State& state, double rotation_deg) {
  MisalignParams params;
  params.rotation_deg = rotation_deg;
  measure(state, Misalign(params), dataset_of(projections(10), tilts(), {}));
}

void noise_by_ratio(benchmark::State& state) {
  measure(state, Noise(NoiseParams{}), dataset_of(projections(10), tilts(), {}));
}

void noise_by_dose(benchmark::State& state, bool with_everything) {
  NoiseParams params;
  params.mode = "dose";
  params.dose.damage = with_everything;
  if (with_everything) {
    params.dose.detector.model = "parametric";
    params.dose.ice.thickness_A = 2000;
  }
  std::vector<Tilt> seen = tilts();
  for (Tilt& tilt : seen) tilt.voltage_kV = 300;
  Volume contrast = projections(10);
  for (float& pixel : contrast.voxels) pixel = 0.001F * pixel - 0.05F;
  measure(state, Noise(params), dataset_of(contrast, seen, {}));
}

void on_threads(benchmark::internal::Benchmark* b) {
  b->ArgName("threads")->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);
}
BENCHMARK_CAPTURE(ctf, weak_phase, "weak_phase", false, 10.0)->Apply(on_threads);
BENCHMARK_CAPTURE(ctf, weak_phase_gradient, "weak_phase", true, 10.0)->Apply(on_threads);
BENCHMARK_CAPTURE(ctf, weak_phase_gradient_at_4_A, "weak_phase", true, 4.0)->Apply(on_threads);
BENCHMARK_CAPTURE(ctf, phase_object_gradient, "phase_object", true, 10.0)->Apply(on_threads);
BENCHMARK_CAPTURE(misalign, shifts, 0.0)->Apply(on_threads);
BENCHMARK_CAPTURE(misalign, shifts_and_rotations, 0.3)->Apply(on_threads);
BENCHMARK(noise_by_ratio)->Apply(on_threads);
BENCHMARK_CAPTURE(noise_by_dose, ideal, false)->Apply(on_threads);
BENCHMARK_CAPTURE(noise_by_dose, detector_ice_damage, true)->Apply(on_threads);

}  // namespace
}  // namespace cryocosm::tem
