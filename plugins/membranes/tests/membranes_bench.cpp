// Speed of drawing membranes: nanoseconds for each voxel of a shape's window, and points of surfaces.
#include <benchmark/benchmark.h>

#include "bilayer.hpp"
#include "cryocosm/testing.hpp"
#include "ellipsoid.hpp"
#include "imaging/imaging.hpp"
#include "layers.hpp"
#include "sphere.hpp"
#include "torus.hpp"

namespace cryocosm::membranes {
namespace {

constexpr double k_voxel_A = 10;

std::unique_ptr<Structure> structure_of(const StructureGenerator& generator) {
  Draw draw{Random(1)};
  return generator.draw(draw);
}

// Three shapes of about the same size, of one bilayer or more.
std::unique_ptr<Structure> make(int shape, double lamellae = 1) {
  testing::TestBuild build({{200, 200, 200}, k_voxel_A});
  SphereParams sphere;
  sphere.radius_A = 320;
  EllipsoidParams ellipsoid;
  ellipsoid.axis_x_A = 400;
  ellipsoid.axis_y_A = 300;
  ellipsoid.axis_z_A = 270;
  TorusParams torus;
  torus.major_radius_A = 260;
  torus.minor_radius_A = 140;
  sphere.lamellae = ellipsoid.lamellae = torus.lamellae = lamellae;
  sphere.lamella_gap_A = ellipsoid.lamella_gap_A = torus.lamella_gap_A = 0;
  for (BilayerParams* wall : {static_cast<BilayerParams*>(&sphere), static_cast<BilayerParams*>(&ellipsoid),
                              static_cast<BilayerParams*>(&torus)}) {
    wall->layer_distance_A = 35;
    wall->layer_sigma_A = 5;
  }
  if (shape == 0) return structure_of(Sphere(sphere, build));
  if (shape == 1) return structure_of(Ellipsoid(ellipsoid, build));
  return structure_of(Torus(torus, build));
}

struct Window {
  explicit Window(const Shape& shape)
      : n(2 * static_cast<std::int64_t>(shape.radius_A() / k_voxel_A) + 3), grid{{n, n, n}, k_voxel_A} {
    const double c = static_cast<double>(n / 2) * k_voxel_A;
    Random random(2);
    pose = {random_rotation(random), {c, c, c}};
  }
  std::int64_t n;
  GridSpec grid;
  Pose pose;
};

void count_voxels(benchmark::State& state, const Window& window) {
  state.counters["per_voxel"] =
      benchmark::Counter(static_cast<double>(window.grid.count()),
                         benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void draw(benchmark::State& state, int shape) {
  const auto structure = make(shape);
  Random random(1);
  const Shape& field = *structure->unit(0, random)->shape;
  const Window window(field);
  std::vector<float> density(window.grid.count());
  const Bilayer bilayer{NoParams{}};
  for (auto _ : state) {
    bilayer.draw(field, window.pose, whole_window(density.data(), window.grid));
    benchmark::ClobberMemory();
  }
  count_voxels(state, window);
}
BENCHMARK_CAPTURE(draw, sphere, 0)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(draw, ellipsoid, 1)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(draw, torus, 2)->Unit(benchmark::kMillisecond);

// The same by hard layers and the host's Gaussian filter.
void draw_layers(benchmark::State& state, int shape) {
  const auto structure = make(shape);
  Random random(1);
  const Shape& field = *structure->unit(0, random)->shape;
  const Window window(field);
  std::vector<float> density(window.grid.count());
  const auto imaging = make_imaging();
  testing::TestBuild build(window.grid, nullptr, imaging.get());
  const Layers layers(NoParams{}, build);
  for (auto _ : state) {
    layers.draw(field, window.pose, whole_window(density.data(), window.grid));
    benchmark::ClobberMemory();
  }
  count_voxels(state, window);
}
BENCHMARK_CAPTURE(draw_layers, sphere, 0)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(draw_layers, ellipsoid, 1)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(draw_layers, torus, 2)->Unit(benchmark::kMillisecond);

void exclude(benchmark::State& state, int shape) {
  const auto structure = make(shape);
  Random random(1);
  const Shape& field = *structure->unit(0, random)->shape;
  const Window window(field);
  std::vector<std::uint8_t> mask(window.grid.count());
  const Bilayer bilayer{NoParams{}};
  for (auto _ : state) {
    bilayer.exclude(field, window.pose, whole_window(mask.data(), window.grid));
    benchmark::ClobberMemory();
  }
  count_voxels(state, window);
}
BENCHMARK_CAPTURE(exclude, sphere, 0)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(exclude, ellipsoid, 1)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(exclude, torus, 2)->Unit(benchmark::kMillisecond);

void sample(benchmark::State& state, int shape) {
  const auto surface = make(shape)->surface(0, {});
  Random random(1);
  for (auto _ : state) benchmark::DoNotOptimize(surface->sample(random));
}
BENCHMARK_CAPTURE(sample, sphere, 0);
BENCHMARK_CAPTURE(sample, ellipsoid, 1);
BENCHMARK_CAPTURE(sample, torus, 2);

// A step of a walk along the surface.
void on_sphere(benchmark::State& state, int shape) {
  const auto surface = make(shape)->surface(0, {});
  Random random(1);
  const Vec3 from = surface->sample(random).position_A;
  for (auto _ : state) benchmark::DoNotOptimize(surface->on_sphere(from, 100, random));
}
BENCHMARK_CAPTURE(on_sphere, sphere, 0);
BENCHMARK_CAPTURE(on_sphere, ellipsoid, 1);
BENCHMARK_CAPTURE(on_sphere, torus, 2);

// The second bilayer's surface: its area, a point, a step of a walk.
void inner_area(benchmark::State& state, int shape) {
  const auto structure = make(shape, 2);
  for (auto _ : state) benchmark::DoNotOptimize(structure->surface(1, {})->area_A2());
}
BENCHMARK_CAPTURE(inner_area, ellipsoid, 1)->Unit(benchmark::kMillisecond);

void inner_sample(benchmark::State& state, int shape) {
  const auto surface = make(shape, 2)->surface(1, {});
  Random random(1);
  for (auto _ : state) benchmark::DoNotOptimize(surface->sample(random));
}
BENCHMARK_CAPTURE(inner_sample, ellipsoid, 1);

void inner_on_sphere(benchmark::State& state, int shape) {
  const auto surface = make(shape, 2)->surface(1, {});
  Random random(1);
  const Vec3 from = surface->sample(random).position_A;
  for (auto _ : state) benchmark::DoNotOptimize(surface->on_sphere(from, 100, random));
}
BENCHMARK_CAPTURE(inner_on_sphere, ellipsoid, 1);

}  // namespace
}  // namespace cryocosm::membranes

BENCHMARK_MAIN();
