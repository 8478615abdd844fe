// Speed of placing and painting: the 20 cytosolic templates at 10 % occupancy in 500 x 500 x 200 voxels when
// CRYOCOSM_TEST_DATA names the data folder, and a synthetic molecule of the same size without it.
#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <thread>

#include "imaging/imaging.hpp"
#include "painting/painter.hpp"
#include "pipeline/plan.hpp"

namespace cryocosm {
namespace {

namespace fs = std::filesystem;

/// A kernel with the plugins of this build, and a plan of many kinds of molecule sharing 10 %.
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
    for (const fs::path& file : templates()) add(file);
    for (StructureEntry& entry : spec.structures)
      entry.occupancy = 0.1 / static_cast<double>(spec.structures.size());
    plan = make_plan(spec, kernel, host);
  }

  static std::vector<fs::path> templates() {
    std::vector<fs::path> files;
    if (const char* data = std::getenv("CRYOCOSM_TEST_DATA"))
      for (const auto& entry : fs::directory_iterator(fs::path(data) / "polnet/templates/mrcs_10A"))
        files.push_back(entry.path());
    // large molecules first, as one would list them; the box is a good enough measure of size
    std::sort(files.begin(), files.end(), [](const fs::path& a, const fs::path& b) {
      return std::pair(fs::file_size(b), a) < std::pair(fs::file_size(a), b);
    });
    if (files.empty()) files.push_back(fs::path(CRYOCOSM_SOURCE) / "examples/models/proteasome_20s.beads");
    return files;
  }

  void add(const fs::path& file) {
    const char* const id = file.extension() == ".beads" ? "macromolecules.beads" : "macromolecules.template";
    Value params;
    params.type = Value::Type::group;
    params.keys = {"file"};
    params.items = {detail::load(file.string())};
    StructureEntry entry;
    entry.name = file.stem().string();
    entry.structure = {kernel.find(id), params, {}, {}};
    entry.transform = {kernel.find("macromolecules.self_avoiding_walk"), {}, {}, {}};
    entry.rasterizer = {kernel.find("macromolecules.interpolate"), {}, {}, {}};
    for (ComponentUse* use : {&entry.transform, &entry.rasterizer}) use->params.type = Value::Type::group;
    spec.structures.push_back(entry);
  }
};

Crowd& crowd() {
  static Crowd shared;  // built once: reading twenty templates is not what is measured
  return shared;
}

void report(benchmark::State& state, const Scene& scene, double reached) {
  state.counters["units"] = static_cast<double>(scene.ledger.units.size());
  state.counters["occupancy_percent"] = 100 * reached;
}

void place_templates(benchmark::State& state) {
  Crowd& c = crowd();
  for (auto _ : state) {
    Scene scene(c.spec.grid, 0);
    double reached = 0;
    for (const EntryReport& r : place(c.plan.entries, Random(1), scene)) reached += r.reached_occupancy;
    report(state, scene, reached);
  }
}
BENCHMARK(place_templates)->Unit(benchmark::kMillisecond)->UseRealTime();

void paint_templates(benchmark::State& state) {
  Crowd& c = crowd();
  Scene scene(c.spec.grid, 0);
  double reached = 0;
  for (const EntryReport& r : place(c.plan.entries, Random(1), scene)) reached += r.reached_occupancy;
  struct Painting final : HostServices<BuildContext> {
    explicit Painting(const Host& h) : HostServices(h) {}
    const GridSpec& grid() const override { return spec; }
    const void* find_component(std::uint64_t) override { return nullptr; }
    GridSpec spec;
  };
  Painting services(c.host);
  for (auto _ : state) {
    benchmark::DoNotOptimize(paint(c.plan.entries, scene, services));
    report(state, scene, reached);
  }
}
BENCHMARK(paint_templates)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace cryocosm

BENCHMARK_MAIN();
