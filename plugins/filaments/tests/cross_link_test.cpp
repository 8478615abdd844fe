// filaments.cross_link: which pairs of filaments are linked, and how the linker lies between them.
#include "cross_link.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "chains.hpp"
#include "ledger_scene.hpp"

namespace cryocosm::filaments {
namespace {

using test::LedgerScene;

const SphereSet k_shape({{{0, 0, 0}, 25, 1}}, 5);

/// Straight filaments of 20 units along z, at these places along x.
LedgerScene filaments_at(const std::vector<double>& places) {
  LedgerScene scene({{300, 300, 300}, 10}, "linkers");
  Unit unit;
  unit.shape = &k_shape;
  for (const double x : places) {
    std::vector<Pose> poses;
    for (int i = 0; i < 20; ++i) poses.push_back({{}, {x, 500, 60.0 * i}});
    LedgerScene::add(scene.others, unit, poses, 0);
  }
  return scene;
}

CrossLinkParams params_of(double nearest_A, double farthest_A) {
  CrossLinkParams params;
  params.of = "others";
  params.nearest_A = nearest_A;
  params.farthest_A = farthest_A;
  return params;
}

TEST(CrossLink, LiesHalfWayBetweenTwoFilamentsWithinReach) {
  const LedgerScene scene = filaments_at({100, 300, 900});
  const CrossLink link(params_of(150, 250));
  std::map<std::uint32_t, int> starts;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    Random random(seed);
    const auto proposal = link.first(scene, Unit{}, random);
    ASSERT_TRUE(proposal);
    const Vec3 centre = proposal->pose.position_A, from = scene.others[proposal->parent - 1].pose.position_A;
    EXPECT_NEAR(centre.x, 200, 1e-9);
    const double half = norm(centre - from);
    EXPECT_GE(half, 75);
    EXPECT_LE(half, 125);
    EXPECT_NEAR(norm(rotate(proposal->pose.rotation, {0, 0, 1}) - (centre - from) / half), 0, 1e-9);
    ++starts[scene.others[proposal->parent - 1].chain];
  }
  EXPECT_EQ(starts.size(), 2U);  // from either side, and never from the third
  EXPECT_EQ(starts.count(3), 0U);
}

TEST(CrossLink, FindsNothingBetweenFilamentsThatAreFarApart) {
  Random random(1);
  EXPECT_FALSE(CrossLink(params_of(100, 250)).first(filaments_at({100, 900}), Unit{}, random));
  EXPECT_FALSE(CrossLink(params_of(100, 250)).first(filaments_at({}), Unit{}, random));
}

TEST(CrossLink, ForgetsASceneThatIsNoLongerThere) {
  const CrossLink link(params_of(100, 250));
  Random random(1);
  EXPECT_TRUE(link.first(filaments_at({100, 300}), Unit{}, random));
  EXPECT_FALSE(link.first(filaments_at({150, 900}), Unit{}, random));
}

TEST(Neighbours, AreThoseOfAFullSearch) {
  LedgerScene scene({{100, 100, 100}, 10}, "linkers");
  Unit unit;
  unit.shape = &k_shape;
  Random random(8);
  for (int chain = 0; chain < 60; ++chain)
    LedgerScene::add(scene.others, unit, {*scene.random_pose(unit, random), *scene.random_pose(unit, random)},
                     0);
  const Neighbours neighbours(120, 200);
  std::map<std::pair<std::size_t, std::size_t>, int> found;
  for (int i = 0; i < 20000; ++i) ++found[*neighbours.draw(view(scene.others), random)];
  std::size_t pairs = 0;
  for (std::size_t i = 0; i < scene.others.size(); ++i)
    for (std::size_t j = 0; j < scene.others.size(); ++j) {
      const double d = norm(scene.others[i].pose.position_A - scene.others[j].pose.position_A);
      const bool is_pair = scene.others[i].chain != scene.others[j].chain && d >= 120 && d <= 200;
      pairs += is_pair;
      EXPECT_EQ(found.count({i, j}) > 0, is_pair) << i << ' ' << j;
    }
  EXPECT_GT(pairs, 50U);
}

}  // namespace
}  // namespace cryocosm::filaments
