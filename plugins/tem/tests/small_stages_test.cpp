// tem.bin, tem.crop, tem.normalize and tem.filter: values, truth that moves along, and refusals.
#include <gtest/gtest.h>

#include "bin.hpp"
#include "crop.hpp"
#include "filter.hpp"
#include "hosts.hpp"
#include "imaging/imaging.hpp"
#include "normalize.hpp"
#include "project.hpp"
#include "reconstruct.hpp"

namespace cryocosm::tem {
namespace {

Volume counted(Index3 size, double voxel_A = 5) {
  Volume volume{{size, voxel_A}, {}};
  for (std::size_t i = 0; i < volume.grid.count(); ++i) volume.voxels.push_back(static_cast<float>(i));
  return volume;
}
const std::vector<Tilt> k_two = tilts_between(-10, 10, 20);

TEST(Bin, AveragesBlocks) {
  const Volume stack = counted({4, 2, 2});
  const auto images = run_stage(Bin({2}), dataset_of(stack, k_two, stack.grid));
  EXPECT_EQ(images.volume.grid.size, (Index3{2, 1, 2}));
  EXPECT_EQ(images.volume.grid.voxel_A, 10);
  EXPECT_EQ(images.volume.voxels, (std::vector<float>{2.5, 4.5, 10.5, 12.5}));
  EXPECT_EQ(images.tilts[1].angle_deg, 10);
  const auto volume = run_stage(Bin({2}), dataset_of(stack));
  EXPECT_EQ(volume.volume.voxels, (std::vector<float>{6.5, 8.5}));
}

TEST(Bin, RefusesWhatDoesNotDivide) {
  const Volume stack = counted({4, 3, 2});
  EXPECT_EQ(data_error_of([&] { run_stage(Bin({2}), dataset_of(stack, k_two, stack.grid)); }),
            Texts("the image of 4 x 3 pixels can not be binned by 2",
                  "every side must be a multiple of the factor; tem.crop can make it one"));
  EXPECT_EQ(data_error_of([&] { run_stage(Bin({2}), dataset_of(stack)); }).first,
            "the volume of 4 x 3 x 2 voxels can not be binned by 2");
}

TEST(Crop, KeepsAPartAndItsTruth) {
  const Volume stack = counted({5, 4, 2});
  CropParams params;
  params.size = {2, 3};
  params.offset = {1, 0};
  const auto out = run_stage(Crop(params), dataset_of(stack, k_two, stack.grid));
  EXPECT_EQ(out.volume.voxels, (std::vector<float>{1, 2, 6, 7, 11, 12, 21, 22, 26, 27, 31, 32}));
  // the old middle, at (2, 1.5), is half a pixel beyond the new one in x and in y
  EXPECT_EQ(out.tilts[0].shift_x_A, 2.5);
  EXPECT_EQ(out.tilts[0].shift_y_A, 2.5);
  params.size = {2, 2, 1};
  params.offset = {};
  EXPECT_EQ(run_stage(Crop(params), dataset_of(stack)).volume.voxels, (std::vector<float>{6, 7, 11, 12}));
}

TEST(Crop, AReconstructionFromPartOfTheImagesStaysInPlace) {
  const GridSpec grid{{60, 12, 40}, 10};
  const Blob blob{{33, 6, 22}, 3, 1};
  const auto tilts = tilts_between(-90, 87, 3);
  const Volume series = series_of(grid, {blob}, tilts);
  CropParams params;
  params.size = {47, 12};
  params.offset = {9, 0};
  const auto part = run_stage(Crop(params), dataset_of(series, tilts, grid));
  const auto out = run_stage(Reconstruct({}), part.dataset(DataKind::tilt_series, grid));
  // the middle of a tomogram is the middle of the specimen, 29.5; so the blob is at 23 + 33 - 29.5
  std::int64_t peak = 0;
  for (std::int64_t x = 0; x < 47; ++x)
    if (at(out.volume, x, 6, 22) > at(out.volume, peak, 6, 22)) peak = x;
  EXPECT_TRUE(peak == 26 || peak == 27) << peak;
  EXPECT_NEAR(at(out.volume, 26, 6, 22), at(out.volume, 27, 6, 22), 0.02);
}

TEST(Crop, RefusesWhatIsOutside) {
  const Volume stack = counted({5, 4, 2});
  CropParams params;
  params.size = {6, 4};
  EXPECT_EQ(data_error_of([&] { run_stage(Crop(params), dataset_of(stack, k_two, stack.grid)); }),
            Texts("the part from 0 to 5 along x is not inside the image, which has 5 along it",
                  "make size or offset smaller"));
  EXPECT_EQ(data_error_of([&] { run_stage(Crop(params), dataset_of(stack)); }),
            Texts("the size of the part has 2 numbers, but volumes have 3 sides", "give x, y and z"));
}

double mean_of(const float* values, std::size_t n) {
  double sum = 0;
  for (std::size_t i = 0; i < n; ++i) sum += static_cast<double>(values[i]);
  return sum / static_cast<double>(n);
}
double deviation_of(const float* values, std::size_t n) {
  double sum = 0;
  for (std::size_t i = 0; i < n; ++i) sum += std::pow(static_cast<double>(values[i]) - mean_of(values, n), 2);
  return std::sqrt(sum / static_cast<double>(n));
}

TEST(Normalize, GivesMeanAndDeviation) {
  const Volume stack = counted({50, 40, 2});
  NormalizeParams params;
  params.mean = 3;
  params.deviation = 2;
  const auto all = run_stage(Normalize(params), dataset_of(stack, k_two, stack.grid));
  EXPECT_NEAR(mean_of(all.volume.voxels.data(), 4000), 3, 1e-6);
  EXPECT_NEAR(deviation_of(all.volume.voxels.data(), 4000), 2, 1e-6);
  params.over = "each";
  params.contrast = "dark";
  const auto each = run_stage(Normalize(params), dataset_of(stack, k_two, stack.grid));
  for (const std::size_t image : {0U, 1U}) {
    EXPECT_NEAR(mean_of(each.volume.voxels.data() + image * 2000, 2000), 3, 1e-6);
    EXPECT_NEAR(deviation_of(each.volume.voxels.data() + image * 2000, 2000), 2, 1e-6);
  }
  EXPECT_EQ(each.contrast, Contrast::protein_dark);
  EXPECT_GT(each.volume.voxels[0], each.volume.voxels[1]);  // the sign is turned
}

TEST(Normalize, RefusesConstants) {
  Volume stack = counted({3, 2, 2});
  std::fill(stack.voxels.begin() + 6, stack.voxels.end(), 0.1F);
  NormalizeParams params;
  params.over = "each";
  EXPECT_EQ(data_error_of([&] { run_stage(Normalize(params), dataset_of(stack, k_two, stack.grid)); }),
            Texts("image 1 is constant, so it can not be given a standard deviation",
                  "leave tem.normalize out, or look at the stages before it"));
}

TEST(Filter, GainsAreHalfAtTheirResolutions) {
  const FilterParams params{20, 200, 0.2};
  EXPECT_NEAR(filter_gain(params, 1.0 / 20), 0.5, 1e-12);
  EXPECT_NEAR(filter_gain(params, 1.0 / 200), 0.5, 1e-12);
  EXPECT_EQ(filter_gain(params, 1.0 / 50), 1);
  EXPECT_EQ(filter_gain(params, 0), 0);
  EXPECT_EQ(filter_gain(params, 1.3 / 20), 0);
  EXPECT_EQ(filter_gain({20, 0, 0}, 0), 1);
}

TEST(Filter, KeepsSlowWavesAndTakesFastOnesAway) {
  // waves with whole numbers of periods are eigenfunctions; images must not mix
  Volume stack{{{40, 20, 2}, 5}, {}};
  for (std::int64_t z = 0; z < 2; ++z)
    for (std::int64_t y = 0; y < 20; ++y)
      for (std::int64_t x = 0; x < 40; ++x)
        stack.voxels.push_back(static_cast<float>(std::cos(2 * k_pi * double(x) * (z == 0 ? 2 : 10) / 40)));
  const auto imaging = make_imaging();
  testing::TestRun run(1, nullptr, imaging.get());
  testing::KeptOutput out;
  Filter({40, 0, 0.1}).run(dataset_of(stack, k_two, stack.grid), out, run);  // periods of 100 and 20 A
  for (std::size_t i = 0; i < 800; ++i) {
    ASSERT_NEAR(out.volume.voxels[i], stack.voxels[i], 1e-5);
    ASSERT_NEAR(out.volume.voxels[800 + i], 0, 1e-5);
  }
}

}  // namespace
}  // namespace cryocosm::tem
