// The Gaussian filter against closed forms.
#include <limits>
#include <numbers>
#include <numeric>

#include "filter_tools.hpp"
#include "test_files.hpp"

namespace cryocosm::testing {
namespace {

constexpr double k_ulp = std::numeric_limits<float>::epsilon() / 2;

Volume delta(Index3 size, double voxel_A) {
  Volume volume{{size, voxel_A}, std::vector<float>(GridSpec{size, voxel_A}.count())};
  for_each_voxel(volume,
                 [](float& value, Vec3 r) { value = r.x == 0 && r.y == 0 && r.z == 0 ? 1.0F : 0.0F; });
  return volume;
}

// A float sum of n terms is off by n units of rounding at most; each of three passes adds 6 sigma = 12 pairs.
TEST(Gaussian, PointBecomesTheClosedForm) {
  constexpr double sigma_A = 20;
  constexpr double voxel_A = 10;
  Volume volume = delta({41, 40, 39}, voxel_A);
  make_imaging()->gaussian(volume, sigma_A);
  const double peak = std::pow(voxel_A / (std::sqrt(2 * std::numbers::pi) * sigma_A), 3);
  double worst = 0;
  for_each_voxel(volume, [&](float value, Vec3 r) {
    const double exact = peak * std::exp(-(r.x * r.x + r.y * r.y + r.z * r.z) / (2 * sigma_A * sigma_A));
    worst = std::max(worst, std::abs(static_cast<double>(value) - exact));
  });
  EXPECT_LT(worst, peak * 3 * (12 + 2) * k_ulp);
}

// mass 1 and the variance asked for, also where a Gaussian is narrower than a voxel
TEST(Gaussian, KeepsMassAndAddsItsVariance) {
  for (const double sigma : {0.05, 0.3, 0.5, 0.8, 1.0, 1.7, 3.0}) {
    Volume volume = delta({45, 45, 45}, 1);
    make_imaging()->gaussian(volume, sigma);
    const Moments found = moments(volume);
    const double tolerance = 3 * (18 + 2) * k_ulp;
    EXPECT_NEAR(found.mass, 1, tolerance) << sigma;
    EXPECT_NEAR(found.variance.x, sigma * sigma, 10 * sigma * sigma * tolerance) << sigma;
    EXPECT_NEAR(found.variance.z, sigma * sigma, 10 * sigma * sigma * tolerance) << sigma;
    EXPECT_NEAR(found.centre.y, 0, 1e-12) << sigma;
    EXPECT_GE(*std::min_element(volume.voxels.begin(), volume.voxels.end()), 0) << sigma;
  }
}

// Zero flux: the border's value goes on outside, so the first voxel of a step keeps all weights on its side.
TEST(Gaussian, BorderContinuesWithItsValue) {
  Volume constant{{{6, 5, 4}, 1}, std::vector<float>(120, 3.0F)};
  make_imaging()->gaussian(constant, 2);
  for (const float value : constant.voxels) EXPECT_NEAR(value, 3, 3 * 3 * 14 * k_ulp);

  for (int axis = 0; axis < 3; ++axis) {
    const GridSpec grid{{axis == 0 ? 30 : 1, axis == 1 ? 30 : 1, axis == 2 ? 30 : 1}, 1};
    Volume step{grid, std::vector<float>(30)};
    step.voxels[0] = 1;
    make_imaging()->gaussian(step, 2);
    const double w0 = 1 / (std::sqrt(2 * std::numbers::pi) * 2);
    EXPECT_NEAR(step.voxels[0], (1 + w0) / 2, 3 * 14 * k_ulp) << axis;
    const double total = std::accumulate(step.voxels.begin(), step.voxels.end(), 0.0);
    double expected = 0;  // the n-th voxel gets all weights from n on
    for (int n = 0; n <= 12; ++n) {
      for (int k = n; k <= 12; ++k) expected += w0 * std::exp(-k * k / 8.0);
    }
    EXPECT_NEAR(total, expected, 1e-5) << axis;
  }
}

TEST(Gaussian, ZeroIsTheIdentity) {
  Volume volume = blob({{9, 8, 7}, 3}, 5);
  const std::vector<float> before = volume.voxels;
  make_imaging()->gaussian(volume, 0);
  EXPECT_EQ(volume.voxels, before);
  make_imaging()->gaussian(volume, std::numeric_limits<double>::denorm_min());
  EXPECT_EQ(volume.voxels, before);
}

TEST(Gaussian, TinyVolumesAndWideFilters) {
  for (const Index3 size : {Index3{1, 1, 1}, Index3{2, 1, 3}, Index3{3, 3, 3}}) {
    Volume volume{{size, 1}, {}};
    volume.voxels.assign(volume.grid.count(), 2.0F);
    make_imaging()->gaussian(volume, 50);
    for (const float value : volume.voxels) EXPECT_NEAR(value, 2, 2 * 3 * 302 * k_ulp);
  }
}

TEST(Gaussian, SameBitsOnAnyNumberOfThreads) {
  const Volume start = blob({{33, 47, 29}, 10}, 37, {11, -7, 3});
  std::vector<Volume> results;
  for (const int threads : {1, 2, 5}) {
    set_imaging_threads(threads);
    results.push_back(start);
    make_imaging()->gaussian(results.back(), 17);
  }
  EXPECT_EQ(results[0].voxels, results[1].voxels);
  EXPECT_EQ(results[0].voxels, results[2].voxels);
}

TEST(Gaussian, Refusals) {
  const auto imaging = make_imaging();
  Volume volume = blob({{4, 4, 4}, 10}, 10);
  const Caught negative = caught([&] { imaging->gaussian(volume, -1); });
  EXPECT_EQ(negative.code, Code::out_of_range);
  EXPECT_EQ(negative.message, "a Gaussian filter of standard deviation -1 Å");
  EXPECT_EQ(caught([&] { imaging->gaussian(volume, std::nan("")); }).code, Code::out_of_range);
  volume.voxels.pop_back();
  const Caught wrong = caught([&] { imaging->gaussian(volume, 1); });
  EXPECT_EQ(wrong.code, Code::wrong_size);
  EXPECT_EQ(wrong.message, "a volume of 4 x 4 x 4 voxels that holds 63 values");
}

}  // namespace
}  // namespace cryocosm::testing
