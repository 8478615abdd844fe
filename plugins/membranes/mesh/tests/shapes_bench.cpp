// Speed of making membranes of any shape: distances and meshes of fields, and reading, checking and sampling
// meshes.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <fstream>
#include <thread>

#include "grid_form.hpp"
#include "icosphere.hpp"
#include "isosurface.hpp"
#include "mesh_field.hpp"
#include "mesh_file.hpp"
#include "redistance.hpp"
#include "self_intersection.hpp"

namespace cryocosm::membranes {
namespace {

constexpr auto parallel = [](std::size_t n, FunctionRef<void(std::size_t, std::size_t)> body) {
  constexpr std::size_t k_part = 4;
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t begin; (begin = next.fetch_add(k_part)) < n;) body(begin, std::min(n, begin + k_part));
  };
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < std::thread::hardware_concurrency(); ++i) threads.emplace_back(work);
  for (std::thread& thread : threads) thread.join();
};

/// A sponge, the gyroid of 60 steps' period, cut by a ball.
SampledField sponge(std::int64_t n) {
  SampledField field{{{n, n, n}, {}, 10}, {}};
  const double middle = static_cast<double>(n) / 2, wave = 2 * k_pi / 60;
  for (std::int64_t k = 0; k < n; ++k)
    for (std::int64_t j = 0; j < n; ++j)
      for (std::int64_t i = 0; i < n; ++i) {
        const Vec3 p{static_cast<double>(i), static_cast<double>(j), static_cast<double>(k)};
        const double gyroid = std::sin(wave * p.x) * std::cos(wave * p.y) +
                              std::sin(wave * p.y) * std::cos(wave * p.z) +
                              std::sin(wave * p.z) * std::cos(wave * p.x);
        field.values.push_back(
            static_cast<float>(std::max(4 * gyroid, norm(p - middle * Vec3{1, 1, 1}) - middle + 15)));
      }
  return field;
}

void distances(benchmark::State& state) {
  const SampledField field = sponge(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(redistanced(field, 60, parallel));
}
BENCHMARK(distances)->Arg(75)->Arg(150)->Arg(300)->Unit(benchmark::kMillisecond)->UseRealTime();

void mesh_of_level(benchmark::State& state) {
  const SampledField field = sponge(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(isosurface(field));
}
BENCHMARK(mesh_of_level)->Arg(75)->Arg(300)->Unit(benchmark::kMillisecond);

/// A ball of 82,000 triangles.
Mesh ball() {
  Mesh mesh = icosphere(100'000);
  for (Vec3& p : mesh.points) p = 1000 * p;
  return mesh;
}

void read_stl(benchmark::State& state) {
  const std::string path = "/tmp/shapes_bench_" + std::to_string(getpid()) + ".stl";
  {
    const Mesh mesh = ball();
    std::ofstream file(path);
    file << "solid ball\n";
    for (const Triangle t : mesh.triangles) {
      file << "facet normal 0 0 0\nouter loop\n";
      for (const std::uint32_t corner : {t.a, t.b, t.c}) {
        const Vec3 p = mesh.points[corner];
        file << "vertex " << p.x << ' ' << p.y << ' ' << p.z << '\n';
      }
      file << "endloop\nendfacet\n";
    }
    file << "endsolid ball\n";
  }
  for (auto _ : state) benchmark::DoNotOptimize(closed_mesh(read_mesh(path, 1), path));
  std::remove(path.c_str());
}
BENCHMARK(read_stl)->Unit(benchmark::kMillisecond);

void look_for_intersections(benchmark::State& state) {
  const Mesh mesh = ball();
  const TriangleTree tree(mesh);
  for (auto _ : state) benchmark::DoNotOptimize(self_intersection(mesh, tree, parallel));
}
BENCHMARK(look_for_intersections)->Unit(benchmark::kMillisecond)->UseRealTime();

void sample_mesh(benchmark::State& state) {
  const ClosedMesh closed = closed_mesh(ball(), "ball");
  const TriangleTree tree(closed.mesh);
  MeshLattice lattice;
  lattice.step_A = 10;
  lattice.border_A = 100;
  lattice.band_A = 40;
  for (auto _ : state) benchmark::DoNotOptimize(mesh_field(closed, tree, lattice, parallel));
}
BENCHMARK(sample_mesh)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace cryocosm::membranes

BENCHMARK_MAIN();
