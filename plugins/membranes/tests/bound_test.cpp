// membranes.bound: where units lie, which way they point, and what they may take of their membrane.
#include "bound.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "cryocosm/testing.hpp"
#include "sphere_surface.hpp"
#include "torus_surface.hpp"

namespace cryocosm::membranes {
namespace {

constexpr double k_half_A = 25;

/// A scene of surfaces only.
class Surfaces final : public SceneView {
 public:
  void add(const std::string& entry, const Surface& surface, std::uint32_t instance) {
    placed_[entry].push_back({&surface, instance, surface.area_A2()});
  }
  const GridSpec& grid() const override { return grid_; }
  std::uint64_t attempt() const override { return 0; }
  bool is_free(Vec3) const override { return true; }
  std::optional<Pose> random_pose(const Unit&, Random&) const override { return std::nullopt; }
  Span<const PlacedUnit> units(std::string_view) const override { return {}; }
  Span<const PlacedSurface> surfaces(std::string_view name) const override {
    const auto found = placed_.find(std::string(name));
    return found == placed_.end() ? Span<const PlacedSurface>{} : view(found->second);
  }

 private:
  GridSpec grid_{{100, 100, 100}, 10};
  std::map<std::string, std::vector<PlacedSurface>> placed_;
};

class BoundUnits : public ::testing::Test {
 protected:
  BoundUnits() {
    params.on = "vesicle, tube";
    scene.add("vesicle", small, 3);
    scene.add("vesicle", large, 7);
    scene.add("tube", torus, 9);
    unit.shape = &ball;
    unit.anchor = Anchor{{5, -3, 20}, normalized(Vec3{1, 2, 2})};
  }
  const Surface& surface_of(std::uint32_t instance) const {
    if (instance == 3) return small;
    if (instance == 7) return large;
    return torus;
  }
  /// Where the anchor came to lie.
  Vec3 held_at(const Pose& pose) const { return to_tomogram(pose, unit.anchor->point_A); }

  SphereSurface small{{200, 200, 200}, 120, k_half_A}, large{{600, 600, 500}, 240, k_half_A};
  TorusSurface torus{{300, 100}, {{}, {500, 500, 500}}, k_half_A};
  SphereSet ball{{{{}, 40, 1}}, 1};
  Surfaces scene;
  BoundParams params;
  Unit unit;
  Random random{1};
};

TEST_F(BoundUnits, AnchorsLieOnTheMidSurfaceAndAxesAlongTheNormal) {
  const Bound bound(params);
  for (int i = 0; i < 300; ++i) {
    const auto proposal = bound.first(scene, unit, random);
    ASSERT_TRUE(proposal);
    const Surface& surface = surface_of(proposal->parent);
    const Vec3 anchor = held_at(proposal->pose);
    const SurfacePoint nearest = surface.nearest(anchor);
    EXPECT_LT(norm(nearest.position_A - anchor), 1e-9);
    EXPECT_LT(norm(rotate(proposal->pose.rotation, unit.anchor->axis) - nearest.normal), 1e-9);
  }
}

TEST_F(BoundUnits, AreSharedOutByArea) {
  const Bound bound(params);
  constexpr int k_units = 20'000;
  std::map<std::uint32_t, int> counts;
  for (int i = 0; i < k_units; ++i) ++counts[bound.first(scene, unit, random)->parent];
  const double all = small.area_A2() + large.area_A2() + torus.area_A2();
  double chi2 = 0;
  for (const std::uint32_t instance : {3U, 7U, 9U}) {
    const double expected = k_units * surface_of(instance).area_A2() / all;
    chi2 += std::pow(counts[instance] - expected, 2) / expected;
  }
  EXPECT_LT(chi2, 18.4);  // two degrees of freedom: exceeded once in 10,000 times
}

TEST_F(BoundUnits, SpinsAreUniform) {
  params.on = "vesicle";
  const Bound bound(params);
  constexpr int k_units = 4000;
  // the direction of a vector of the unit that is perpendicular to its axis, around the normal
  const Vec3 aside = normalized(cross(unit.anchor->axis, {0, 0, 1}));
  double c = 0, s = 0;
  for (int i = 0; i < k_units; ++i) {
    const auto proposal = bound.first(scene, unit, random);
    const Vec3 normal = rotate(proposal->pose.rotation, unit.anchor->axis);
    const Vec3 seen =
        rotate(conjugate(rotation_between({0, 0, 1}, normal)), rotate(proposal->pose.rotation, aside));
    c += seen.x;
    s += seen.y;
  }
  // each sum has a variance of n / 2: five standard deviations
  EXPECT_LT(std::abs(c), 5 * std::sqrt(k_units / 2.0));
  EXPECT_LT(std::abs(s), 5 * std::sqrt(k_units / 2.0));
}

TEST_F(BoundUnits, MayPointInwardInPart) {
  params.side = "both";
  params.inward_fraction = 0.3;
  params.height_A = 8;
  const Bound bound(params);
  constexpr int k_units = 4000;
  int inward = 0;
  for (int i = 0; i < k_units; ++i) {
    const auto proposal = bound.first(scene, unit, random);
    const SurfacePoint nearest = surface_of(proposal->parent).nearest(held_at(proposal->pose));
    const Vec3 axis = rotate(proposal->pose.rotation, unit.anchor->axis);
    inward += dot(axis, nearest.normal) < 0;
    // the height counts along the side that the unit points to
    EXPECT_NEAR(dot(held_at(proposal->pose) - nearest.position_A, axis), 8, 1e-6);
  }
  EXPECT_NEAR(inward, 0.3 * k_units, 5 * std::sqrt(0.21 * k_units));
}

TEST_F(BoundUnits, PeripheralOnesSitOnTheFace) {
  params.hold = "peripheral";
  params.height_A = 3;
  const Bound bound(params);
  for (int i = 0; i < 100; ++i) {
    const auto proposal = bound.first(scene, unit, random);
    const Vec3 anchor = held_at(proposal->pose);
    const SurfacePoint nearest = surface_of(proposal->parent).nearest(anchor);
    EXPECT_NEAR(dot(anchor - nearest.position_A, nearest.normal), k_half_A + 3, 1e-9);
  }
}

TEST_F(BoundUnits, TetheredOnesTurnFreelyAtTheEndOfTheirLinker) {
  params.hold = "tethered";
  params.height_A = Distribution::uniform(20, 60);
  const Bound bound(params);
  constexpr int k_units = 2000;
  double along = 0;
  for (int i = 0; i < k_units; ++i) {
    const auto proposal = bound.first(scene, unit, random);
    const Vec3 anchor = held_at(proposal->pose);
    const SurfacePoint nearest = surface_of(proposal->parent).nearest(anchor);
    const double height = dot(anchor - nearest.position_A, nearest.normal) - k_half_A;
    EXPECT_GE(height, 20 - 1e-9);
    EXPECT_LE(height, 60 + 1e-9);
    along += dot(rotate(proposal->pose.rotation, unit.anchor->axis), nearest.normal);
  }
  EXPECT_LT(std::abs(along), 5 * std::sqrt(k_units / 3.0));  // cosines of variance 1/3
}

TEST_F(BoundUnits, WobbleIsTheAngleToTheNormal) {
  params.wobble_deg = 15;
  const Bound bound(params);
  for (int i = 0; i < 100; ++i) {
    const auto proposal = bound.first(scene, unit, random);
    const SurfacePoint nearest = surface_of(proposal->parent).nearest(held_at(proposal->pose));
    const double cosine = dot(rotate(proposal->pose.rotation, unit.anchor->axis), nearest.normal);
    EXPECT_NEAR(std::acos(cosine) * 180 / k_pi, 15, 1e-6);
  }
}

TEST_F(BoundUnits, TheNextOfAClusterLiesOnTheSameSurfaceAtItsDistance) {
  const Bound bound(params);
  unit.step.nearest_A = 60;
  unit.step.farthest_A = 90;
  for (int i = 0; i < 200; ++i) {
    const auto first = bound.first(scene, unit, random);
    const std::vector<Pose> poses{first->pose};
    const auto next = bound.next(scene, {view(poses), first->parent}, unit, random);
    ASSERT_TRUE(next);
    EXPECT_EQ(next->parent, first->parent);
    const double distance = norm(held_at(next->pose) - held_at(first->pose));
    EXPECT_GE(distance, 60 - 1e-6);
    EXPECT_LE(distance, 90 + 1e-6);
    EXPECT_LT(norm(surface_of(next->parent).nearest(held_at(next->pose)).position_A - held_at(next->pose)),
              1e-6);
  }
}

TEST_F(BoundUnits, TakeTheirMembraneWithinItsThicknessAndItsBend) {
  params.on = "vesicle";
  const Bound bound(params);
  for (int i = 0; i < 50; ++i) {
    const auto proposal = bound.first(scene, unit, random);
    const double radius_A = proposal->parent == 3 ? 120 : 240;
    EXPECT_NEAR(norm(proposal->embedding.point_A -
                     surface_of(proposal->parent).nearest(held_at(proposal->pose)).position_A),
                0, 1e-9);
    // a parabola of the sphere's curvature, over the radius of the unit
    const double reach_A = unit.shape->radius_A();
    EXPECT_NEAR(proposal->embedding.reach_A,
                k_half_A + std::min(k_half_A, reach_A * reach_A / (2 * radius_A)), 0.02);
    EXPECT_EQ(proposal->if_refused, IfRefused::try_again);
    EXPECT_FALSE(proposal->may_move);
  }
}

TEST_F(BoundUnits, HaveNoPlaceWithoutSurfaces) {
  params.on = "nothing";
  EXPECT_FALSE(Bound(params).first(scene, unit, random));
}

TEST(BoundSchema, NamesAreSplitAtCommas) {
  BoundParams params;
  params.on = " vesicle,tube ,  mitochondrion";
  const Bound bound(params);
  const auto names = bound.attaches_to();
  EXPECT_EQ(std::vector<std::string>(names.begin(), names.end()),
            (std::vector<std::string>{"vesicle", "tube", "mitochondrion"}));
}

std::string broken_rule(const std::vector<std::pair<std::string, Value>>& given) {
  const auto schema = Bound::schema();
  Value group;
  group.type = Value::Type::group;
  for (const auto& [key, value] : given) {
    group.keys.push_back(key);
    group.items.push_back(value);
  }
  const int broken = schema.first_broken_rule(group);
  return broken < 0 ? "" : schema.info().rules[static_cast<std::size_t>(broken)];
}

Value text(std::string words) {
  Value value;
  value.type = Value::Type::text;
  value.text = std::move(words);
  return value;
}

TEST(BoundSchema, RefusesEmptyNamesAndWobblingTethers) {
  EXPECT_EQ(broken_rule({{"on", text("vesicle, tube")}}), "");
  for (const char* names : {"", " ", "vesicle,", ",tube", "a,,b"})
    EXPECT_EQ(broken_rule({{"on", text(names)}}),
              "on must name one entry, or several with commas between them");
  Value wobble;
  wobble.type = Value::Type::distribution;
  wobble.distribution = 10;
  EXPECT_EQ(broken_rule({{"on", text("a")}, {"hold", text("tethered")}, {"wobble", wobble}}),
            "wobble must be left at 0 with hold 'tethered': such units turn freely");
}

}  // namespace
}  // namespace cryocosm::membranes
