// Unit tests of @NAME@.layer.
#include "layer.hpp"

#include <gtest/gtest.h>

#include "cryocosm/testing.hpp"

namespace @NAME@ {
namespace {

using namespace cryocosm;

const GridSpec k_grid{{40, 30, 20}, 10};

TEST(Layer, PositionsFillTheLayerEvenly) {
  LayerParams params;
  params.height = 0.25;
  params.thickness_A = 60;
  const Layer layer(params);
  const cryocosm::testing::EmptyScene scene(k_grid);
  Random random(1);

  const int n = 10000;
  Vec3 mean;
  for (int i = 0; i < n; ++i) {
    const Vec3 p = layer.first(scene, Unit{}, random)->pose.position_A;
    ASSERT_GE(p.z, 15);  // the volume reaches from -5 to 195 Å: the middle is at 45
    ASSERT_LE(p.z, 75);
    mean = mean + p / n;
  }
  // four standard errors of the mean of a uniform distribution: 4 * width / sqrt(12 n)
  EXPECT_NEAR(mean.x, 195, 4 * 400 / std::sqrt(12.0 * n));
  EXPECT_NEAR(mean.y, 145, 4 * 300 / std::sqrt(12.0 * n));
  EXPECT_NEAR(mean.z, 45, 4 * 60 / std::sqrt(12.0 * n));
}

TEST(Layer, IsCutOffAtTheVolume) {
  LayerParams params;
  params.height = 0;
  params.thickness_A = 1000;
  const Layer layer(params);
  const cryocosm::testing::EmptyScene scene(k_grid);
  Random random(1);
  for (int i = 0; i < 1000; ++i) {
    const auto proposal = layer.first(scene, Unit{}, random);
    EXPECT_TRUE(scene.is_free(proposal->pose.position_A));
  }
}

TEST(Layer, ChainsStayAtTheirHeightAndKeepTheirDistance) {
  const Layer layer(LayerParams{});
  const cryocosm::testing::EmptyScene scene(k_grid);
  Random random(1);
  Unit unit;
  unit.step.nearest_A = 20;
  unit.step.farthest_A = 30;
  const std::vector<Pose> chain{{{}, {100, 100, 95}}};
  for (int i = 0; i < 1000; ++i) {
    const Vec3 p = layer.next(scene, {view(chain)}, unit, random)->pose.position_A;
    EXPECT_EQ(p.z, 95);
    EXPECT_GE(norm(p - chain[0].position_A), 20 - 1e-9);
    EXPECT_LE(norm(p - chain[0].position_A), 30 + 1e-9);
  }
}

}  // namespace
}  // namespace @NAME@
