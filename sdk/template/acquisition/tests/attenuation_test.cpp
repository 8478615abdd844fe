// Unit tests of @NAME@.attenuation.
#include "attenuation.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "cryocosm/testing.hpp"

namespace @NAME@ {
namespace {

using namespace cryocosm;

const GridSpec k_specimen{{8, 6, 40}, 10};  // 400 Å thick
const GridSpec k_stack{{8, 6, 3}, 10};
const std::vector<Tilt> k_tilts{{-60}, {0}, {60}};

Dataset tilt_series(const std::vector<float>& voxels) {
  Dataset dataset;
  dataset.kind = DataKind::tilt_series;
  dataset.grid = k_stack;
  dataset.voxels = voxels.data();
  dataset.tilts = view(k_tilts);
  dataset.contrast = Contrast::protein_dark;
  dataset.specimen = k_specimen;
  return dataset;
}

TEST(Attenuation, FollowsBeerAndLambert) {
  EXPECT_DOUBLE_EQ(transmission(3000, 3000, 0), std::exp(-1.0));
  EXPECT_NEAR(transmission(3000, 3000, 60), std::exp(-2.0), 1e-12);
  EXPECT_DOUBLE_EQ(transmission(500, 3000, 35), transmission(500, 3000, -35));
  EXPECT_DOUBLE_EQ(transmission(0, 3000, 60), 1);
}

TEST(Attenuation, ScalesEachViewByItsOwnPath) {
  const std::vector<float> ones(k_stack.count(), 1.0F);
  AttenuationParams params;
  params.mean_free_path_A = 3000;
  params.extra_ice_A = 200;
  cryocosm::testing::KeptOutput out;
  cryocosm::testing::TestRun run;
  Attenuation(params).run(tilt_series(ones), out, run);

  ASSERT_EQ(out.volume.voxels.size(), k_stack.count());
  const std::size_t pixels = ones.size() / 3;
  for (std::size_t i = 0; i < pixels; ++i) {
    EXPECT_FLOAT_EQ(out.volume.voxels[i], std::exp(-1200.0F / 3000));
    EXPECT_FLOAT_EQ(out.volume.voxels[pixels + i], std::exp(-600.0F / 3000));
    EXPECT_FLOAT_EQ(out.volume.voxels[2 * pixels + i], std::exp(-1200.0F / 3000));
  }
  EXPECT_EQ(out.tilts.size(), 3u);
  EXPECT_EQ(out.contrast, Contrast::protein_dark);
}

TEST(Attenuation, StopsWhenCancelled) {
  const std::vector<float> ones(k_stack.count(), 1.0F);
  cryocosm::testing::KeptOutput out;
  cryocosm::testing::TestRun run;
  run.is_cancelled = true;
  EXPECT_THROW(Attenuation(AttenuationParams{}).run(tilt_series(ones), out, run), Cancelled);
}

}  // namespace
}  // namespace @NAME@
