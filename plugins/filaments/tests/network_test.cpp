// filaments.network: how often, where and at which angle filaments branch.
#include "network.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "chains.hpp"
#include "ledger_scene.hpp"
#include "with_helix.hpp"

namespace cryocosm::filaments {
namespace {

using test::LedgerScene;
using test::tangent;
using test::WithHelix;

constexpr GridSpec k_grid{{500, 500, 200}, 10};

const SphereSet k_shape({{{0, 0, 0}, 25, 1}}, 5);

Unit straight_unit() {
  Unit unit;
  unit.shape = &k_shape;
  unit.step = test::fixed_step(60, 0, 0, 0);
  return unit;
}

/// Places `count` filaments of `length` units without collisions.
LedgerScene grown(const Network& network, std::size_t count, std::size_t length, std::uint64_t seed) {
  LedgerScene scene(k_grid, "actin");
  const Unit unit = straight_unit();
  for (std::size_t n = 0; n < count; ++n) {
    Random random = Random(seed).child(n);
    const auto first = network.first(scene, unit, random);
    std::vector<Pose> poses{first->pose};
    while (poses.size() < length) poses.push_back(network.next(scene, {view(poses)}, unit, random)->pose);
    LedgerScene::add(scene.placed, unit, poses, first->parent);
    ++scene.attempt_number;
  }
  return scene;
}

std::size_t branches_in(const LedgerScene& scene) {
  return static_cast<std::size_t>(std::count_if(scene.placed.begin(), scene.placed.end(),
                                                [](const PlacedUnit& u) { return u.parent != 0; }));
}

NetworkParams params_of(double branching) {
  NetworkParams params;
  params.branching = branching;
  return params;
}

TEST(Network, BranchesAsOftenAsItIsTold) {
  WithHelix build(k_grid);
  constexpr std::size_t k_filaments = 2000;
  for (const double probability : {0.0, 0.1, 0.5, 0.9, 1.0}) {
    const Network network(params_of(probability), build);
    const auto branches = static_cast<double>(branches_in(grown(network, k_filaments, 20, 3)));
    // all but the first, which has nothing to start from: a binomial law
    const double n = k_filaments - 1;
    EXPECT_NEAR(branches, n * probability, 4 * std::sqrt(n * probability * (1 - probability)) + 1e-9);
  }
}

TEST(Network, RefusedTriesChangeNeitherHowOftenNorTheAngle) {
  WithHelix build(k_grid);
  const Network network(params_of(0.5), build);
  const LedgerScene scene = grown(network, 40, 20, 8);
  const Unit unit = straight_unit();
  std::set<bool> is_branch;
  std::vector<double> angles;
  for (std::uint64_t attempt = 0; attempt < 50; ++attempt) {
    Random random = Random(99).child(attempt);
    const auto proposal = network.first(scene, unit, random);
    is_branch.insert(proposal->parent != 0);
    if (proposal->parent != 0)
      angles.push_back(dot(tangent(proposal->pose), tangent(scene.placed[proposal->parent - 1].pose)));
  }
  EXPECT_EQ(is_branch.size(), 1U);
  for (const double angle : angles) EXPECT_NEAR(angle, angles[0], 1e-9);
}

TEST(Network, BranchAnglesFollowTheirDistribution) {
  WithHelix build(k_grid);
  const Network network(params_of(0.9), build);
  const LedgerScene scene = grown(network, 3000, 20, 4);
  std::vector<double> uniform;  // the distribution function of each angle
  std::vector<double> sides;
  for (const PlacedUnit& unit : scene.placed) {
    if (unit.parent == 0) continue;
    const Pose& parent = scene.placed[unit.parent - 1].pose;
    const double angle = std::acos(dot(tangent(unit.pose), tangent(parent))) * 180 / k_pi;
    uniform.push_back(0.5 * std::erfc(-(angle - 70) / (7 * std::sqrt(2.0))));
    const Vec3 side = rotate(conjugate(parent.rotation), tangent(unit.pose));
    sides.push_back((std::atan2(side.y, side.x) + k_pi) / (2 * k_pi));
  }
  for (std::vector<double>* sample : {&uniform, &sides}) {
    std::sort(sample->begin(), sample->end());
    const auto n = static_cast<double>(sample->size());
    double d = 0;
    for (std::size_t i = 0; i < sample->size(); ++i)
      d = std::max(
          {d, (*sample)[i] - static_cast<double>(i) / n, static_cast<double>(i + 1) / n - (*sample)[i]});
    EXPECT_LT(d * std::sqrt(n), 1.95);  // Kolmogorov-Smirnov, once in a thousand
  }
}

TEST(Network, BranchesStartBesideTheirParentAndDoNotTouchIt) {
  const Pose parent{rotation_about({0, 0.6, 0.8}, 1.2), {500, 600, 700}};
  Random random(5);
  for (const double angle_deg : {10.0, 40.0, 70.0, 90.0, 150.0}) {
    const Pose pose = branch_pose(parent, 60, 40, angle_deg * k_pi / 180, random);
    EXPECT_NEAR(dot(tangent(pose), tangent(parent)), std::cos(angle_deg * k_pi / 180), 1e-12);
    const Vec3 apart = pose.position_A - parent.position_A;
    EXPECT_NEAR(norm(apart - dot(apart, tangent(parent)) * tangent(parent)), 100, 1e-9);  // from the axis
    EXPECT_NEAR(norm(cross(apart, tangent(pose))), 0, 1e-9);  // the branch's line meets the parent's unit
  }
}

TEST(Network, KeepsBranchesApartAndFew) {
  WithHelix build(k_grid);
  NetworkParams params = params_of(1);
  params.max_branches = 3;
  params.branch_spacing_A = 200;
  const LedgerScene scene = grown(Network(params, build), 1000, 20, 6);
  std::map<std::uint32_t, std::vector<const PlacedUnit*>> points;  // by the parents' chains
  for (const PlacedUnit& unit : scene.placed)
    if (unit.parent != 0) {
      const PlacedUnit& parent = scene.placed[unit.parent - 1];
      points[parent.chain].push_back(&parent);
    }
  std::size_t most = 0;
  for (const auto& [chain, list] : points) {
    most = std::max(most, list.size());
    for (std::size_t i = 0; i < list.size(); ++i)
      for (std::size_t j = 0; j < i; ++j)
        EXPECT_GE(norm(list[i]->pose.position_A - list[j]->pose.position_A), 200) << chain;
  }
  EXPECT_EQ(most, 3U);
}

TEST(Network, MayBranchFromAnotherEntryUntilThatIsFull) {
  WithHelix build(k_grid);
  NetworkParams params = params_of(1);
  params.parent = "others";
  params.max_branches = 2;
  const Network network(params, build);
  LedgerScene scene(k_grid, "actin");
  std::vector<Pose> line;
  for (int i = 0; i < 30; ++i) line.push_back({{}, {2500, 2500, 60.0 * i}});
  LedgerScene::add(scene.others, straight_unit(), line, 0);
  std::size_t branches = 0;
  for (std::size_t n = 0; n < 5; ++n) {
    Random random(n);
    const auto proposal = network.first(scene, straight_unit(), random);
    branches += proposal->parent != 0;
    LedgerScene::add(scene.placed, straight_unit(), {proposal->pose}, proposal->parent, 31);
  }
  EXPECT_EQ(branches, 2U);  // two on the one filament; the others start elsewhere
}

TEST(BranchSites, AreUniformOverUnitsAndFollowTheScene) {
  const Unit unit = straight_unit();
  LedgerScene scene(k_grid, "actin");
  Random random(2);
  for (const std::size_t length : {10U, 30U, 60U}) {
    std::vector<Pose> poses;
    for (std::size_t i = 0; i < length; ++i) poses.push_back(*scene.random_pose(unit, random));
    LedgerScene::add(scene.placed, unit, poses, 0);
  }
  const BranchSites sites({5, 0});
  std::vector<double> counts(100);
  constexpr int k_draws = 20000;
  for (int i = 0; i < k_draws; ++i) counts[*sites.draw(view(scene.placed), view(scene.placed), random)] += 1;
  double chi2 = 0;
  for (const double count : counts)
    chi2 += (count - k_draws / 100) * (count - k_draws / 100) / (k_draws / 100);
  EXPECT_NEAR(chi2, 99, 4 * std::sqrt(2.0 * 99));
  // another scene of fewer units: nothing may be left of the one before
  const std::vector<PlacedUnit> other(scene.placed.begin() + 40, scene.placed.end());
  std::vector<PlacedUnit> renumbered = other;
  for (std::size_t i = 0; i < renumbered.size(); ++i)
    renumbered[i].instance = static_cast<std::uint32_t>(i + 1);
  for (int i = 0; i < 1000; ++i)
    EXPECT_LT(*sites.draw(view(renumbered), view(renumbered), random), renumbered.size());
}

TEST(BranchSites, AreDrawnInConstantTime) {
  // what has been read is not read again: with a million units, ten thousand draws would take hours otherwise
  const Unit unit = straight_unit();
  std::vector<PlacedUnit> placed;
  Random random(2);
  for (int chain = 0; chain < 20000; ++chain)
    LedgerScene::add(placed, unit, std::vector<Pose>(50, Pose{{}, random_direction(random)}), 0);
  const BranchSites sites({5, 0});
  for (int i = 0; i < 10000; ++i) EXPECT_TRUE(sites.draw(view(placed), view(placed), random));
}

}  // namespace
}  // namespace cryocosm::filaments
