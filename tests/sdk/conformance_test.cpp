// The conformance kit finds what is wrong: each bad component fails exactly the checks it should, with the
// reason.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <sstream>
#include <string>

#include "child_process.hpp"

namespace cryocosm::conformance {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

ProcessResult run_kit(const std::vector<std::string>& arguments) {
  std::vector<std::string> command{CONFORMANCE_KIT};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return run_process(command, std::chrono::seconds(280));
}

// Names after "[  FAILED  ] " in the summary, which gives no times.
std::set<std::string> failed_checks(const std::string& output) {
  const std::string mark = "[  FAILED  ] ";
  std::set<std::string> names;
  std::istringstream lines(output.substr(std::min(output.size(), output.find("listed below:"))));
  for (std::string line; std::getline(lines, line);)
    if (line.compare(0, mark.size(), mark) == 0) names.insert(line.substr(mark.size()));
  return names;
}

std::size_t line_count(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

TEST(ConformanceKit, FindsEveryBrokenPromiseAndNothingElse) {
  const ProcessResult result = run_kit({BREAKS_PROMISES});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(
      failed_checks(result.out),
      ElementsAre(
          "bad.broken_default.construction", "bad.broken_default.schema", "bad.broken_default.starter",
          "bad.changes_input.contained", "bad.depends_on_position.geometry", "bad.depends_on_window.geometry",
          "bad.depends_on_window.reproducible", "bad.draws_nan.contained", "bad.draws_nan.geometry",
          "bad.draws_outside.contained", "bad.draws_outside.geometry", "bad.draws_outside.reproducible",
          "bad.draws_too_far.geometry", "bad.forgetful.reproducible", "bad.ignores_seed.reproducible",
          "bad.long_rotation.contained", "bad.makes_infinity.contained", "bad.missing_partner.schema",
          "bad.missing_partner.starter", "bad.one_word_help.names", "bad.refuses_bound.construction",
          "bad.relabels.contained", "bad.replaces.geometry", "bad.sees_threads.reproducible",
          "bad.stray_file.contained", "bad.takes_back.geometry", "bad.throws_number.construction",
          "bad.throws_standard.construction", "bad.unasked_file.contained", "bad.unit_in_key.schema",
          "bad.writes_beyond.contained", "bad.wrong_inner_ball.geometry", "bad.wrong_probes.geometry"))
      << result.out;
}

struct Case {
  const char* check;
  const char* reason;
};
class Reason : public ::testing::TestWithParam<Case> {};

TEST_P(Reason, IsGiven) {
  const ProcessResult result = run_kit({BREAKS_PROMISES, std::string("--gtest_filter=") + GetParam().check});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.out, HasSubstr(GetParam().reason));
}

INSTANTIATE_TEST_SUITE_P(
    ConformanceKit, Reason,
    ::testing::Values(
        Case{"bad.one_word_help.names", "the help of 'other', 'Size.', is not a sentence"},
        Case{"bad.unit_in_key.schema", "the key 'size_nm' names a unit; declare .unit() instead"},
        Case{"bad.broken_default.schema", "the defaults break the rule 'the size must exceed sixty'"},
        Case{"bad.missing_partner.schema", "drawn_by() names nobody.here, which is not installed"},
        Case{"bad.refuses_bound.construction",
             "with size = 100, the end of its declared range: CC5001: a size of 100 is too much"},
        Case{"bad.throws_standard.construction", "an exception that is no cryocosm::Error: too large"},
        Case{"bad.throws_number.construction", "something that is no exception"},
        Case{"bad.forgetful.reproducible", "the same seed gave other bytes"},
        Case{"bad.ignores_seed.reproducible", "eight seeds and twenty settings gave the same bytes"},
        Case{"bad.long_rotation.contained", "a proposed rotation is a quaternion of length 2, not 1"},
        Case{"bad.draws_outside.contained", "voxels outside the window were written"},
        Case{"bad.draws_too_far.geometry", "draw() reaches further than radius_A()"},
        Case{"bad.replaces.geometry", "draw() must add to the window, not replace it"},
        Case{"bad.takes_back.geometry", "exclude() must leave voxels alone that were taken before"},
        Case{"bad.depends_on_window.geometry", "draw() gives other bits when the window is split"},
        Case{"bad.depends_on_position.geometry", "a shift by whole voxels changes the density"},
        Case{"bad.wrong_probes.geometry",
             "is not excluded; probes lie deeper than half a voxel's diagonal inside"},
        Case{"bad.wrong_inner_ball.geometry", "voxels with their centre in inner_ball() are not excluded"},
        Case{"bad.draws_nan.contained", "draw() made a density that is not finite"},
        Case{"bad.makes_infinity.contained", "the output is not finite at voxel 5"},
        Case{"bad.changes_input.contained", "the input was changed"},
        Case{"bad.writes_beyond.contained", "memory outside the output was written"},
        Case{"bad.sees_threads.reproducible", "four threads gave other bytes than one"},
        Case{"bad.stray_file.contained", "it wrote files into the working folder"},
        Case{"bad.unasked_file.contained", "it wrote 'file.txt.bak' without asking for it"},
        Case{"bad.relabels.contained", "the finished run was changed"}));

TEST(ConformanceKit, HearsANoisyPlugin) {
  const ProcessResult door = run_kit({NOISY, "--gtest_filter=plugin.door"});
  EXPECT_EQ(door.exit_code, 1);
  EXPECT_THAT(door.out, HasSubstr("second_symbol"));
  EXPECT_THAT(door.out, HasSubstr("ms of processor time for loading"));

  const ProcessResult loading = run_kit({NOISY, "--gtest_filter=plugin.quiet_loading"});
  EXPECT_EQ(loading.exit_code, 1);
  EXPECT_THAT(loading.out, HasSubstr("loading must not write to standard output"));
  EXPECT_THAT(loading.out, HasSubstr("loading must leave the process's threads alone"));
  EXPECT_THAT(loading.out, HasSubstr("loading must leave the process's modes alone"));
}

TEST(ConformanceKit, ListsOneCheckALine) {
  const ProcessResult list = run_kit({BREAKS_PROMISES, "--list"});
  EXPECT_EQ(list.exit_code, 0);
  // 3 of the plugin, 7 of each of its 26 components, 1 more of each of its 9 rasterizers
  EXPECT_EQ(line_count(list.out), 3u + 7u * 26u + 9u);
  EXPECT_THAT(list.out, HasSubstr("\nbad.forgetful.reproducible\n"));
}

TEST(ConformanceKit, AFilterThatMatchesNothingIsAFailure) {
  const ProcessResult none = run_kit({BREAKS_PROMISES, "--gtest_filter=bad.nobody.names"});
  EXPECT_EQ(none.exit_code, 1);
  EXPECT_EQ(none.err, "cryocosm-conformance: 0 of 194 checks ran with --gtest_filter=bad.nobody.names\n");
}

TEST(ConformanceKit, AFileThatIsNoPluginIsRefusedWithTheReason) {
  const ProcessResult text = run_kit({__FILE__});
  EXPECT_EQ(text.exit_code, 3);
  EXPECT_THAT(text.err, HasSubstr("conformance_test.cpp"));
  EXPECT_THAT(text.out, IsEmpty());
  const ProcessResult missing = run_kit({"/there/is/no.cosm"});
  EXPECT_EQ(missing.exit_code, 3);
  EXPECT_THAT(missing.err, HasSubstr("/there/is/no.cosm"));
}

TEST(ConformanceKit, WrongUseIsExplained) {
  const ProcessResult nothing = run_kit({});
  EXPECT_EQ(nothing.exit_code, 2);
  EXPECT_THAT(nothing.err, HasSubstr("cryocosm-conformance: name the plugin's file\n"));
  const ProcessResult unknown = run_kit({BREAKS_PROMISES, "--fast"});
  EXPECT_EQ(unknown.exit_code, 2);
  EXPECT_EQ(unknown.err, "cryocosm-conformance: unknown option '--fast'; see --help\n");
}

}  // namespace
}  // namespace cryocosm::conformance
