// Where fibrils lie and start, and how they go on.
#include "wavy.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace collagen {
namespace {

using namespace cryocosm;

const SphereSet k_ball({{{}, 100, 1}}, 5);

/// A volume of 800 x 600 x 400 Å, free where x is at least `free_from_A`, with some units.
class Scene final : public SceneView {
 public:
  const GridSpec& grid() const override { return grid_; }
  std::uint64_t attempt() const override { return 0; }
  bool is_free(Vec3 p) const override {
    const Box box = bounds(grid_);
    return p.x >= free_from_A && p.x >= box.low.x && p.x < box.high.x && p.y >= box.low.y &&
           p.y < box.high.y && p.z >= box.low.z && p.z < box.high.z;
  }
  std::optional<Pose> random_pose(const Unit&, Random&) const override { return std::nullopt; }
  Span<const PlacedUnit> units(std::string_view name) const override {
    return name.empty() ? view(own) : Span<const PlacedUnit>{};
  }
  Span<const PlacedSurface> surfaces(std::string_view) const override { return {}; }

  double free_from_A = -1e9;
  std::vector<PlacedUnit> own;

 private:
  GridSpec grid_{{80, 60, 40}, 10};
};

Unit stepping_unit() {
  Unit unit;
  unit.shape = &k_ball;
  unit.step.nearest_A = unit.step.farthest_A = 50;
  return unit;
}

WavyParams waves() {
  WavyParams params;
  params.crimp_amplitude_A = 30;
  params.crimp_length_A = 600;
  params.crimp_phase_deg = 90;
  params.spacing_A = Distribution::uniform(90, 110);
  return params;
}

double wave_A(double x) { return 30 * std::cos(2 * k_pi * x / 600); }

TEST(Wavy, AFibrilStartsWhereItsLineMeetsFreeVoxels) {
  Scene scene;
  const Unit unit = stepping_unit();
  WavyParams params = waves();
  params.antiparallel = 0;
  for (const double free_from_A : {-1e9, 300.0}) {
    scene.free_from_A = free_from_A;
    Random random(1);
    for (int i = 0; i < 100; ++i) {
      const Vec3 start = Wavy(params).first(scene, unit, random)->pose.position_A;
      EXPECT_TRUE(scene.is_free(start));
      for (double x = start.x - 10; x > -100; x -= 10)  // in steps of a voxel, as far as the volume reaches
        EXPECT_FALSE(scene.is_free({x, start.y - wave_A(start.x) + wave_A(x), start.z}));
    }
  }
}

TEST(Wavy, AFibrilThatRunsBackStartsAtTheOtherEnd) {
  const Scene scene;
  WavyParams params = waves();
  params.antiparallel = 1;
  params.inset_A = 20;
  params.crimp_amplitude_A = 0;
  Random random(1);
  const Pose start = Wavy(params).first(scene, stepping_unit(), random)->pose;
  EXPECT_NEAR(start.position_A.x, 795 - 5 - 20, 1e-6);
  EXPECT_NEAR(norm(rotate(start.rotation, {0, 0, 1}) - Vec3{-1, 0, 0}), 0, 1e-9);
}

TEST(Wavy, NeighboursAreAtTheirSpacingAndInStep) {
  Scene scene;
  const Vec3 first{100, 250 + wave_A(100), 200};  // on the line with y = 250, z = 200
  PlacedUnit start, second;
  start.shape = second.shape = &k_ball;
  start.pose.position_A = first;
  second.index = 1;
  second.pose.position_A = {500, 0, 0};  // no start of a fibril: nothing may lie beside it
  scene.own = {start, second};
  const Wavy wavy(waves());
  Random random(1);
  double mean_cosine = 0;
  constexpr int k_draws = 4000;
  for (int i = 0; i < k_draws; ++i) {
    const Vec3 p = wavy.first(scene, stepping_unit(), random)->pose.position_A;
    const double y = p.y - wave_A(p.x) - 250, z = p.z - 200;
    ASSERT_GE(std::hypot(y, z), 90 - 1e-6);
    ASSERT_LE(std::hypot(y, z), 110 + 1e-6);
    mean_cosine += y / std::hypot(y, z) / k_draws;
  }
  // uniform directions: the mean cosine has the variance 1 / (2 n); four deviations
  EXPECT_NEAR(mean_cosine, 0, 4 / std::sqrt(2.0 * k_draws));
}

TEST(Wavy, UnitsStayOnTheirLine) {
  const Scene scene;
  for (const double antiparallel : {0.0, 1.0}) {
    WavyParams params = waves();
    params.antiparallel = antiparallel;
    const Wavy wavy(params);
    Random random(2);
    std::vector<Pose> chain{wavy.first(scene, stepping_unit(), random)->pose};
    const double y = chain[0].position_A.y - wave_A(chain[0].position_A.x);
    for (int i = 0; i < 12; ++i) {
      chain.push_back(wavy.next(scene, {view(chain)}, stepping_unit(), random)->pose);
      const Pose &here = chain[chain.size() - 1], &before = chain[chain.size() - 2];
      EXPECT_NEAR(norm(here.position_A - before.position_A), 50, 1e-6);
      EXPECT_NEAR(here.position_A.y, y + wave_A(here.position_A.x), 1e-6);
      EXPECT_NEAR(here.position_A.z, chain[0].position_A.z, 1e-6);
      EXPECT_GT((antiparallel > 0 ? -1 : 1) * (here.position_A.x - before.position_A.x), 0);
    }
  }
}

TEST(Wavy, UnitsTurnByTheirTwist) {
  const Scene scene;
  WavyParams params = waves();
  params.crimp_amplitude_A =
      0;  // on a straight line the turn from unit to unit is the twist and nothing else
  Unit unit = stepping_unit();
  unit.step.twist_rad = 0.8;
  const Wavy wavy(params);
  Random random(3);
  std::vector<Pose> chain{wavy.first(scene, unit, random)->pose};
  for (int i = 0; i < 5; ++i) {
    chain.push_back(wavy.next(scene, {view(chain)}, unit, random)->pose);
    const Pose &here = chain[chain.size() - 1], &before = chain[chain.size() - 2];
    const Vec3 x = rotate(conjugate(before.rotation) * here.rotation, {1, 0, 0});
    EXPECT_NEAR(norm(x - Vec3{std::cos(0.8), std::sin(0.8), 0}), 0, 1e-9);
  }
}

TEST(Wavy, TheFirstTurnIsUniform) {
  const Scene scene;
  Random random(4);
  double cosine = 0;
  constexpr int k_draws = 4000;
  for (int i = 0; i < k_draws; ++i)
    cosine +=
        rotate(Wavy(waves()).first(scene, stepping_unit(), random)->pose.rotation, {0, 1, 0}).z / k_draws;
  EXPECT_NEAR(cosine, 0, 4 / std::sqrt(2.0 * k_draws));  // four deviations
}

TEST(Wavy, RefusesDirectionsThatSpanNoPlane) {
  const auto schema = Wavy::schema();
  Value group;
  group.type = Value::Type::group;
  group.keys = {"direction"};
  group.items = {detail::load(Vec3{0, -3, 0})};
  ASSERT_EQ(schema.first_broken_rule(group), 0);
  EXPECT_EQ(schema.info().rules[0], "direction and sideways must neither be zero nor parallel");
}

}  // namespace
}  // namespace collagen
