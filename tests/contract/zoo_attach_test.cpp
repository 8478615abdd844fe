// Gates five and six: what a plugin adds is committed whole or not at all, and conflicts between plugins.
#include <gtest/gtest.h>

#include "zoo.hpp"

namespace cryocosm::zoo {
namespace {

const std::string k_tell_author = "report this to the author of the plugin";

TEST(Attach, ThrowingStandardException) {
  expect_animal_refused("throws_in_attach", Code::plugin_attach,
                        "the plugin failed while it attached: the licence server sleeps", k_tell_author);
}

TEST(Attach, ThrowingInt) {
  expect_animal_refused(
      "throws_int_in_attach", Code::plugin_attach,
      "the plugin failed while it attached: it threw something that is not a std::exception", k_tell_author);
}

TEST(Attach, AddingNothing) {
  expect_animal_refused("adds_nothing", Code::plugin_attach, "the plugin adds no component", k_tell_author);
}

TEST(Attach, DuplicateComponent) {
  expect_animal_refused("duplicate_component", Code::plugin_duplicate,
                        "the plugin adds component 'twice.ball' twice", "give one of the two another id");
}

TEST(Attach, MalformedComponentId) {
  expect_animal_refused(
      "malformed_component_id", Code::plugin_schema,
      "component id 'Just-A-Ball' is not of the form family.name",
      "use two words of lower-case letters, digits and underscores with a dot between them");
}

TEST(Attach, UnsoundSchemaTakesItsSiblingsAlong) {
  expect_animal_refused(
      "bad_schema", Code::plugin_schema,
      "component 'badschema.ball': parameter 'radius' has the default 900, outside its range from 1 to 500",
      "correct the member's initialiser or the range");
}

TEST(Attach, PrintingIsNoReasonToRefuse) {
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  const auto kernel = kernel_with({"prints_on_load"});
  testing::internal::GetCapturedStdout();
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "the zoo's parrot attaches\n");
  EXPECT_TRUE(kernel->refused().empty());
  EXPECT_NE(kernel->find("zoo.parrot"), nullptr);
}

TEST(Attach, OutdatedComponentsAreRefusedAndTheirSiblingLives) {
  const auto kernel = kernel_with({"stale_interface"});
  ASSERT_EQ(kernel->plugins().size(), 1U);
  EXPECT_EQ(kernel->plugins().front()->components, std::vector<std::string>{"stale.sibling"});
  EXPECT_EQ(kernel->components().size(), 1U);
  ASSERT_EQ(kernel->refused().size(), 2U);

  const std::string version = CRYOCOSM_VERSION;
  const Refusal& stale = kernel->refused()[0];
  EXPECT_EQ(stale.component, "stale.ball");
  EXPECT_EQ(stale.reason.code(), Code::plugin_interface);
  EXPECT_EQ(stale.reason.message(),
            "component 'stale.ball' implements structure/0, this program serves structure/2");
  EXPECT_EQ(stale.reason.hint(),
            "rebuild the plugin against SDK " + version + "; it was built with " + version);

  const Refusal& unknown = kernel->refused()[1];
  EXPECT_EQ(unknown.component, "stale.teleporter");
  EXPECT_EQ(unknown.reason.code(), Code::plugin_interface);
  EXPECT_EQ(unknown.reason.message(),
            "component 'stale.teleporter' extends 'teleporter', which this program does not have");
  EXPECT_EQ(unknown.reason.hint(), "it was built with SDK " + version + "; this program is " + version);
}

TEST(Conflicts, SamePluginIdTwiceFirstWins) {
  const auto kernel = kernel_with({"good_again", "good"});
  ASSERT_EQ(kernel->plugins().size(), 1U);
  EXPECT_EQ(kernel->plugins().front()->version, "2.0.0");
  EXPECT_EQ(kernel->components().size(), 1U);
  EXPECT_TRUE(kernel->refused().empty());
  ASSERT_EQ(kernel->shadowed().size(), 1U);
  const Refusal& shadowed = kernel->shadowed().front();
  EXPECT_EQ(shadowed.path, animal("good"));
  EXPECT_EQ(shadowed.reason.code(), Code::plugin_shadowed);
  EXPECT_EQ(shadowed.reason.message(), "plugin org.zoo.good 1.2.3 is shadowed by version 2.0.0 in '" +
                                           animal("good_again").string() + "'");
  EXPECT_EQ(shadowed.reason.hint(), "remove one of the two files, or name the wanted one with --plugin");
}

TEST(Conflicts, SameFileTwiceIsOneFile) {
  const auto kernel = kernel_with({"good", "good"});
  EXPECT_EQ(kernel->plugins().size(), 1U);
  EXPECT_TRUE(kernel->shadowed().empty());
  EXPECT_TRUE(kernel->refused().empty());
}

std::string claim(const std::string& which, const std::string& id) {
  return id + " 1.0.0 (" + animal(which).string() + ")";
}

TEST(Conflicts, ComponentClaimedByTwoPluginsIsRefusedForBoth) {
  const auto kernel = kernel_with({"conflict_first", "conflict_second"});
  EXPECT_EQ(kernel->find("conflict.same"), nullptr);
  EXPECT_NE(kernel->find("conflict.first"), nullptr);
  EXPECT_NE(kernel->find("conflict.second"), nullptr);
  ASSERT_EQ(kernel->plugins().size(), 2U);
  EXPECT_EQ(kernel->plugins()[0]->components, std::vector<std::string>{"conflict.first"});
  EXPECT_EQ(kernel->plugins()[1]->components, std::vector<std::string>{"conflict.second"});

  ASSERT_EQ(kernel->refused().size(), 2U);
  EXPECT_EQ(kernel->refused()[0].path, animal("conflict_first"));
  EXPECT_EQ(kernel->refused()[1].path, animal("conflict_second"));
  for (const Refusal& refusal : kernel->refused()) {
    EXPECT_EQ(refusal.component, "conflict.same");
    EXPECT_EQ(refusal.reason.code(), Code::plugin_conflict);
    EXPECT_EQ(refusal.reason.message(), "component 'conflict.same' is claimed by two plugins, " +
                                            claim("conflict_first", "org.zoo.conflict-first") + " and " +
                                            claim("conflict_second", "org.zoo.conflict-second"));
    EXPECT_EQ(refusal.reason.hint(),
              "remove one of the two plugins; choosing one silently would let one pipeline mean two things");
  }
}

TEST(Conflicts, ThirdClaimantDoesNotWinByComingLate) {
  const auto kernel = kernel_with({"conflict_first", "conflict_second", "conflict_third"});
  EXPECT_EQ(kernel->find("conflict.same"), nullptr);
  EXPECT_NE(kernel->find("conflict.third"), nullptr);
  ASSERT_EQ(kernel->refused().size(), 3U);
  EXPECT_EQ(kernel->refused()[2].path, animal("conflict_third"));
  EXPECT_EQ(kernel->refused()[2].reason.message(), "component 'conflict.same' is claimed by two plugins, " +
                                                       claim("conflict_first", "org.zoo.conflict-first") +
                                                       " and " +
                                                       claim("conflict_third", "org.zoo.conflict-third"));
}

TEST(Conflicts, HostKeepsItsOwnComponent) {
  const auto good = kernel_with({"good"});
  ComponentRecord record = good->find("zoo.structure")->record;
  record.id = "conflict.same";
  Kernel kernel;
  kernel.add(record);
  kernel.load({{animal("conflict_first")}, {}});
  ASSERT_NE(kernel.find("conflict.same"), nullptr);
  EXPECT_EQ(kernel.find("conflict.same")->plugin, nullptr);
  ASSERT_EQ(kernel.refused().size(), 1U);
  EXPECT_EQ(kernel.refused()[0].reason.code(), Code::plugin_conflict);
  EXPECT_EQ(kernel.refused()[0].reason.message(), "component 'conflict.same' belongs to the program itself");
  EXPECT_EQ(kernel.refused()[0].reason.hint(), "give the component of the plugin another id");
}

TEST(Refusals, TextForPeople) {
  const auto kernel = kernel_with({"adds_nothing", "stale_interface"});
  ASSERT_EQ(kernel->refused().size(), 3U);
  EXPECT_EQ(to_text(kernel->refused()[0]),
            std::string("refused  adds_nothing.cosm\n"
                        "  found in   --plugin (") +
                ZOO_FOLDER +
                ")\n"
                "  reason     the plugin adds no component\n"
                "  to fix     report this to the author of the plugin   [CC3007]");
  EXPECT_EQ(to_text(kernel->refused()[1]).substr(0, 41), "refused  stale.ball of stale_interface.co");
}

}  // namespace
}  // namespace cryocosm::zoo
