// The radial Fourier filter against plane waves and against the Gaussian filter.
#include <numbers>

#include "filter_tools.hpp"
#include "test_files.hpp"

namespace cryocosm::testing {
namespace {

constexpr double k_pi = std::numbers::pi;

Volume wave(const GridSpec& grid, Index3 periods, double amplitude) {
  Volume volume{grid, std::vector<float>(grid.count())};
  for_each_voxel(volume, [&](float& value, Vec3 r) {
    const double x = r.x / (static_cast<double>(grid.size.x) * grid.voxel_A);
    const double y = r.y / (static_cast<double>(grid.size.y) * grid.voxel_A);
    const double z = r.z / (static_cast<double>(grid.size.z) * grid.voxel_A);
    const double phase = static_cast<double>(periods.x) * x + static_cast<double>(periods.y) * y +
                         static_cast<double>(periods.z) * z;
    value = static_cast<float>(amplitude * std::cos(2 * k_pi * phase + 0.3));
  });
  return volume;
}

double worst_difference(const Volume& a, const Volume& b) {
  double worst = 0;
  for (std::size_t i = 0; i < a.voxels.size(); ++i) {
    worst = std::max(worst, std::abs(static_cast<double>(a.voxels[i]) - static_cast<double>(b.voxels[i])));
  }
  return worst;
}

// Rounding of a float32 Fourier transform of N voxels grows with log2 N: here below 17 units of 6e-8 each
// way.
constexpr double k_rounding = 2 * 17 * 6e-8;

// a wave is only scaled, by the gain at its frequency; even and odd sizes, negative frequencies
TEST(RadialFilter, ScalesPlaneWaves) {
  const GridSpec grid{{40, 45, 32}, 2.5};
  for (const Index3 periods :
       {Index3{3, 0, 0}, Index3{0, -7, 0}, Index3{5, 4, -9}, Index3{20, 0, 0}, Index3{0, 0, 0}}) {
    Volume volume = wave(grid, periods, 1);
    const auto gain = [](double frequency) { return 1.5 - 4 * frequency; };
    make_imaging()->radial_filter(volume, gain);
    const double fx = static_cast<double>(periods.x) / (40 * 2.5);
    const double fy = static_cast<double>(periods.y) / (45 * 2.5);
    const double fz = static_cast<double>(periods.z) / (32 * 2.5);
    const double expected = gain(std::sqrt(fx * fx + fy * fy + fz * fz));
    EXPECT_LT(worst_difference(volume, wave(grid, periods, expected)), 1.5 * k_rounding)
        << periods.x << " " << periods.y << " " << periods.z;
  }
}

// exp(-2 pi^2 s^2 f^2) is the transform of the Gaussian filter. The blob is 6.6 of its final widths away from
// the border, so periodic and constant continuation agree; the sampled kernel is exact to 3e-9 at 2 voxels.
TEST(RadialFilter, AgreesWithTheGaussianFilter) {
  constexpr double sigma_A = 20;
  for (const std::int64_t n : {48, 47, 49}) {  // 47 and 49 have to be extended to 48 and 50
    Volume filtered = blob({{n, 48, n}, 10}, 30, {4, -3, 2});
    Volume smoothed = filtered;
    make_imaging()->radial_filter(
        filtered, [](double f) { return std::exp(-2 * k_pi * k_pi * sigma_A * sigma_A * f * f); });
    make_imaging()->gaussian(smoothed, sigma_A);
    EXPECT_LT(worst_difference(filtered, smoothed), k_rounding + 3 * 14 * 6e-8) << n;
  }
}

TEST(RadialFilter, GainOneIsTheIdentityForEverySize) {
  for (const Index3 size :
       {Index3{1, 1, 1}, Index3{7, 1, 2}, Index3{11, 13, 17}, Index3{30, 16, 9}, Index3{53, 3, 2}}) {
    Volume volume = blob({size, 4}, 9, {1, 2, 3});
    const Volume before = volume;
    make_imaging()->radial_filter(volume, [](double) { return 1.0; });
    EXPECT_LT(worst_difference(volume, before), k_rounding) << size.x << " " << size.y << " " << size.z;
    EXPECT_EQ(volume.grid.size, size);
  }
}

TEST(RadialFilter, SameBitsOnAnyNumberOfThreads) {
  const Volume start = blob({{32, 45, 27}, 10}, 37, {11, -7, 3});
  std::vector<Volume> results;
  for (const int threads : {1, 3}) {
    set_imaging_threads(threads);
    results.push_back(start);
    make_imaging()->radial_filter(results.back(), [](double f) { return std::cos(300 * f * f); });
  }
  EXPECT_EQ(results[0].voxels, results[1].voxels);
}

TEST(RadialFilter, ErrorsOfTheGainReachTheCaller) {
  Volume volume = blob({{4, 4, 4}, 10}, 10);
  EXPECT_THROW(make_imaging()->radial_filter(volume, [](double) -> double { throw Cancelled(); }), Cancelled);
}

}  // namespace
}  // namespace cryocosm::testing
