// Resampling keeps centre and mass and changes widths as its anti-alias filter says.
#include <numbers>

#include "filter_tools.hpp"
#include "test_files.hpp"

namespace cryocosm::testing {
namespace {

// Tolerances: cubic spline interpolation of a sampled wave is off by 2 zeta(4) (f v)^4 at most for f v << 1.
// A blob of s = 3 voxels lives at f v = 1 / (2 pi 3) = 0.053: 1.7e-5, and it is 8 widths away from the
// border.
constexpr double k_interpolation = 2e-5;

class Resampled : public ::testing::TestWithParam<double> {};

TEST_P(Resampled, KeepsMassAndCentre) {
  const double voxel_A = GetParam();
  constexpr double sigma_A = 30;
  const Vec3 centre{7, -4, 2.5};
  const Volume start = blob({{49, 50, 52}, 10}, sigma_A, centre);
  const Volume volume = make_imaging()->resample(start, voxel_A);
  EXPECT_EQ(volume.grid.voxel_A, voxel_A);
  EXPECT_EQ(volume.voxels.size(), volume.grid.count());
  const double blur = voxel_A > 10 ? (voxel_A * voxel_A - 100) / 4 : 0;  // (new^2 - old^2) / 4
  const double variance = sigma_A * sigma_A + blur;
  const Moments found = moments(volume);
  EXPECT_NEAR(found.mass / std::pow(std::sqrt(2 * std::numbers::pi) * sigma_A, 3), 1, 10 * k_interpolation);
  EXPECT_NEAR(found.centre.x, centre.x, 10 * k_interpolation * sigma_A);
  EXPECT_NEAR(found.centre.y, centre.y, 10 * k_interpolation * sigma_A);
  EXPECT_NEAR(found.centre.z, centre.z, 10 * k_interpolation * sigma_A);
  EXPECT_NEAR(found.variance.x / variance, 1, 100 * k_interpolation);
  EXPECT_NEAR(found.variance.y / variance, 1, 100 * k_interpolation);
  EXPECT_NEAR(found.variance.z / variance, 1, 100 * k_interpolation);
}

INSTANTIATE_TEST_SUITE_P(VoxelSizes, Resampled, ::testing::Values(4.0, 5.0, 9.9, 10.1, 13.48, 20.0),
                         [](const auto& test) {
                           return "Of" + std::to_string(std::lround(100 * test.param)) + "pm";
                         });

TEST(Resample, SameVoxelSizeIsTheSameVolume) {
  const Volume start = blob({{9, 8, 7}, 10}, 20);
  const Volume volume = make_imaging()->resample(start, 10);
  EXPECT_EQ(volume.grid.size, start.grid.size);
  EXPECT_EQ(volume.voxels, start.voxels);
}

TEST(Resample, CoversTheFieldOfView) {
  const auto imaging = make_imaging();
  const Volume start = blob({{100, 31, 3}, 10}, 50);
  const auto size = [&](double voxel_A) { return imaging->resample(start, voxel_A).grid.size; };
  EXPECT_EQ(size(5), (Index3{200, 62, 6}));
  EXPECT_EQ(size(20), (Index3{50, 16, 2}));
  EXPECT_EQ(size(10.0 / 3), (Index3{300, 93, 9}));
  EXPECT_EQ(size(13.48), (Index3{75, 23, 3}));
  EXPECT_EQ(size(5000), (Index3{1, 1, 1}));
}

// the spline goes through the samples: refined three times, every third voxel around the centre is an old one
TEST(Resample, KeepsOldVoxelsWhenRefined) {
  const Volume start = blob({{12, 11, 10}, 9}, 20, {3, 1, -2});
  const Volume fine = make_imaging()->resample(start, 3);
  for (std::int64_t z = -4; z < 4; ++z) {
    for (std::int64_t x = -4; x < 4; ++x) {
      const auto at = [&](const Volume& v, std::int64_t scale) {
        const Index3 n = v.grid.size;
        const std::int64_t i = ((n.z / 2 + scale * z) * n.y + n.y / 2) * n.x + n.x / 2 + scale * x;
        return v.voxels[static_cast<std::size_t>(i)];
      };
      EXPECT_NEAR(at(fine, 3), at(start, 1), 2e-6);
    }
  }
}

TEST(Resample, ConstantStaysConstant) {
  for (const Index3 size : {Index3{1, 1, 1}, Index3{2, 3, 4}, Index3{16, 15, 14}}) {
    Volume start{{size, 10}, {}};
    start.voxels.assign(start.grid.count(), 3.0F);
    for (const double voxel_A : {3.7, 17.0}) {
      const Volume volume = make_imaging()->resample(start, voxel_A);
      for (const float value : volume.voxels) EXPECT_NEAR(value, 3, 1e-5);
    }
  }
}

// a wave above the new limit must go: at 4 new voxels per old one the filter leaves exp(-2 pi^2 s^2 f^2)
TEST(Resample, LowPassesBeforeItCoarsens) {
  Volume start{{{64, 8, 8}, 10}, {}};
  start.voxels.resize(start.grid.count());
  for (std::size_t i = 0; i < start.voxels.size(); ++i) start.voxels[i] = i % 2 == 0 ? 1.0F : -1.0F;
  const Volume volume = make_imaging()->resample(start, 40);
  // f = 1/20 Å, s^2 = (1600 - 100)/4 = 375 Å^2: exp(-18.5); the border's continuation adds its own steps
  for (std::int64_t x = 4; x < 12; ++x) {
    EXPECT_LT(std::abs(volume.voxels[static_cast<std::size_t>(x)]), 1e-4F) << x;
  }
}

TEST(Resample, SameBitsOnAnyNumberOfThreads) {
  const Volume start = blob({{33, 47, 29}, 10}, 37, {11, -7, 3});
  std::vector<Volume> results;
  for (const int threads : {1, 2, 5}) {
    set_imaging_threads(threads);
    results.push_back(make_imaging()->resample(start, 13.48));
  }
  EXPECT_EQ(results[0].voxels, results[1].voxels);
  EXPECT_EQ(results[0].voxels, results[2].voxels);
}

TEST(Resample, Refusals) {
  const auto imaging = make_imaging();
  const Volume start = blob({{10, 10, 10}, 10}, 20);
  const Caught zero = caught([&] { imaging->resample(start, 0); });
  EXPECT_EQ(zero.code, Code::bad_voxel_size);
  EXPECT_EQ(zero.message, "resampling to a voxel size of 0 Å");
  const Caught huge = caught([&] { imaging->resample(start, 1e-3); });
  EXPECT_EQ(huge.code, Code::too_large);
  EXPECT_EQ(huge.message, "resampling 10 x 10 x 10 voxels from 10 to 0.001 Å gives 1e+15 voxels");
  EXPECT_EQ(caught([&] { imaging->resample(start, 1e-300); }).code, Code::too_large);
}

}  // namespace
}  // namespace cryocosm::testing
