// Speed of placing and painting: the 20 cytosolic templates in 500 x 500 x 200 voxels at several occupancies
// when CRYOCOSM_TEST_DATA names the data folder, and one of the examples' molecules without it.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <thread>

#include "imaging/imaging.hpp"
#include "painting/painter.hpp"
#include "pipeline/plan.hpp"
#include "placement/room.hpp"

namespace cryocosm {
namespace {

namespace fs = std::filesystem;

/// A kernel with the plugins of this build, and a plan of many kinds of molecule sharing the volume.
struct Crowd {
  Kernel kernel;
  std::unique_ptr<Volumes> volumes = make_volumes();
  std::unique_ptr<Imaging> imaging = make_imaging();
  Host host;
  PipelineSpec spec;
  Plan plan;

  Crowd() {
    kernel.load(default_search_path({}, {CRYOCOSM_BUILT_PLUGINS}));
    host.volumes = volumes.get();
    host.imaging = imaging.get();
    host.threads = static_cast<int>(std::thread::hardware_concurrency());
    spec.grid = {{500, 500, 200}, 10};
    spec.seed = 1;
    spec.placement.order = Order::largest_first;
    for (const fs::path& file : templates()) add(file);
    plan = make_plan(spec, kernel, host);
  }

  static std::vector<fs::path> templates() {
    std::vector<fs::path> files;
    if (const char* data = std::getenv("CRYOCOSM_TEST_DATA"))
      for (const auto& entry : fs::directory_iterator(fs::path(data) / "polnet/templates/mrcs_10A"))
        files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    if (files.empty()) files.push_back(fs::path(CRYOCOSM_SOURCE) / "examples/models/proteasome_20s.beads");
    return files;
  }

  /// Levels and steps as in PolNet's parameter files: 0.1 of the maximum, 1.2 diameters, chains of up to 3000
  /// A.
  void add(const fs::path& file) {
    const bool is_beads = file.extension() == ".beads";
    Value params;
    params.type = Value::Type::group;
    const auto give = [&](const char* key, const Value& value) {
      params.keys.push_back(key);
      params.items.push_back(value);
    };
    give("file", detail::load(file.string()));
    give("spacing_min", detail::load(1.2));
    give("spacing_max", detail::load(2.4));
    give("max_length", detail::load(3000.0));
    if (!is_beads) give("level", detail::load(0.1));
    StructureEntry entry;
    entry.name = file.stem().string();
    entry.structure = {
        kernel.find(is_beads ? "macromolecules.beads" : "macromolecules.template"), params, {}, {}};
    entry.transform = {kernel.find("macromolecules.self_avoiding_walk"), {}, {}, {}};
    entry.rasterizer = {kernel.find("macromolecules.interpolate"), {}, {}, {}};
    for (ComponentUse* use : {&entry.transform, &entry.rasterizer}) use->params.type = Value::Type::group;
    spec.structures.push_back(entry);
  }

  /// Places `percent` of the volume in all, the same for each kind.
  std::vector<EntryReport> fill(Scene& scene, std::int64_t percent, Crowding crowding = Crowding::insert) {
    for (StructureEntry& entry : spec.structures)
      entry.occupancy = 0.01 * static_cast<double>(percent) / static_cast<double>(spec.structures.size());
    spec.placement.crowding = crowding;
    PlacementHooks hooks;
    hooks.parallel_for = [this](std::size_t n, FunctionRef<void(std::size_t, std::size_t)> body) {
      parallel_ranges(host.threads, n, body);
    };
    return place(plan.entries, Random(1), scene, spec.placement, hooks);
  }
};

Crowd& crowd() {
  static Crowd shared;  // built once: reading twenty templates is not what is measured
  return shared;
}

void report(benchmark::State& state, const Scene& scene, const std::vector<EntryReport>& entries) {
  double reached = 0, short_of_target = 0;
  for (const EntryReport& entry : entries) {
    reached += entry.reached_occupancy;
    short_of_target += entry.reason != StopReason::target_reached;
    if (std::getenv("CRYOCOSM_BENCH_ENTRIES"))
      std::printf(
          "%-10s turn %2zu %6zu units %8.4f of %8.4f %% %-14s %9zu failed %6zu made room in %zu %6.3f s\n",
          entry.name.c_str(), entry.turn, entry.units, 100 * entry.reached_occupancy,
          100 * entry.requested_occupancy, std::string(to_text(entry.reason)).c_str(), entry.failed_poses,
          entry.relaxation.gained_units, entry.relaxation.attempts, entry.seconds);
  }
  state.counters["units"] = static_cast<double>(scene.ledger.units.size());
  state.counters["occupancy_percent"] = 100 * reached;
  state.counters["kinds_short"] = short_of_target;
}

void place_templates(benchmark::State& state) {
  Crowd& c = crowd();
  for (auto _ : state) {
    Scene scene(c.spec.grid);
    const auto entries = c.fill(scene, state.range(0));
    state.PauseTiming();
    report(state, scene, entries);
    state.ResumeTiming();
  }
}
BENCHMARK(place_templates)->Arg(10)->Arg(25)->Arg(40)->Arg(50)->Unit(benchmark::kMillisecond)->UseRealTime();

void place_templates_relaxed(benchmark::State& state) {
  Crowd& c = crowd();
  for (auto _ : state) {
    Scene scene(c.spec.grid);
    const auto entries = c.fill(scene, state.range(0), Crowding::relax);
    state.PauseTiming();
    report(state, scene, entries);
    state.ResumeTiming();
  }
}
BENCHMARK(place_templates_relaxed)
    ->Arg(50)
    ->Arg(55)
    ->Arg(60)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->Iterations(1);

/// The erosion that a room is made with, for balls of so many voxels, at 25 %.
void make_room(benchmark::State& state) {
  Crowd& c = crowd();
  Scene scene(c.spec.grid);
  c.fill(scene, 25);
  VoxelBits free = scene.interest();
  free.subtract(scene.blocked);
  for (auto _ : state) benchmark::DoNotOptimize(Room(eroded(free, static_cast<double>(state.range(0)))));
}
BENCHMARK(make_room)->Arg(2)->Arg(5)->Arg(10)->Unit(benchmark::kMillisecond);

void paint_templates(benchmark::State& state) {
  Crowd& c = crowd();
  Scene scene(c.spec.grid);
  const auto entries = c.fill(scene, state.range(0));
  struct Painting final : HostServices<BuildContext> {
    explicit Painting(const Host& h) : HostServices(h) {}
    const GridSpec& grid() const override { return spec; }
    const void* find_component(std::uint64_t) override { return nullptr; }
    GridSpec spec;
  };
  Painting services(c.host);
  for (auto _ : state) {
    benchmark::DoNotOptimize(paint(c.plan.entries, scene, services));
    state.PauseTiming();
    report(state, scene, entries);
    state.ResumeTiming();
  }
}
BENCHMARK(paint_templates)->Arg(10)->Arg(25)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace cryocosm

BENCHMARK_MAIN();
