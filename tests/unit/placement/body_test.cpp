// Farthest-first order of probe points.
#include "placement/body.hpp"

#include <gtest/gtest.h>

#include "support/ball_components.hpp"

namespace cryocosm {
namespace {

struct Line final : Rasterizer {
  std::string_view kind() const override { return "spheres"; }
  void draw(const Shape&, const Pose&, VoxelWindow<float>) const override {}
  void exclude(const Shape&, const Pose&, VoxelWindow<std::uint8_t>) const override {}
  void probes(const Shape&, double, std::vector<Vec3>& points) const override {
    for (int i = -8; i <= 8; ++i) points.push_back({static_cast<double>(i), 0, 0});
    points.push_back({0, 0, 0});  // given twice, kept once
  }
};

TEST(Probes, StartAtTheCentreAndSpread) {
  const auto points = ordered_probes(Line{}, test::BallChains(10).ball, 10);
  ASSERT_EQ(points.size(), 17U);
  EXPECT_EQ(points[0], (Vec3{0, 0, 0}));
  EXPECT_EQ(std::abs(points[1].x), 8);
  EXPECT_EQ(points[2].x, -points[1].x);
  EXPECT_EQ(std::abs(points[3].x), 4);
}

TEST(Probes, KeepAtMostTheLimit) {
  EXPECT_EQ(ordered_probes(Line{}, test::BallChains(10).ball, 10, 5).size(), 5U);
}

}  // namespace
}  // namespace cryocosm
