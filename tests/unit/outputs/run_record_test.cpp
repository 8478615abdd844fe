// run.json, as far as it tells how entries were placed.
#include "outputs/run_record.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "config/config_file.hpp"
#include "support/ball_components.hpp"

namespace fs = std::filesystem;

namespace cryocosm {
namespace {

/// Balls with something to say.
struct KnownBalls final : StructureGenerator {
  std::unique_ptr<Structure> draw(Draw& draw) const override { return balls.draw(draw); }
  void facts(Facts& facts) const override {
    if (is_broken) throw DataError("no scales");
    facts.add("mass", 4100, units::kilodalton);
    facts.add("filling", 0.5, units::plain);
  }
  test::BallChains balls{40};
  bool is_broken = false;
};

class RunRecordTest : public ::testing::Test {
 protected:
  RunRecordTest()
      : folder_(fs::path(::testing::TempDir()) /
                ("cryocosm-record-" +
                 std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()))),
        silent_("silent", silent_balls_, along_, draw_),
        known_("known", known_balls_, along_, draw_) {
    fs::remove_all(folder_);
    spec_.name = "record";
    spec_.grid = {{20, 20, 10}, 10};
    spec_.structures = {silent_.spec, known_.spec};
    record_.spec = &spec_;
    record_.ledger = &ledger_;
    record_.entries.resize(2);
    record_.entries[0].name = "silent";
    record_.entries[0].turn = 1;
    record_.entries[0].region_voxels = 4000;
    record_.entries[1].name = "known";
    record_.entries[1].region_voxels = 1234;
    record_.entries[1].seconds = 0.25;
  }
  ~RunRecordTest() override { fs::remove_all(folder_); }

  /// The record as it reads back.
  ConfigNode written() const {
    StagedFolder folder(folder_, false);
    write_run_record(record_, folder);
    std::ifstream in(folder.staged(k_run_record));
    Problems problems;
    const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    ConfigNode root = read_json_config(text, "run.json", problems);
    EXPECT_FALSE(has_errors(problems.list())) << text;
    return root;
  }

  static const ConfigNode& at(const ConfigNode& root, std::initializer_list<std::string_view> path) {
    const ConfigNode* node = &root;
    for (const std::string_view step : path) {
      node = node->kind == ConfigNode::Kind::list ? &node->children.at(std::stoul(std::string(step)))
                                                  : node->find(step);
      if (node == nullptr) throw std::runtime_error("nothing at " + std::string(step));
    }
    return *node;
  }

  const fs::path folder_;
  const test::BallChains silent_balls_{40};
  KnownBalls known_balls_;
  const test::Along along_;
  const test::PlainBalls draw_;
  test::TestEntry silent_, known_;
  PipelineSpec spec_;
  Ledger ledger_;
  RunRecord record_;
};

TEST_F(RunRecordTest, SaysWhereAndInWhichOrderEntriesWerePlaced) {
  const ConfigNode root = written();
  EXPECT_EQ(at(root, {"structures", "0", "turn"}).text, "1");
  EXPECT_EQ(at(root, {"structures", "0", "region_voxels"}).text, "4000");
  EXPECT_EQ(at(root, {"structures", "1", "turn"}).text, "0");
  EXPECT_EQ(at(root, {"structures", "1", "region_voxels"}).text, "1234");
  EXPECT_EQ(at(root, {"structures", "1", "seconds"}).text, "0.25");
  EXPECT_TRUE(at(root, {"structures", "1", "refused_poses"}).children.empty());
  EXPECT_TRUE(at(root, {"structures", "1", "facts"}).children.empty());
}

TEST_F(RunRecordTest, ResolvesPlacementAndRegions) {
  spec_.placement = {Order::largest_first, Crowding::insert, 9};
  spec_.slab = {60, 5};
  spec_.structures[1].halo_A = 12;
  spec_.structures[1].region.outside = {"silent"};
  const ConfigNode root = written();
  EXPECT_EQ(at(root, {"pipeline", "placement", "order"}).text, "largest_first");
  EXPECT_EQ(at(root, {"pipeline", "placement", "crowding"}).text, "insert");
  EXPECT_EQ(at(root, {"pipeline", "placement", "relax_tries"}).text, "9");
  EXPECT_EQ(at(root, {"pipeline", "volume", "slab", "thickness"}).text, "60");
  EXPECT_EQ(at(root, {"pipeline", "structures", "1", "halo"}).text, "12");
  EXPECT_EQ(at(root, {"pipeline", "structures", "1", "region", "outside"}).text, "silent");
  EXPECT_EQ(at(root, {"pipeline", "structures", "0"}).find("region"), nullptr);
}

TEST_F(RunRecordTest, TellsOfRelaxingOnlyWhenItWasAskedFor) {
  record_.entries[1].relaxation = {3, 500, 120, 9, 17};
  EXPECT_EQ(at(written(), {"structures", "1"}).find("relaxation"), nullptr);
  spec_.placement.crowding = Crowding::relax;
  const ConfigNode root = written();
  EXPECT_EQ(at(root, {"structures", "1", "relaxation", "attempts"}).text, "3");
  EXPECT_EQ(at(root, {"structures", "1", "relaxation", "moves"}).text, "500");
  EXPECT_EQ(at(root, {"structures", "1", "relaxation", "accepted"}).text, "120");
  EXPECT_EQ(at(root, {"structures", "1", "relaxation", "moved_units"}).text, "9");
  EXPECT_EQ(at(root, {"structures", "1", "relaxation", "gained_units"}).text, "17");
  EXPECT_EQ(at(root, {"structures", "0", "relaxation", "attempts"}).text, "0");
}

TEST_F(RunRecordTest, ListsPosesThatWereRefused) {
  record_.entries[1].refusals.push_back({7, {{0.5, -0.5, 0.5, 0.5}, {10, 20.5, 30}}, 0.125, 0.25, 3});
  record_.entries[1].refusals.emplace_back();
  const ConfigNode root = written();
  ASSERT_EQ(at(root, {"structures", "1", "refused_poses"}).children.size(), 2U);
  const ConfigNode& first = at(root, {"structures", "1", "refused_poses", "0"});
  EXPECT_EQ(at(first, {"attempt"}).text, "7");
  EXPECT_EQ(at(first, {"position_A", "1"}).text, "20.5");
  EXPECT_EQ(at(first, {"rotation_wxyz", "0"}).text, "0.5");
  EXPECT_EQ(at(first, {"rotation_wxyz", "1"}).text, "-0.5");
  EXPECT_EQ(at(first, {"taken_fraction"}).text, "0.125");
  EXPECT_EQ(at(first, {"outside_fraction"}).text, "0.25");
  EXPECT_EQ(at(first, {"with_instance"}).text, "3");
}

TEST_F(RunRecordTest, HoldsWhatComponentsSayOfTheirStructures) {
  record_.facts = facts_of({silent_.entry, known_.entry});
  const ConfigNode root = written();
  EXPECT_TRUE(at(root, {"structures", "0", "facts"}).children.empty());
  ASSERT_EQ(at(root, {"structures", "1", "facts"}).children.size(), 2U);
  EXPECT_EQ(at(root, {"structures", "1", "facts", "0", "name"}).text, "mass");
  EXPECT_EQ(at(root, {"structures", "1", "facts", "0", "value"}).text, "4100");
  EXPECT_EQ(at(root, {"structures", "1", "facts", "0", "unit"}).text, "kDa");
  EXPECT_EQ(at(root, {"structures", "1", "facts", "1", "unit"}).text, "");
}

TEST_F(RunRecordTest, AComponentThatFailsToSayItIsNamed) {
  known_balls_.is_broken = true;
  try {
    facts_of({silent_.entry, known_.entry});
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(error.message().find("test.known"), std::string::npos) << error.message();
    EXPECT_NE(error.message().find("no scales"), std::string::npos) << error.message();
  }
}

}  // namespace
}  // namespace cryocosm
