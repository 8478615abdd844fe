// The small parts of the host that the SDK brings along: callables, services, the empty scene of tests.
#include <gtest/gtest.h>

#include "cryocosm/testing.hpp"

namespace cryocosm {
namespace {

const GridSpec k_grid{{10, 20, 30}, 4};

TEST(FunctionRef, CallsWhatItRefersTo) {
  int calls = 0;
  const auto add = [&calls](int a, int b) { return ++calls, a + b; };
  const FunctionRef<int(int, int)> ref = add;
  const FunctionRef<int(int, int)> copy = ref;
  EXPECT_EQ(ref(2, 3), 5);
  EXPECT_EQ(copy(4, 5), 9);
  EXPECT_EQ(calls, 2);
}

TEST(Services, StopIfCancelledThrowsOnceCancelled) {
  testing::TestRun run;
  EXPECT_NO_THROW(run.stop_if_cancelled());
  run.is_cancelled = true;
  EXPECT_THROW(run.stop_if_cancelled(), Cancelled);
}

struct Teleporter {
  static constexpr std::string_view k_service = "teleporter/1";
};

TEST(Services, UnknownOnesAreNull) {
  testing::TestBuild build(k_grid);
  EXPECT_EQ(build.service<Teleporter>(), nullptr);
  EXPECT_EQ(build.component<Teleporter>(ComponentRef{}), nullptr);
}

TEST(EmptyScene, IsFreeInsideItsGridOnly) {
  const testing::EmptyScene scene(k_grid);
  EXPECT_TRUE(scene.is_free({0, 0, 0}));
  EXPECT_TRUE(scene.is_free({-1.9, 77.9, 117.9}));
  EXPECT_FALSE(scene.is_free({-2.1, 0, 0}));
  EXPECT_FALSE(scene.is_free({0, 78.1, 0}));
  EXPECT_TRUE(scene.units("any").empty());
  EXPECT_TRUE(scene.surfaces("any").empty());
}

TEST(UniformProposal, LiesInTheSceneAndHasNoParent) {
  const testing::EmptyScene scene(k_grid);
  Random random(1);
  for (int i = 0; i < 1000; ++i) {
    const auto proposal = uniform_proposal(scene, Unit{}, random);
    ASSERT_TRUE(proposal);
    EXPECT_TRUE(scene.is_free(proposal->pose.position_A));
    EXPECT_EQ(proposal->parent, 0U);
  }
}

TEST(KeptOutput, AllocatesZeroedAndCopiesTheTilts) {
  testing::KeptOutput output;
  std::vector<Tilt> tilts(2);
  tilts[1].angle_deg = 3;
  const auto window = output.allocate({{4, 3, 2}, 5}, view(tilts), Contrast::protein_dark);
  tilts.clear();
  EXPECT_EQ(window.at(3, 2, 1), 0.0F);
  window.at(3, 2, 1) = 7;
  EXPECT_EQ(output.volume.voxels.back(), 7.0F);
  const Dataset data = output.dataset(DataKind::tilt_series, k_grid);
  EXPECT_EQ(data.tilts.size, 2U);
  EXPECT_EQ(data.tilts[1].angle_deg, 3);
  EXPECT_EQ(data.contrast, Contrast::protein_dark);
  EXPECT_EQ(data.specimen.size, k_grid.size);
}

}  // namespace
}  // namespace cryocosm
