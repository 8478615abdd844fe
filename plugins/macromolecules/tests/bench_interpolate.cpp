// Benchmark of drawing and excluding a molecule of 150 A in random rotations; time is per visited voxel.
#include <benchmark/benchmark.h>

#include <cmath>

#include "cryocosm/random.hpp"
#include "interpolate.hpp"

namespace {

using namespace cryocosm;

DensityTemplate ellipsoid() {
  const GridSpec grid{{23, 21, 19}, 10};
  std::vector<float> density(grid.count());
  std::vector<std::uint8_t> mask(grid.count());
  std::size_t at = 0;
  for (std::int64_t z = -9; z <= 9; ++z)
    for (std::int64_t y = -10; y <= 10; ++y)
      for (std::int64_t x = -11; x <= 11; ++x, ++at) {
        const double r = std::sqrt(static_cast<double>(x * x) / 81 + static_cast<double>(y * y) / 64 +
                                   static_cast<double>(z * z) / 49);
        mask[at] = r <= 1;
        density[at] = r < 1.2 ? static_cast<float>(1.2 - r) : 0.0F;
      }
  return DensityTemplate(grid, std::move(density), std::move(mask));
}

std::vector<Pose> random_poses(const GridSpec& grid) {
  Random random(7);
  std::vector<Pose> poses;
  const double middle_A = static_cast<double>(grid.size.x) * grid.voxel_A / 2;
  for (int i = 0; i < 64; ++i)
    poses.push_back(
        {random_rotation(random), Vec3{middle_A, middle_A, middle_A} + 5 * random_direction(random)});
  return poses;
}

// Voxels of a ball of the radius that the loops are cut to.
double ball_voxels(double radius_A, double voxel_A) { return 4 * k_pi / 3 * std::pow(radius_A / voxel_A, 3); }

// A lumpy body that fills most of a cube: as much to search as a template of this size can have.
DensityTemplate large() {
  const GridSpec grid{{64, 64, 64}, 10};
  std::vector<std::uint8_t> mask(grid.count());
  std::size_t at = 0;
  for (std::int64_t z = -32; z < 32; ++z)
    for (std::int64_t y = -32; y < 32; ++y)
      for (std::int64_t x = -32; x < 32; ++x, ++at) {
        const Vec3 p{static_cast<double>(x), static_cast<double>(y), static_cast<double>(z)};
        mask[at] = norm(p) < 28 + 3 * std::sin(0.5 * p.x) * std::cos(0.4 * p.y + 0.3 * p.z);
      }
  return DensityTemplate(grid, std::vector<float>(grid.count(), 1.0F), std::move(mask));
}

void inner_ball(benchmark::State& state) {
  const DensityTemplate shape = large();
  const macromolecules::Interpolate rasterizer{NoParams{}};
  for (auto _ : state) benchmark::DoNotOptimize(rasterizer.inner_ball(shape, 10));
}
BENCHMARK(inner_ball)->Unit(benchmark::kMillisecond);

void report(benchmark::State& state, double voxels) {
  state.counters["voxels"] = benchmark::Counter(voxels);
  state.counters["time/voxel"] =
      benchmark::Counter(voxels, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void exclude(benchmark::State& state) {
  const DensityTemplate shape = ellipsoid();
  const GridSpec grid{{26, 26, 26}, 10};
  const macromolecules::Interpolate rasterizer{NoParams{}};
  std::vector<std::uint8_t> voxels(grid.count());
  const std::vector<Pose> poses = random_poses(grid);
  std::size_t i = 0;
  for (auto _ : state) {
    rasterizer.exclude(shape, poses[i++ % poses.size()], whole_window(voxels.data(), grid));
    benchmark::DoNotOptimize(voxels.data());
  }
  report(state, ball_voxels(shape.mask_radius_A(), grid.voxel_A));
}

void draw(benchmark::State& state) {
  const DensityTemplate shape = ellipsoid();
  const GridSpec grid{{32, 32, 32}, 10};
  const macromolecules::Interpolate rasterizer{NoParams{}};
  std::vector<float> voxels(grid.count());
  const std::vector<Pose> poses = random_poses(grid);
  std::size_t i = 0;
  for (auto _ : state) {
    rasterizer.draw(shape, poses[i++ % poses.size()], whole_window(voxels.data(), grid));
    benchmark::DoNotOptimize(voxels.data());
  }
  report(state, ball_voxels(shape.radius_A(), grid.voxel_A));
}

BENCHMARK(exclude);
BENCHMARK(draw);

}  // namespace

BENCHMARK_MAIN();
