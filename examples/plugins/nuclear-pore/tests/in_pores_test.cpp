// One unit for every pore that reaches into the volume, held by its anchor.
#include "in_pores.hpp"

#include <gtest/gtest.h>

#include "envelope_field.hpp"
#include "shells.hpp"

namespace nuclear_pore {
namespace {

using namespace cryocosm;

const SphereSet k_ball({{{}, 100, 1}}, 5);

/// A scene with a ball and an envelope, whose centre is the middle of the volume's lowest slice.
class SceneOfOneEnvelope final : public SceneView {
 public:
  SceneOfOneEnvelope() : field_(seven_pores(), {}, 20) {
    PlacedUnit ball;
    ball.shape = &k_ball;
    ball.instance = 1;
    PlacedUnit envelope;
    envelope.shape = &field_;
    envelope.pose = {rotation_about({0, 0, 1}, 0.3), {3000, 3000, 0}};
    envelope.instance = 2;
    units_ = {ball, envelope};
  }
  const GridSpec& grid() const override { return grid_; }
  std::uint64_t attempt() const override { return attempt_number; }
  bool is_free(Vec3) const override { return true; }
  std::optional<Pose> random_pose(const Unit&, Random&) const override { return std::nullopt; }
  Span<const PlacedUnit> units(std::string_view name) const override {
    return name == "nucleus" ? view(units_) : Span<const PlacedUnit>{};
  }
  Span<const PlacedSurface> surfaces(std::string_view) const override { return {}; }

  std::uint64_t attempt_number = 0;
  const PlacedUnit& envelope() const { return units_[1]; }
  const Shell& shell() const { return *field_.shell(); }

 private:
  EnvelopeField field_;
  GridSpec grid_{{300, 300, 150}, 20};
  std::vector<PlacedUnit> units_;
};

Unit held_unit() {
  Unit unit;
  unit.shape = &k_ball;
  unit.anchor = Anchor{{10, 20, 30}, {1, 0, 0}};
  return unit;
}

InPoresParams on(const char* name) {
  InPoresParams params;
  params.on = name;
  return params;
}

TEST(InPores, EveryPoreGetsOneUnit) {
  SceneOfOneEnvelope scene;
  const InPores transform(on("nucleus"));
  const Unit unit = held_unit();
  Random random(1);
  std::size_t pore = 0;
  for (;; ++scene.attempt_number) {
    const auto proposal = transform.first(scene, unit, random);
    if (!proposal) break;
    if (pore == 5) ++pore;  // the one below the volume
    const Vec3 centre = to_tomogram(scene.envelope().pose, scene.shell().pore_centre(pore));
    const Vec3 axis = rotate(scene.envelope().pose.rotation, scene.shell().axes[pore]);
    EXPECT_NEAR(norm(to_tomogram(proposal->pose, {10, 20, 30}) - centre), 0, 1e-9);
    EXPECT_NEAR(norm(rotate(proposal->pose.rotation, {1, 0, 0}) - axis), 0, 1e-9);
    EXPECT_EQ(proposal->parent, 2U);
    EXPECT_EQ(proposal->if_refused, IfRefused::report_it);
    EXPECT_NEAR(norm(proposal->embedding.point_A - centre), 0, 1e-9);
    EXPECT_NEAR(norm(proposal->embedding.normal - axis), 0, 1e-9);
    EXPECT_EQ(proposal->embedding.reach_A, 150);
    ++pore;
  }
  EXPECT_EQ(scene.attempt_number, 6U);
}

TEST(InPores, TurnsAboutTheAxisAsAsked) {
  const SceneOfOneEnvelope scene;
  const Unit unit = held_unit();
  InPoresParams params = on("nucleus");
  const auto turned = [&](double degrees) {
    params.turn_deg = degrees;
    Random random(1);
    return rotate(InPores(params).first(scene, unit, random)->pose.rotation, {0, 1, 0});
  };
  EXPECT_NEAR(dot(turned(0), turned(35)), std::cos(35 * k_pi / 180), 1e-9);
}

TEST(InPores, EndsWhereThereAreNoPores) {
  const SceneOfOneEnvelope scene;
  Random random(1);
  EXPECT_FALSE(InPores(on("vesicle")).first(scene, held_unit(), random));
  const std::vector<Pose> chain(1);
  EXPECT_FALSE(InPores(on("nucleus")).next(scene, {view(chain)}, held_unit(), random));
  const InPores transform(on("nucleus"));
  ASSERT_EQ(transform.attaches_to().size, 1U);
  EXPECT_EQ(transform.attaches_to()[0], "nucleus");
}

}  // namespace
}  // namespace nuclear_pore
