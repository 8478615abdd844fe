// Units embedded in what they attach to: what they may take, whom it belongs to, and occupancies of surfaces.
#include <gtest/gtest.h>

#include <set>

#include "painting/painter.hpp"
#include "pipeline/attachments.hpp"
#include "support/crowded_scenes.hpp"
#include "support/shell_components.hpp"

namespace cryocosm {
namespace {

using namespace test;

constexpr GridSpec k_box{{90, 80, 60}, 10};
constexpr double k_wide_reach_A = 30;  // 20 of the wall, and the sphere's bend below a rod

/// Two shells, and rods put through their walls.
class Embedding : public ::testing::Test {
 protected:
  void place_all(int threads = 1, std::uint64_t seed = 5) {
    shell.spec.count = 2;
    rod.entry.first_label = 4;
    shell.entry.first_part_label = 2;
    shell.entry.part_count = static_cast<std::uint32_t>(shells.parts);
    entries = {shell.entry, rod.entry};
    reports = place(entries, Random(seed), scene, {}, on_threads(threads));
  }
  Phantom painted() const {
    Host host;
    Threads services(host);
    return paint(entries, scene, services);
  }
  template <class Visit>
  void for_each_voxel(Visit visit) const {
    std::size_t i = 0;
    for (std::int64_t z = 0; z < k_box.size.z; ++z)
      for (std::int64_t y = 0; y < k_box.size.y; ++y)
        for (std::int64_t x = 0; x < k_box.size.x; ++x)
          visit(i++, 10.0 * Vec3{static_cast<double>(x), static_cast<double>(y), static_cast<double>(z)});
  }
  const PlacedUnit& unit(std::uint32_t instance) const { return scene.ledger.units[instance - 1]; }
  bool is_in_rod(const PlacedUnit& placed, Vec3 p) const {
    return RodRasterizer::is_in(*placed.shape, to_unit(placed.pose, p));
  }

  Shells shells{2};
  Rods rods;
  OnShells on{k_wide_reach_A};
  const Along along{};
  ShellRasterizer draw_shell;
  RodRasterizer draw_rod;
  TestEntry shell{"shell", shells, along, draw_shell};
  TestEntry rod{"rod", rods, on, draw_rod};
  std::vector<PlacementEntry> entries;
  std::vector<EntryReport> reports;
  Scene scene{k_box};
};

TEST_F(Embedding, UnitsGoThroughTheirParentAndTakeItsVoxels) {
  rod.spec.count = 12;
  place_all();
  ASSERT_EQ(reports[1].units, 12U);
  const Phantom phantom = painted();
  for_each_voxel([&](std::size_t i, Vec3 p) {
    for (std::uint32_t instance = 3; instance <= 14; ++instance)
      if (is_in_rod(unit(instance), p)) {
        ASSERT_EQ(phantom.instances[i], instance);
      }
  });
  for (std::uint32_t instance = 3; instance <= 14; ++instance) {
    EXPECT_TRUE(unit(instance).is_embedded);
    EXPECT_TRUE(unit(instance).parent == 1 || unit(instance).parent == 2);
  }
}

TEST_F(Embedding, WithoutAReachTheParentIsAnObstacle) {
  on.reach_A = 0;
  rod.spec.count = 1;
  rod.spec.chain_tries = 50;
  place_all();
  EXPECT_EQ(reports[1].units, 0U);
  EXPECT_EQ(reports[1].reason, StopReason::tries_spent);
}

TEST_F(Embedding, ReachesNoFartherThanItsLayer) {
  on.reach_A = 12;  // less than the wall
  rod.spec.count = 1;
  rod.spec.chain_tries = 50;
  place_all();
  EXPECT_EQ(reports[1].units, 0U);
}

TEST_F(Embedding, OthersAreInTheWayAsEver) {
  rod.spec.occupancy = 0.9;
  place_all();
  EXPECT_EQ(reports[1].reason, StopReason::tries_spent);
  ASSERT_GT(reports[1].units, 60U);
  std::size_t shared = 0;
  for_each_voxel([&](std::size_t, Vec3 p) {
    int rods_here = 0;
    for (std::size_t i = 2; i < scene.ledger.units.size(); ++i)
      rods_here += is_in_rod(scene.ledger.units[i], p);
    shared += rods_here > 1;
  });
  EXPECT_EQ(shared, 0U);
}

TEST_F(Embedding, OccupancyIsShadowOverArea) {
  rod.spec.occupancy = 0.2;
  place_all();
  const double area_A2 = 2 * 4 * k_pi * k_shell_radius_A * k_shell_radius_A;
  EXPECT_DOUBLE_EQ(reports[1].surface_area_A2, area_A2);
  // seen from the end a rod covers the voxel columns within 15 A: nine of them on the lattice
  const double shadow_A2 = 9 * 100;
  EXPECT_NEAR(reports[1].reached_occupancy, static_cast<double>(reports[1].units) * shadow_A2 / area_A2,
              1e-12);
  EXPECT_EQ(reports[1].reason, StopReason::target_reached);
  EXPECT_GE(reports[1].reached_occupancy, 0.2);
  EXPECT_LT(reports[1].reached_occupancy, 0.2 + shadow_A2 / area_A2);
}

TEST_F(Embedding, BothVolumesAreCountedByTheirOwners) {
  rod.spec.occupancy = 0.2;
  place_all();
  const Phantom phantom = painted();
  std::size_t of_shells = 0, of_rods = 0;
  for (const std::uint32_t instance : phantom.instances) {
    of_shells += instance == 1 || instance == 2;
    of_rods += instance > 2;
  }
  const double all = static_cast<double>(k_box.count());
  EXPECT_DOUBLE_EQ(reports[0].reached_occupancy, static_cast<double>(of_shells) / all);
  EXPECT_DOUBLE_EQ(reports[1].volume_occupancy, static_cast<double>(of_rods) / all);
}

TEST_F(Embedding, TheParentIsNotDrawnWhereItsPlaceIsTaken) {
  rod.spec.count = 12;
  place_all();
  const Phantom phantom = painted();
  for_each_voxel([&](std::size_t i, Vec3 p) {
    const std::uint32_t owner = phantom.instances[i];
    float expected = 0;
    if (owner > 2) expected = 10;
    if (owner == 1 || owner == 2) expected = 1;
    ASSERT_EQ(phantom.density[i], expected) << p.x << ' ' << p.y << ' ' << p.z;
  });
}

TEST_F(Embedding, PartsHaveLabelsWhereTheyAreSeen) {
  rod.spec.count = 12;
  place_all();
  const Phantom phantom = painted();
  std::set<int> seen;
  for_each_voxel([&](std::size_t i, Vec3 p) {
    const std::uint32_t owner = phantom.instances[i];
    std::uint16_t expected = owner > 2 ? 4 : 0;
    for (std::uint32_t instance = 1; instance <= 2; ++instance) {
      const Vec3 local = to_unit(unit(instance).pose, p);
      if (owner == instance) expected = local.z < 0 ? 2 : 1;
      if (owner == 0 && norm(local) < k_shell_radius_A - k_shell_half_A) expected = 3;
    }
    ASSERT_EQ(phantom.labels[i], expected);
    seen.insert(expected);
  });
  EXPECT_EQ(seen, (std::set<int>{0, 1, 2, 3, 4}));
}

TEST_F(Embedding, APartThatNobodyAnnouncedIsADefectOfThePlugin) {
  shells.parts = 1;
  rod.spec.count = 1;
  place_all();
  try {
    painted();
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Code::component_misbehaved);
    EXPECT_NE(error.message().find("draws part 2 of 1"), std::string::npos) << error.message();
  }
}

TEST_F(Embedding, GivesTheSameOnAnyNumberOfThreads) {
  rod.spec.occupancy = 0.5;
  place_all(1);
  const std::size_t count = scene.ledger.units.size();
  Scene again(k_box);
  place(entries, Random(5), again, {}, on_threads(4));
  ASSERT_EQ(again.ledger.units.size(), count);
  expect_same(scene, again);
}

TEST_F(Embedding, ToleranceCountsWhatIsNotTheParents) {
  rod.spec.occupancy = 0.9;
  rod.spec.overlap = 0.2;
  place_all();
  for (const PlacedUnit& placed : scene.ledger.units) {
    if (placed.instance <= 2) continue;
    std::size_t own = 0, of_others = 0;
    for_each_voxel([&](std::size_t, Vec3 p) {
      if (!is_in_rod(placed, p)) return;
      ++own;
      for (std::uint32_t earlier = 3; earlier < placed.instance; ++earlier)
        if (is_in_rod(unit(earlier), p)) {
          ++of_others;
          break;
        }
    });
    ASSERT_LE(static_cast<double>(of_others), 0.2 * static_cast<double>(own));
    if (placed.instance > 40) break;  // enough of them
  }
}

TEST_F(Embedding, NothingToAttachToEndsTheEntry) {
  rod.spec.occupancy = 0.1;
  entries = {rod.entry};
  const auto report = place(entries, Random(1), scene)[0];
  EXPECT_EQ(report.reason, StopReason::no_more_poses);
  EXPECT_EQ(report.units, 0U);
  EXPECT_EQ(report.attaches_to, (std::vector<std::string>{"shell"}));
}

TEST_F(Embedding, SurfacesCountAsFarAsTheyLieInTheVolume) {
  shell.spec.clip = true;
  rod.spec.occupancy = 0.2;
  place_all();
  constexpr int k_points = 100'000;
  double inside_A2 = 0, whole_A2 = 0;
  Random random(2);
  const Box box = bounds(k_box);
  for (const PlacedSurface& placed : scene.surfaces("shell")) {
    int inside = 0;
    for (int i = 0; i < k_points; ++i) {
      const Vec3 p = placed.surface->sample(random).position_A;
      inside += p.x >= box.low.x && p.x < box.high.x && p.y >= box.low.y && p.y < box.high.y &&
                p.z >= box.low.z && p.z < box.high.z;
    }
    whole_A2 += placed.area_A2;
    inside_A2 += placed.area_A2 * inside / k_points;
  }
  EXPECT_LT(inside_A2, 0.95 * whole_A2);
  // five standard errors of a part of 100,000 points, and the row of triangles that a face cuts
  EXPECT_NEAR(reports[1].surface_area_A2, inside_A2, whole_A2 * (2.5 / std::sqrt(k_points) + 0.005));
  EXPECT_GE(reports[1].reached_occupancy, 0.2);
}

std::string problem_of(const std::vector<PlacementEntry>& entries) {
  const auto problems = attachment_problems(entries);
  return problems.size() == 1 ? problems[0].text + " | " + problems[0].hint : std::to_string(problems.size());
}

TEST_F(Embedding, NamesMustBeOfEarlierEntriesWithoutAHalo) {
  EXPECT_EQ(problem_of({shell.entry, rod.entry}), "0");
  EXPECT_EQ(
      problem_of({rod.entry, shell.entry}),
      "the entry 'shell' comes later | units can only be placed on what has been placed: move 'shell' before "
      "this entry");
  EXPECT_EQ(problem_of({rod.entry}), "no entry is called 'shell' | there is no entry before this one");
  on.names = {"shel"};
  EXPECT_EQ(problem_of({shell.entry, rod.entry}),
            "no entry is called 'shel' | did you mean 'shell'? entries before this one: shell");
  on.names = {"rod"};
  EXPECT_EQ(problem_of({shell.entry, rod.entry}), "'rod' is this entry itself | name an entry before it");
  on.names = {"shell"};
  shell.spec.halo_A = 20;
  EXPECT_EQ(problem_of({shell.entry, rod.entry}),
            "the entry 'shell' keeps a gap to all others by its halo | leave out the halo of 'shell'");
}

TEST_F(Embedding, LargestFirstKeepsAttachedEntriesBehindTheirHosts) {
  PlacementSpec how;
  how.order = Order::largest_first;
  rod.spec.count = 2;
  shell.spec.count = 1;
  entries = {shell.entry, rod.entry};
  reports = place(entries, Random(3), scene, how);
  EXPECT_EQ(reports[0].turn, 0U);
  EXPECT_EQ(reports[1].units, 2U);
}

/// Proposes what it is told to.
struct Told final : TransformGenerator {
  std::optional<Proposal> first(const SceneView&, const Unit&, Random&) const override { return proposal; }
  std::optional<Proposal> next(const SceneView&, const ChainView&, const Unit&, Random&) const override {
    return std::nullopt;
  }
  Span<const std::string> attaches_to() const override { return view(names); }
  Proposal proposal;
  std::vector<std::string> names{"shell"};
};

TEST_F(Embedding, UnsoundProposalsAreADefectOfThePlugin) {
  shell.spec.count = rod.spec.count = 1;
  const auto message = [&](std::uint32_t parent, const cryocosm::Embedding& embedding,
                           const std::string& name) {
    Told told;
    told.proposal.pose.position_A = {450, 400, 300};
    told.proposal.parent = parent;
    told.proposal.embedding = embedding;
    told.names = {name};
    TestEntry e("rod", rods, told, draw_rod);
    e.spec.count = 1;
    Scene fresh(k_box);
    try {
      place({shell.entry, e.entry}, Random(5), fresh);
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), Code::component_misbehaved);
      return error.message().substr(error.message().find(" attaches") != std::string::npos
                                        ? error.message().find(" attaches a")
                                        : error.message().find(" embeds"));
    }
    return std::string("nothing was thrown");
  };
  const Vec3 p{450, 400, 300};
  EXPECT_EQ(message(7, {p, {0, 0, 1}, 0}, "shell"), " attaches a unit to one that does not exist");
  EXPECT_EQ(message(0, {p, {0, 0, 1}, 1}, "shell"), " embeds a unit in nothing");
  EXPECT_EQ(message(1, {p, {0, 0, 0}, 1}, "shell"),
            " embeds a unit along what is no unit vector, or not finite");
  EXPECT_EQ(message(1, {{std::nan(""), 0, 0}, {0, 0, 1}, 1}, "shell"),
            " embeds a unit along what is no unit vector, or not finite");
}

}  // namespace
}  // namespace cryocosm
