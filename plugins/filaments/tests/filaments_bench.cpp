// Speed of placing and painting filaments: 7 % of an actin network and microtubules (figure 5 of the paper)
// in volumes of N x 500 x 200 voxels of 10 A, for branching probabilities in per cent. Time per unit should
// not depend on N.
#include <benchmark/benchmark.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <thread>

#include "config/pipeline_spec.hpp"
#include "imaging/imaging.hpp"
#include "painting/painter.hpp"
#include "pipeline/plan.hpp"

namespace cryocosm {
namespace {

namespace fs = std::filesystem;

/// A pipeline as a user would write it, with the plugins of this build.
struct Network {
  Kernel kernel;
  std::unique_ptr<Volumes> volumes = make_volumes();
  std::unique_ptr<Imaging> imaging = make_imaging();
  Host host;
  PipelineSpec spec;
  Plan plan;

  Network(std::int64_t width, std::int64_t branching_percent) {
    kernel.load(default_search_path({}, {CRYOCOSM_BUILT_PLUGINS}));
    host.volumes = volumes.get();
    host.imaging = imaging.get();
    host.threads = static_cast<int>(std::thread::hardware_concurrency());
    const fs::path file = fs::temp_directory_path() / "filaments_bench.json";
    std::ofstream(file) << R"({"cryocosm": 1, "seed": 1, "volume": {"size": [)" << width
                        << R"(, 500, 200], "voxel": "10 A"}, "structures": [
      {"name": "microtubule", "use": "filaments.microtubule", "occupancy": "0.7 %"},
      {"name": "actin", "use": "filaments.actin", "occupancy": "6.3 %", "params": {"min_units": 8},
       "place": {"use": "filaments.network", "params": {"branching": ")"
                        << branching_percent << R"( %"}}}], "export": ["exporters.particles"]})";
    spec = read_pipeline(kernel, file);
    fs::remove(file);
    plan = make_plan(spec, kernel, host);
  }

  PlacementHooks hooks() const {
    PlacementHooks made;
    made.parallel_for = [this](std::size_t n, FunctionRef<void(std::size_t, std::size_t)> body) {
      parallel_ranges(host.threads, n, body);
    };
    return made;
  }
};

void report(benchmark::State& state, const Scene& scene, const std::vector<EntryReport>& entries) {
  double reached = 0, chains = 0;
  for (const EntryReport& entry : entries) {
    reached += entry.reached_occupancy;
    chains += static_cast<double>(entry.chains);
  }
  const auto units = static_cast<double>(scene.ledger.units.size());
  state.counters["units"] = units;
  state.counters["filaments"] = chains;
  state.counters["occupancy_percent"] = 100 * reached;
  state.counters["time/unit"] =
      benchmark::Counter(units, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

class Painting final : public HostServices<BuildContext> {
 public:
  explicit Painting(const Network& network) : HostServices(network.host), grid_(network.spec.grid) {}
  const GridSpec& grid() const override { return grid_; }

 protected:
  const void* find_component(std::uint64_t) override { return nullptr; }

 private:
  const GridSpec& grid_;
};

void fill(benchmark::State& state, bool and_paint) {
  const Network network(state.range(0), state.range(1));
  Painting services(network);
  for (auto _ : state) {
    Scene scene(network.spec.grid);
    const auto entries =
        place(network.plan.entries, Random(1), scene, network.spec.placement, network.hooks());
    if (and_paint) benchmark::DoNotOptimize(paint(network.plan.entries, scene, services));
    state.PauseTiming();
    report(state, scene, entries);
    state.ResumeTiming();
  }
}

void place_network(benchmark::State& state) { fill(state, false); }
void place_and_paint_network(benchmark::State& state) { fill(state, true); }

BENCHMARK(place_network)
    ->Args({125, 50})
    ->Args({250, 50})
    ->Args({500, 10})
    ->Args({500, 50})
    ->Args({500, 90})
    ->Args({1000, 50})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(place_and_paint_network)
    ->Args({125, 50})
    ->Args({500, 10})
    ->Args({500, 50})
    ->Args({500, 90})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace cryocosm

BENCHMARK_MAIN();
