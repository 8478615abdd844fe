// Speed of the tem plugin at 500 x 500 x 200 voxels and 41 views, or 1000 x 1000 x 250 when
// CRYOCOSM_BENCH_LARGE is set; on one thread and on two.
#include <benchmark/benchmark.h>

#include <atomic>
#include <cmath>
#include <cstdlib>
#include <thread>

#include "cryocosm/testing.hpp"
#include "noise.hpp"
#include "project.hpp"
#include "reconstruct.hpp"

namespace cryocosm::tem {
namespace {

const GridSpec k_specimen = std::getenv("CRYOCOSM_BENCH_LARGE") != nullptr ? GridSpec{{1000, 1000, 250}, 10}
                                                                           : GridSpec{{500, 500, 200}, 10};
constexpr std::size_t k_views = 41;

/// Splits loops over threads, a few items at a time.
class ThreadedRun final : public RunContext {
 public:
  explicit ThreadedRun(std::size_t threads) : threads_(threads) {}
  Volumes& volumes() override { throw Error(Code::defect, "no volumes service"); }
  Imaging& imaging() override { throw Error(Code::defect, "no imaging service"); }
  void log(LogLevel, std::string_view) override {}
  void parallel_for(std::size_t n, FunctionRef<void(std::size_t, std::size_t)> body) override {
    constexpr std::size_t k_items = 8;
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
      for (std::size_t begin = next.fetch_add(k_items); begin < n; begin = next.fetch_add(k_items))
        body(begin, std::min(n, begin + k_items));
    };
    std::vector<std::thread> others;
    for (std::size_t i = 1; i < threads_; ++i) others.emplace_back(work);
    work();
    for (std::thread& other : others) other.join();
  }
  bool cancelled() const noexcept override { return false; }
  Random random() const override { return Random(1); }
  double draw(std::string_view, const Distribution& distribution) override { return distribution.a; }
  void progress(std::size_t, std::size_t) override {}
  std::string scratch_folder() override { return {}; }

 private:
  std::size_t threads_;
};

/// Keeps its memory between runs, so that page faults are not what is measured.
class ReusedOutput final : public AcquisitionOutput {
 public:
  VoxelWindow<float> allocate(const GridSpec& grid, Span<const Tilt> tilts, Contrast contrast) override {
    volume_.grid = grid;
    volume_.voxels.assign(grid.count(), 0.0F);
    tilts_.assign(tilts.begin(), tilts.end());
    contrast_ = contrast;
    return whole_window(volume_.voxels.data(), grid);
  }
  VoxelWindow<float> allocate_half(int) override { throw Error(Code::defect, "halves are not measured"); }
  Dataset dataset() const {
    return {DataKind::tilt_series, volume_.grid, volume_.voxels.data(), view(tilts_), contrast_, k_specimen};
  }

 private:
  Volume volume_;
  std::vector<Tilt> tilts_;
  Contrast contrast_ = Contrast::protein_bright;
};

const std::vector<float>& phantom() {
  static const std::vector<float> voxels = [] {
    std::vector<float> made(k_specimen.count());
    for (std::size_t i = 0; i < made.size(); ++i) made[i] = static_cast<float>(i % 97) / 97;
    return made;
  }();
  return voxels;
}

const Dataset& tilt_series() {
  static ReusedOutput output;
  static const Dataset series = [] {
    ThreadedRun run(2);
    Project(ProjectParams{})
        .run({DataKind::volume, k_specimen, phantom().data(), {}, {}, k_specimen}, output, run);
    return output.dataset();
  }();
  return series;
}

/// Voxel updates of one pass over all views.
const double k_updates = static_cast<double>(k_specimen.count()) * static_cast<double>(k_views);

void measure(benchmark::State& state, const AcquisitionStage& stage, const Dataset& in, double items) {
  ThreadedRun run(static_cast<std::size_t>(state.range(0)));
  ReusedOutput out;
  stage.run(in, out, run);  // touches all memory once
  for (auto _ : state) stage.run(in, out, run);
  state.counters["per_s"] =
      benchmark::Counter(items * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}

void project(benchmark::State& state) {
  measure(state, Project(ProjectParams{}),
          {DataKind::volume, k_specimen, phantom().data(), {}, {}, k_specimen}, k_updates);
}
void noise(benchmark::State& state) {
  measure(state, Noise(NoiseParams{}), tilt_series(), static_cast<double>(tilt_series().grid.count()));
}
void reconstruct(benchmark::State& state) {
  measure(state, Reconstruct(ReconstructParams{}), tilt_series(), k_updates);
}
/// Five iterations; the rate counts each as one pass, so half of it is that of projection and
/// back-projection.
void sirt(benchmark::State& state) {
  ReconstructParams params;
  params.method = "sirt";
  params.iterations = 5;
  measure(state, Reconstruct(params), tilt_series(), 5 * k_updates);
}
void imod(benchmark::State& state) {
  ReconstructParams params;
  params.filter = "imod";
  measure(state, Reconstruct(params), tilt_series(), k_updates);
}

/// What memory allows: reading one large array and writing another, as many bytes as the volume has.
void copy(benchmark::State& state) {
  ThreadedRun run(static_cast<std::size_t>(state.range(0)));
  std::vector<float> target(phantom().size());
  for (auto _ : state)
    run.parallel_for(target.size() / 1024, [&](std::size_t begin, std::size_t end) {
      std::copy(phantom().begin() + static_cast<std::ptrdiff_t>(begin * 1024),
                phantom().begin() + static_cast<std::ptrdiff_t>(end * 1024),
                target.begin() + static_cast<std::ptrdiff_t>(begin * 1024));
      benchmark::ClobberMemory();
    });
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * 8 *
                          static_cast<std::int64_t>(target.size()));
}

BENCHMARK(copy)->ArgName("threads")->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(project)->ArgName("threads")->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(noise)->ArgName("threads")->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(reconstruct)->ArgName("threads")->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(imod)->ArgName("threads")->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(sirt)->ArgName("threads")->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace cryocosm::tem
