// Unit tests of hot_pixels.repair: what hot_pixels.defects did is undone.
#include "repair.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "cryocosm/error.hpp"
#include "defects.hpp"
#include "images.hpp"

namespace hot_pixels {
namespace {

using namespace cryocosm;

TEST(Repair, PixelsReadAlmostWhatTheyWouldHaveRead) {
  const NoisySeries in;
  DefectsParams params;
  params.hot.fraction = 0.01;
  params.hot.excess = Distribution::exponential(12, 30);
  params.dead.fraction = 0.01;
  params.dead.level = -12;
  params.rays.per_image = 5;
  params.rays.excess = 20;
  const auto spoiled = output_of(Defects(params), in.dataset());
  const auto repaired =
      output_of(Repair(RepairParams{}), spoiled.dataset(DataKind::tilt_series, in.dataset().specimen));
  std::size_t changed = 0;
  for (std::size_t i = 0; i < in.voxels.size(); ++i) {
    // a defect leaves the median of its neighbours, within five deviations of noise and median together
    EXPECT_NEAR(repaired.volume.voxels[i], in.voxels[i], 5 * 2 * std::sqrt(1 + 1.57 / 8)) << i;
    changed += spoiled.volume.voxels[i] != in.voxels[i];
    if (spoiled.volume.voxels[i] == in.voxels[i]) {
      EXPECT_EQ(repaired.volume.voxels[i], in.voxels[i]) << i;
    }
  }
  EXPECT_GT(changed, 50U);
  ASSERT_EQ(repaired.tilts.size(), 3U);
  EXPECT_EQ(repaired.tilts[2].shift_x_A, 3);
  EXPECT_EQ(repaired.contrast, Contrast::protein_dark);
}

TEST(Repair, StopsWhenCancelled) {
  const NoisySeries in;
  cryocosm::testing::KeptOutput out;
  cryocosm::testing::TestRun run;
  run.is_cancelled = true;
  EXPECT_THROW(Repair(RepairParams{}).run(in.dataset(), out, run), Cancelled);
}

}  // namespace
}  // namespace hot_pixels
