// Tests of macromolecules.interpolate against mapped positions, lattice sums and brute force.
#include "interpolate.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <functional>

#include "cryocosm/random.hpp"

namespace {

using namespace cryocosm;
using macromolecules::Interpolate;

const Interpolate k_rasterizer{NoParams{}};

using Field = std::function<double(Vec3)>;  // of the template index relative to its centre

DensityTemplate make(Index3 size, double voxel_A, const Field& density, const Field& inside) {
  const GridSpec grid{size, voxel_A};
  std::vector<float> values;
  std::vector<std::uint8_t> mask;
  for (std::int64_t z = 0; z < size.z; ++z)
    for (std::int64_t y = 0; y < size.y; ++y)
      for (std::int64_t x = 0; x < size.x; ++x) {
        const Vec3 p{static_cast<double>(x - size.x / 2), static_cast<double>(y - size.y / 2),
                     static_cast<double>(z - size.z / 2)};
        values.push_back(static_cast<float>(density(p)));
        mask.push_back(inside(p) > 0);
      }
  return DensityTemplate(grid, std::move(values), std::move(mask));
}

// Two balls and a bar: no symmetry hides a wrong axis.
double irregular(Vec3 p) {
  if (norm(p - Vec3{2, -1, 0}) <= 4.2) return 1;
  if (norm(p - Vec3{-4, 2, 2}) <= 2.6) return 1;
  return std::abs(p.x) <= 1 && std::abs(p.y) <= 6 && std::abs(p.z + 1) <= 2 ? 1 : 0;
}
DensityTemplate irregular_template(double voxel_A) {
  return make(
      {17, 16, 15}, voxel_A, [](Vec3 p) { return irregular(p) + 0.01 * p.x + 0.02 * p.y; }, irregular);
}

Pose random_pose(Random& random, Vec3 near_A, double spread_A) {
  return {random_rotation(random),
          near_A + spread_A * Vec3{random.uniform(-1, 1), random.uniform(-1, 1), random.uniform(-1, 1)}};
}

std::vector<float> drawn(const DensityTemplate& shape, const Pose& pose, const GridSpec& grid) {
  std::vector<float> voxels(grid.count(), 0.0F);
  k_rasterizer.draw(shape, pose, whole_window(voxels.data(), grid));
  return voxels;
}
std::vector<std::uint8_t> excluded(const DensityTemplate& shape, const Pose& pose, const GridSpec& grid) {
  std::vector<std::uint8_t> voxels(grid.count(), 0);
  k_rasterizer.exclude(shape, pose, whole_window(voxels.data(), grid));
  return voxels;
}

// Template index (relative to the centre voxel) that a volume voxel maps to.
Vec3 mapped(const DensityTemplate& shape, const Pose& pose, const GridSpec& grid, Index3 i) {
  const Vec3 x =
      grid.voxel_A * Vec3{static_cast<double>(i.x), static_cast<double>(i.y), static_cast<double>(i.z)};
  return to_unit(pose, x) / shape.grid().voxel_A;
}

template <class Visit>
void for_each_index(const GridSpec& grid, Visit visit) {
  std::size_t at = 0;
  for (std::int64_t z = 0; z < grid.size.z; ++z)
    for (std::int64_t y = 0; y < grid.size.y; ++y)
      for (std::int64_t x = 0; x < grid.size.x; ++x, ++at) visit(Index3{x, y, z}, at);
}

TEST(Interpolate, drawsTheTemplateItselfInTheIdentityPoseAtAnyWholeVoxel) {
  const DensityTemplate shape = irregular_template(13.3);
  const GridSpec grid{{40, 41, 42}, 13.3};
  for (const Index3 to : {Index3{20, 20, 20}, Index3{9, 30, 25}, Index3{3, 2, 40}}) {
    const Pose pose{
        {}, 13.3 * Vec3{static_cast<double>(to.x), static_cast<double>(to.y), static_cast<double>(to.z)}};
    const std::vector<float> voxels = drawn(shape, pose, grid);
    const std::vector<std::uint8_t> taken = excluded(shape, pose, grid);
    for_each_index(grid, [&](Index3 i, std::size_t at) {
      const Index3 t{i.x - to.x + shape.centre().x, i.y - to.y + shape.centre().y,
                     i.z - to.z + shape.centre().z};
      const Index3 n = shape.grid().size;
      const bool inside = t.x >= 0 && t.y >= 0 && t.z >= 0 && t.x < n.x && t.y < n.y && t.z < n.z;
      const auto from = static_cast<std::size_t>(t.x + n.x * (t.y + n.y * t.z));
      ASSERT_EQ(voxels[at], inside ? shape.density()[from] : 0.0F);
      ASSERT_EQ(taken[at], inside ? shape.mask()[from] : 0);
    });
  }
}

TEST(Interpolate, reproducesLinearDensitiesInEveryPose) {
  const auto linear = [](Vec3 p) { return 5 + 0.25 * p.x - 0.5 * p.y + 0.125 * p.z; };
  const DensityTemplate shape = make({15, 13, 17}, 8, linear, [](Vec3) { return 1.0; });
  const GridSpec grid{{30, 30, 30}, 10};
  Random random(1);
  std::size_t compared = 0;
  for (int n = 0; n < 20; ++n) {
    const Pose pose = random_pose(random, {150, 150, 150}, 20);
    const std::vector<float> voxels = drawn(shape, pose, grid);
    for_each_index(grid, [&](Index3 i, std::size_t at) {
      const Vec3 p = mapped(shape, pose, grid, i);
      if (std::abs(p.x) > 6.99 || std::abs(p.y) > 5.99 || std::abs(p.z) > 7.99) return;
      // 24 bits of fraction and a few float roundings of values up to 11
      ASSERT_NEAR(voxels[at], linear(p), 1e-5);
      ++compared;
    });
  }
  EXPECT_GT(compared, 20000U);
}

TEST(Interpolate, excludesTheNearestMaskVoxels) {
  Random random(2);
  for (const double template_voxel_A : {10.0, 7.0}) {
    const DensityTemplate shape = irregular_template(template_voxel_A);
    const GridSpec grid{{26, 27, 28}, 10};
    for (int n = 0; n < 50; ++n) {
      const Pose pose = random_pose(random, {130, 130, 130}, 130);
      const std::vector<std::uint8_t> taken = excluded(shape, pose, grid);
      for_each_index(grid, [&](Index3 i, std::size_t at) {
        const Vec3 p = mapped(shape, pose, grid, i);
        const Vec3 nearest{std::round(p.x), std::round(p.y), std::round(p.z)};
        const Vec3 off{0.5 - std::abs(p.x - nearest.x), 0.5 - std::abs(p.y - nearest.y),
                       0.5 - std::abs(p.z - nearest.z)};
        if (std::min({off.x, off.y, off.z}) < 1e-6) return;  // a tie, either is right
        const Index3 t{std::llround(nearest.x) + shape.centre().x, std::llround(nearest.y) + shape.centre().y,
                       std::llround(nearest.z) + shape.centre().z};
        const Index3 s = shape.grid().size;
        const bool inside = t.x >= 0 && t.y >= 0 && t.z >= 0 && t.x < s.x && t.y < s.y && t.z < s.z &&
                            shape.mask()[static_cast<std::size_t>(t.x + s.x * (t.y + s.y * t.z))] != 0;
        ASSERT_EQ(taken[at] != 0, inside);
      });
    }
  }
}

// The sum over a rotated lattice of an interpolated template is its mass plus one term for each
// vector k of the reciprocal lattice (Poisson): the interpolation kernel's transform, a product of
// sinc^2, times that of the samples, which for a sampled Gaussian is a sum of shifted Gaussians.
double poisson_bound(Quaternion rotation, double sigma) {
  const auto sinc2 = [](double u) { return u == 0 ? 1 : std::pow(std::sin(k_pi * u) / (k_pi * u), 2); };
  constexpr int k_terms = 10;
  // Further out only terms near the template's axes count: there u is a whole number m plus d, sinc^2 is
  // at most (d/m)^2 and the Gaussian exp(-2 (pi sigma d)^2), so each is at most 1 / (2 e (pi sigma m)^2).
  // Six half axes, sum of 1/m^2 beyond 10 less than 1/10; as much again for all terms off the axes.
  double bound = 2 * 6 * 0.1 / (2 * std::exp(1.0) * std::pow(k_pi * sigma, 2));
  for (int kz = -k_terms; kz <= k_terms; ++kz)
    for (int ky = -k_terms; ky <= k_terms; ++ky)
      for (int kx = -k_terms; kx <= k_terms; ++kx) {
        if (kx == 0 && ky == 0 && kz == 0) continue;
        const Vec3 u = rotate(conjugate(rotation), Vec3{double(kx), double(ky), double(kz)});
        const Vec3 d{u.x - std::round(u.x), u.y - std::round(u.y), u.z - std::round(u.z)};
        double samples = 0;
        for (int mz = -1; mz <= 1; ++mz)
          for (int my = -1; my <= 1; ++my)
            for (int mx = -1; mx <= 1; ++mx) {
              const Vec3 e = d - Vec3{double(mx), double(my), double(mz)};
              samples += std::exp(-2 * k_pi * k_pi * sigma * sigma * dot(e, e));
            }
        bound += sinc2(u.x) * sinc2(u.y) * sinc2(u.z) * samples;
      }
  return bound;
}

TEST(Interpolate, conservesMassUnderRotation) {
  const double sigma = 2.5;
  const DensityTemplate shape = make(
      {21, 21, 21}, 10, [&](Vec3 p) { return std::exp(-dot(p, p) / (2 * sigma * sigma)); },
      [](Vec3 p) { return norm(p) < 2 ? 1.0 : 0.0; });
  double mass = 0;
  for (const float v : shape.density()) mass += v;
  const GridSpec grid{{64, 64, 64}, 10};
  Random random(3);
  for (int n = 0; n < 30; ++n) {
    const Pose pose = random_pose(random, {320, 320, 320}, 10);
    double sum = 0;
    for (const float v : drawn(shape, pose, grid)) sum += v;
    const double bound = poisson_bound(pose.rotation, sigma);
    ASSERT_LT(bound, 0.01);
    EXPECT_NEAR(sum / mass, 1, bound + 1e-5);  // 1e-5: float sums of some thousand values
  }
}

TEST(Interpolate, keepsTheMaskVolumeOnAverage) {
  const DensityTemplate shape = irregular_template(10);
  const GridSpec grid{{26, 26, 26}, 10};
  Random random(4);
  // the expected number of lattice points in a randomly shifted body is its volume
  const int poses = 400;
  double sum = 0, squares = 0;
  for (int n = 0; n < poses; ++n) {
    double count = 0;
    for (const std::uint8_t v : excluded(shape, random_pose(random, {130, 130, 130}, 5), grid)) count += v;
    sum += count;
    squares += count * count;
  }
  const double mean = sum / poses, deviation = std::sqrt(squares / poses - mean * mean);
  EXPECT_LT(deviation, 0.1 * mean);
  EXPECT_NEAR(mean, static_cast<double>(shape.mask_count()), 4 * deviation / std::sqrt(poses));
}

template <class T, class Paint>
void expect_same_bits_in_tiles(const GridSpec& grid, Index3 tile, const std::vector<T>& whole, Paint paint) {
  std::vector<T> voxels(grid.count(), T(0));
  const VoxelWindow<T> all = whole_window(voxels.data(), grid);
  for (std::int64_t z = 0; z < grid.size.z; z += tile.z)
    for (std::int64_t y = 0; y < grid.size.y; y += tile.y)
      for (std::int64_t x = 0; x < grid.size.x; x += tile.x) {
        VoxelWindow<T> window = all;
        window.data = &all.at(x, y, z);
        window.origin = {x, y, z};
        window.size = {std::min(tile.x, grid.size.x - x), std::min(tile.y, grid.size.y - y),
                       std::min(tile.z, grid.size.z - z)};
        paint(window);
      }
  ASSERT_EQ(std::memcmp(voxels.data(), whole.data(), whole.size() * sizeof(T)), 0);
}

TEST(Interpolate, givesTheSameBitsInEveryTiling) {
  const DensityTemplate shape = irregular_template(9.7);
  const GridSpec grid{{33, 31, 29}, 10};
  Random random(5);
  for (int n = 0; n < 30; ++n) {
    const Pose pose = random_pose(random, {160, 150, 140}, 160);
    const std::vector<float> density = drawn(shape, pose, grid);
    const std::vector<std::uint8_t> taken = excluded(shape, pose, grid);
    for (const Index3 tile : {Index3{7, 5, 3}, Index3{1, 31, 29}, Index3{16, 16, 16}, Index3{33, 1, 2}}) {
      expect_same_bits_in_tiles<float>(grid, tile, density,
                                       [&](VoxelWindow<float> w) { k_rasterizer.draw(shape, pose, w); });
      expect_same_bits_in_tiles<std::uint8_t>(
          grid, tile, taken, [&](VoxelWindow<std::uint8_t> w) { k_rasterizer.exclude(shape, pose, w); });
    }
  }
}

TEST(Interpolate, drawsAndExcludesOnlyWithinTheRadius) {
  const DensityTemplate shape = irregular_template(10);
  const GridSpec grid{{40, 40, 40}, 10};
  Random random(6);
  for (int n = 0; n < 20; ++n) {
    const Pose pose = random_pose(random, {200, 200, 200}, 5);
    const std::vector<float> density = drawn(shape, pose, grid);
    const std::vector<std::uint8_t> taken = excluded(shape, pose, grid);
    for_each_index(grid, [&](Index3 i, std::size_t at) {
      const double r = 10 * norm(mapped(shape, pose, grid, i));
      if (r > shape.radius_A()) {
        ASSERT_EQ(density[at], 0.0F);
      }
      if (r > shape.mask_radius_A()) {
        ASSERT_EQ(taken[at], 0);
      }
    });
  }
}

TEST(Interpolate, leavesOtherVoxelsAlone) {
  const DensityTemplate shape = irregular_template(10);
  const GridSpec grid{{26, 26, 26}, 10};
  const Pose pose{rotation_about({0, 0, 1}, 0.3), {130, 130, 130}};
  const std::vector<std::uint8_t> taken = excluded(shape, pose, grid);
  std::vector<std::uint8_t> voxels(grid.count(), 6);
  k_rasterizer.exclude(shape, pose, whole_window(voxels.data(), grid));
  for (std::size_t i = 0; i < voxels.size(); ++i) ASSERT_EQ(voxels[i], taken[i] != 0 ? 1 : 6);
}

TEST(Interpolate, survivesPosesFarAway) {
  const DensityTemplate shape = irregular_template(10);
  const GridSpec grid{{8, 8, 8}, 10};
  for (const double far : {1e4, -1e9, 1e300}) {
    for (const float v : drawn(shape, {{}, {far, 0, 0}}, grid)) ASSERT_EQ(v, 0.0F);
    for (const std::uint8_t v : excluded(shape, {{}, {0, far, far}}, grid)) ASSERT_EQ(v, 0);
  }
}

TEST(Probes, lieInExcludedVoxelsInEveryPose) {
  Random random(8);
  for (const double template_voxel_A : {10.0, 6.0, 15.0}) {
    const DensityTemplate shape = irregular_template(template_voxel_A);
    std::vector<Vec3> points;
    k_rasterizer.probes(shape, 10, points);
    ASSERT_FALSE(points.empty());
    ASSERT_LE(points.size(), 200U);
    const GridSpec grid{{40, 40, 40}, 10};
    for (int n = 0; n < 1000; ++n) {
      const Pose pose = random_pose(random, {200, 200, 200}, 10);
      const std::vector<std::uint8_t> taken = excluded(shape, pose, grid);
      for (const Vec3 p : points) {
        const Vec3 x = to_tomogram(pose, p) / grid.voxel_A;
        const Index3 i{std::llround(x.x), std::llround(x.y), std::llround(x.z)};
        ASSERT_EQ(taken[static_cast<std::size_t>(i.x + 40 * (i.y + 40 * i.z))], 1);
      }
    }
  }
}

TEST(Probes, areSpreadOverTheWholeBody) {
  const DensityTemplate ball = make(
      {41, 41, 41}, 10, [](Vec3) { return 1.0; }, [](Vec3 p) { return norm(p) <= 18; });
  std::vector<Vec3> points;
  k_rasterizer.probes(ball, 10, points);
  ASSERT_EQ(points.size(), 200U);
  // 200 cells of equal size in a ball of radius 16.5: nobody is farther from a probe than a few radii of one
  const double cell_A = 165 / std::cbrt(200.0);
  Random random(9);
  for (int n = 0; n < 1000; ++n) {
    const Vec3 p = 165 * std::cbrt(random.uniform()) * random_direction(random);
    double nearest = 1e300;
    for (const Vec3 q : points) nearest = std::min(nearest, norm(p - q));
    ASSERT_LT(nearest, 2.5 * cell_A);
  }
}

TEST(Probes, areNoneForBodiesTooSmall) {
  const DensityTemplate speck = make(
      {5, 5, 5}, 10, [](Vec3) { return 1.0; }, [](Vec3 p) { return norm(p) <= 1 ? 1.0 : 0.0; });
  std::vector<Vec3> points;
  k_rasterizer.probes(speck, 10, points);
  EXPECT_TRUE(points.empty());
}

}  // namespace
