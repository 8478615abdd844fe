// filaments.attachment: which units carry something, where it sits and which way it points.
#include "attachment.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>

#include "chains.hpp"
#include "ledger_scene.hpp"

namespace cryocosm::filaments {
namespace {

using test::LedgerScene;

const SphereSet k_carrier({{{0, 0, 0}, 50, 1}}, 5), k_motor({{{0, 0, 0}, 30, 1}}, 5);

Unit unit_of(const Shape& shape) {
  Unit unit;
  unit.shape = &shape;
  return unit;
}

/// Three filaments of 10, 7 and 4 units.
LedgerScene scene_of_filaments() {
  LedgerScene scene({{200, 200, 200}, 10}, "motors");
  Random random(3);
  for (const std::size_t length : {10U, 7U, 4U}) {
    const Quaternion rotation = random_rotation(random);
    std::vector<Pose> poses;
    for (std::size_t i = 0; i < length; ++i)
      poses.push_back(
          {rotation, Vec3{1000, 1000, 1000} + 60.0 * static_cast<double>(i) * rotate(rotation, {0, 0, 1})});
    LedgerScene::add(scene.others, unit_of(k_carrier), poses, 0);
  }
  return scene;
}

AttachmentParams params_of(const std::string& sites, std::int64_t every = 1) {
  AttachmentParams params;
  params.to = "others";
  params.sites = sites;
  params.every = every;
  return params;
}

TEST(Attachment, StandsOnTheFilamentAndPointsAlongIt) {
  const LedgerScene scene = scene_of_filaments();
  AttachmentParams params = params_of("random");
  params.distance_A = 120;
  const Attachment attachment(params);
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Random random(seed);
    const auto proposal = attachment.first(scene, unit_of(k_motor), random);
    const PlacedUnit& carrier = scene.others[proposal->parent - 1];
    const Vec3 out = proposal->pose.position_A - carrier.pose.position_A;
    EXPECT_NEAR(norm(out), 120, 1e-9);
    EXPECT_NEAR(dot(out, test::tangent(carrier.pose)), 0, 1e-9);
    EXPECT_NEAR(norm(rotate(proposal->pose.rotation, {0, 0, 1}) - out / 120), 0, 1e-9);
    EXPECT_NEAR(norm(rotate(proposal->pose.rotation, {1, 0, 0}) - test::tangent(carrier.pose)), 0, 1e-9);
  }
}

TEST(Attachment, KeepsTheBodiesApartUnlessToldOtherwise) {
  const LedgerScene scene = scene_of_filaments();
  Random random(1);
  const auto proposal = Attachment(params_of("random")).first(scene, unit_of(k_motor), random);
  const PlacedUnit& carrier = scene.others[proposal->parent - 1];
  EXPECT_NEAR(norm(proposal->pose.position_A - carrier.pose.position_A),
              k_carrier.radius_A() + k_motor.radius_A(), 1e-9);
}

TEST(Attachment, AzimuthAndSpinCountFromTheUnitsAxes) {
  const LedgerScene scene = scene_of_filaments();
  AttachmentParams params = params_of("random");
  params.azimuth_deg = 90;
  params.spin_deg = 180;
  Random random(1);
  const auto proposal = Attachment(params).first(scene, unit_of(k_motor), random);
  const Quaternion carrier = scene.others[proposal->parent - 1].pose.rotation;
  EXPECT_NEAR(norm(rotate(proposal->pose.rotation, {0, 0, 1}) - rotate(carrier, {0, 1, 0})), 0, 1e-9);
  EXPECT_NEAR(norm(rotate(proposal->pose.rotation, {1, 0, 0}) + rotate(carrier, {0, 0, 1})), 0, 1e-9);
}

TEST(Attachment, EveryThirdUnitOnceAndThenNoMore) {
  LedgerScene scene = scene_of_filaments();
  const Attachment attachment(params_of("every", 3));
  std::multiset<std::uint32_t> carriers;
  for (;; ++scene.attempt_number) {
    Random random(scene.attempt_number);
    const auto proposal = attachment.first(scene, unit_of(k_motor), random);
    if (!proposal) break;
    carriers.insert(proposal->parent);
  }
  // 0, 3, 6, 9 of the first, 0, 3, 6 of the second, 0, 3 of the third
  EXPECT_EQ(carriers, (std::multiset<std::uint32_t>{1, 4, 7, 10, 11, 14, 17, 18, 21}));
}

TEST(Attachment, NeedsSomethingToStandOn) {
  LedgerScene scene = scene_of_filaments();
  scene.others.clear();
  Random random(1);
  for (const char* sites : {"random", "every"})
    EXPECT_FALSE(Attachment(params_of(sites)).first(scene, unit_of(k_motor), random).has_value());
}

}  // namespace
}  // namespace cryocosm::filaments
