// The conformance kit finds what is wrong: each bad component fails exactly the checks it should, with the
// reason.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include "child_process.hpp"
#include "temporary_folder.hpp"

namespace cryocosm::conformance {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

ProcessResult run_kit(const std::vector<std::string>& arguments) {
  std::vector<std::string> command{CONFORMANCE_KIT};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return run_process(command, std::chrono::seconds(900));
}

// The text below each "FAIL  component.check" of a table.
std::map<std::string, std::string> failures(const std::string& table) {
  const std::string mark = "FAIL  ";
  std::map<std::string, std::string> found;
  std::string* text = nullptr;
  std::istringstream lines(table);
  for (std::string line; std::getline(lines, line);) {
    if (line.compare(0, mark.size(), mark) == 0) text = &found[line.substr(mark.size())];
    if (line.empty()) text = nullptr;
    if (text != nullptr) *text += line + '\n';
  }
  return found;
}

// Sanitizers bring a malloc that does not count; they find leaks themselves.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool k_counts_memory = false;
#else
constexpr bool k_counts_memory = true;
#endif

std::size_t line_count(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

void expect_exactly_the_right_checks(const ProcessResult& result) {
  std::vector<std::string> names;
  for (const auto& [name, text] : failures(result.out)) names.push_back(name);
  std::vector<std::string> expected{"bad.broken_default.construction",
                                    "bad.broken_default.schema",
                                    "bad.broken_default.starter",
                                    "bad.changes_input.contained",
                                    "bad.changes_locale.side_effects",
                                    "bad.changes_ports.datasets",
                                    "bad.changes_rounding.instances",
                                    "bad.changes_rounding.reproducible",
                                    "bad.changes_rounding.side_effects",
                                    "bad.depends_on_position.geometry",
                                    "bad.depends_on_window.geometry",
                                    "bad.depends_on_window.reproducible",
                                    "bad.draws_nan.contained",
                                    "bad.draws_nan.geometry",
                                    "bad.draws_outside.contained",
                                    "bad.draws_outside.geometry",
                                    "bad.draws_outside.reproducible",
                                    "bad.draws_too_far.geometry",
                                    "bad.forgetful.instances",
                                    "bad.forgetful.reproducible",
                                    "bad.ignores_cancellation.cancellation",
                                    "bad.ignores_seed.reproducible",
                                    "bad.ignores_signal.side_effects",
                                    "bad.larger_pixels.datasets",
                                    "bad.leaks.memory",
                                    "bad.leaves_file.side_effects",
                                    "bad.leaves_thread.side_effects",
                                    "bad.long_rotation.contained",
                                    "bad.long_rotation.proposals",
                                    "bad.loses_tilt.datasets",
                                    "bad.makes_infinity.contained",
                                    "bad.makes_infinity.datasets",
                                    "bad.missing_partner.schema",
                                    "bad.missing_partner.starter",
                                    "bad.new_angles.datasets",
                                    "bad.one_word_help.names",
                                    "bad.prints.side_effects",
                                    "bad.reads_clock.reproducible",
                                    "bad.refuses_bound.construction",
                                    "bad.relabels.contained",
                                    "bad.replaces.geometry",
                                    "bad.sees_threads.reproducible",
                                    "bad.sets_variable.side_effects",
                                    "bad.shares_state.instances",
                                    "bad.stray_file.contained",
                                    "bad.takes_back.geometry",
                                    "bad.throws_number.construction",
                                    "bad.throws_standard.construction",
                                    "bad.throws_when_full.proposals",
                                    "bad.unasked_file.contained",
                                    "bad.unit_in_key.schema",
                                    "bad.uses_rand.instances",
                                    "bad.uses_rand.reproducible",
                                    "bad.uses_rand.side_effects",
                                    "bad.writes_beyond.contained",
                                    "bad.wrong_contrast.datasets",
                                    "bad.wrong_inner_ball.geometry",
                                    "bad.wrong_probes.geometry"};
  if (!k_counts_memory) expected.erase(std::find(expected.begin(), expected.end(), "bad.leaks.memory"));
  EXPECT_EQ(names, expected) << result.out << result.err;
}

void expect_reasons(const ProcessResult& result) {
  const std::pair<const char*, const char*> reasons[] = {
      {"bad.one_word_help.names", "the help of 'other', 'Size.', is not a sentence"},
      {"bad.unit_in_key.schema", "the key 'size_nm' names a unit; declare .unit() instead"},
      {"bad.broken_default.schema", "the defaults break the rule 'the size must exceed sixty'"},
      {"bad.missing_partner.schema", "drawn_by() names nobody.here, which is not installed"},
      {"bad.refuses_bound.construction",
       "with size = 100, the end of its declared range: CC5001: a size of 100 is too much"},
      {"bad.throws_standard.construction", "an exception that is no cryocosm::Error: too large"},
      {"bad.throws_number.construction", "something that is no exception"},
      {"bad.forgetful.reproducible", "the same seed gave other bytes"},
      {"bad.reads_clock.reproducible", "the same seed gave other bytes on another day: it reads the clock"},
      {"bad.ignores_seed.reproducible", "eight seeds and twenty settings gave the same bytes"},
      {"bad.sees_threads.reproducible", "four threads gave other bytes than one"},
      {"bad.long_rotation.contained", "a proposed rotation is a quaternion of length 2, not 1"},
      {"bad.draws_outside.contained", "voxels outside the window were written"},
      {"bad.draws_nan.contained", "draw() made a density that is not finite"},
      {"bad.makes_infinity.contained", "the output is not finite at voxel 5"},
      {"bad.changes_input.contained", "the input was changed"},
      {"bad.writes_beyond.contained", "memory outside the output was written"},
      {"bad.stray_file.contained", "it wrote files into the working folder"},
      {"bad.unasked_file.contained", "it wrote 'file.txt.bak' without asking for it"},
      {"bad.relabels.contained", "the finished run was changed"},
      {"bad.prints.side_effects", "it printed 'almost done"},
      {"bad.changes_locale.side_effects", "using it, locale of C: C became C.UTF-8"},
      {"bad.changes_rounding.side_effects", "using it, floating-point modes: rounding nearest"},
      {"bad.leaves_thread.side_effects", "using it, threads: nothing became thread "},
      {"bad.leaves_file.side_effects", "(/dev/null)"},
      {"bad.ignores_signal.side_effects", "using it, signal handlers: nothing became signal 1 ignored"},
      {"bad.sets_variable.side_effects", "using it, environment: nothing became BREAKS_PROMISES=yes"},
      {"bad.uses_rand.side_effects", "using it, state of std::rand(): "},
      {"bad.shares_state.instances", "two instances on two threads gave other bytes than each alone"},
      {"bad.leaks.memory", "rounds of making, using and destroying it leave "},
      {"bad.ignores_cancellation.cancellation", "after it was cancelled; call stop_if_cancelled() in loops"},
      {"bad.throws_when_full.proposals", "in a scene that is full it threw CC5001: the scene is full"},
      {"bad.draws_too_far.geometry", "draw() reaches further than radius_A()"},
      {"bad.replaces.geometry", "draw() must add to the window, not replace it"},
      {"bad.takes_back.geometry", "exclude() must leave voxels alone that were taken before"},
      {"bad.depends_on_window.geometry", "draw() gives other bits when the window is split"},
      {"bad.depends_on_position.geometry", "a shift by whole voxels changes the density"},
      {"bad.wrong_probes.geometry", "is not excluded; probes lie deeper than half a voxel's diagonal inside"},
      {"bad.wrong_inner_ball.geometry", "voxels with their centre in inner_ball() are not excluded"},
      {"bad.loses_tilt.datasets", "given a tilt series, a tilt series of 7 views was given 6 tilts"},
      {"bad.new_angles.datasets",
       "a view came out with a tilt angle of -59.5 degrees, which no view had that went in"},
      {"bad.larger_pixels.datasets",
       "voxels of 8 A became voxels of 16 A, and the field of view along x grew from 320 to 640 A"},
      {"bad.wrong_contrast.datasets",
       "the output correlates with the input by 1.00, but its contrast is said to be the other one"},
      {"bad.changes_ports.datasets", "ports() changed after a run"}};
  std::map<std::string, std::string> found = failures(result.out);
  for (const auto& [check, reason] : reasons) {
    if (!k_counts_memory && check == std::string("bad.leaks.memory")) continue;
    EXPECT_THAT(found[check], HasSubstr(reason)) << check;
  }
}

// Each fault comes with its rule and the heading that explains it.
void expect_rules_and_headings(const ProcessResult& result) {
  const std::map<std::string, std::string> found = failures(result.out);
  EXPECT_THAT(
      found.at("bad.prints.side_effects"),
      HasSubstr(
          "\n  rule   Making, using and destroying a component prints nothing and leaves the process as "
          "it was.\n"));
  for (const auto& [check, text] : found)
    EXPECT_THAT(text, AllOf(HasSubstr("\n  rule   "), HasSubstr("\n  found  "),
                            HasSubstr("\n  see    docs/reference/conformance.md, \"" +
                                      check.substr(check.rfind('.') + 1) + "\"\n")));
}

// One test, because all of it comes from one run of several hundred processes.
TEST(ConformanceKit, FindsEveryBrokenPromiseAndNothingElse) {
  const ProcessResult result = run_kit({BREAKS_PROMISES});
  EXPECT_EQ(result.exit_code, 1);
  expect_exactly_the_right_checks(result);
  expect_reasons(result);
  expect_rules_and_headings(result);
}

TEST(ConformanceKit, HearsANoisyPlugin) {
  const ProcessResult result = run_kit({NOISY, "--check=door,quiet_loading"});
  EXPECT_EQ(result.exit_code, 1);
  std::map<std::string, std::string> found = failures(result.out);
  EXPECT_THAT(found["plugin.door"], AllOf(HasSubstr("it exports 'second_symbol'"),
                                          HasSubstr("ms of processor time, and every command")));
  EXPECT_THAT(found["plugin.quiet_loading"],
              AllOf(HasSubstr("loading printed 'hello from a plugin"),
                    HasSubstr("loading changed the process's threads: nothing became thread "),
                    HasSubstr("noisy.cosm changed the floating-point modes, which was set back")));
}

struct Ending {
  const char* component;
  const char* reason;
};
class EndsBadly : public ::testing::TestWithParam<Ending> {};

TEST_P(EndsBadly, IsOneFailedCheckThatNamesTheEnd) {
  const std::string check = std::string(GetParam().component) + ".datasets";
  const ProcessResult result = run_kit({ENDS_BADLY, "--check=" + check, "--timeout=5"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(failures(result.out)[check], HasSubstr(std::string("\n  found  ") + GetParam().reason));
  EXPECT_THAT(result.out, HasSubstr("1 checks: 0 passed, 1 failed, 0 skipped\n"));
}

INSTANTIATE_TEST_SUITE_P(
    ConformanceKit, EndsBadly,
    ::testing::Values(Ending{"ends_badly.hangs", "it did not end within 5 s and was killed\n"},
                      Ending{"ends_badly.exits", "it ended the process, with exit code 0\n"},
                      Ending{"ends_badly.crashes",
                             "its process was ended by signal 11 (Segmentation fault)\n"},
                      Ending{"ends_badly.terminates",
                             "its process was ended by signal 6 (Aborted); it wrote: terminate called"},
                      Ending{"ends_badly.refuses",
                             "its port takes what it refuses: given a volume it threw CC5001: this is not "
                             "what was expected\n"}),
    [](const auto& ending) { return std::string(ending.param.component + sizeof("ends_badly.") - 1); });

TEST(ConformanceKit, ACrashWhileLoadingIsTold) {
  const ProcessResult result = run_kit({CRASHES_ON_LOAD});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.out, IsEmpty());
  EXPECT_EQ(result.err, std::string("'") + CRASHES_ON_LOAD +
                            "' can not be loaded: its process was ended by signal 11 (Segmentation fault)\n"
                            "  see docs/reference/conformance.md, \"Plugins that can not be loaded\"\n");
}

TEST(ConformanceKit, LooksForPagesAndParameters) {
  const TemporaryFolder docs;
  std::ofstream(docs.path() / "one_word_help.md") << "# bad.one_word_help\n\nIts `size`, and nothing else.\n";
  const ProcessResult result = run_kit({BREAKS_PROMISES, "--docs=" + docs.path().string(),
                                        "--check=bad.one_word_help.documented,bad.forgetful.documented"});
  std::map<std::string, std::string> found = failures(result.out);
  EXPECT_THAT(found["bad.one_word_help.documented"],
              AllOf(HasSubstr("does not mention the parameter `other` in backticks"),
                    ::testing::Not(HasSubstr("`size`"))));
  EXPECT_THAT(found["bad.forgetful.documented"],
              HasSubstr("there is no page '" + (docs.path() / "forgetful.md").string() + "'"));
}

TEST(ConformanceKit, RunsTheExample) {
  const TemporaryFolder folder;
  const std::string example = (folder.path() / "pipeline.json").string();
  std::ofstream(example) << R"({"cryocosm": 1, "volume": {"size": [40, 40, 40], "voxel": "10 A"},
    "structures": [{"use": "membranes.sphere", "count": 1, "params": {"radius": "100 A"}}],
    "acquisition": ["tem.project", "tem.reconstruct", "bad.makes_infinity"]})";
  const ProcessResult result = run_kit({BREAKS_PROMISES, "--example=" + example, "--check=plugin.example"});
  EXPECT_THAT(
      failures(result.out)["plugin.example"],
      HasSubstr("CC4002: bad.makes_infinity (plugin org.example.breaks-promises 1.0.0) left values that are "
                "not finite"))
      << result.out << result.err;
}

TEST(ConformanceKit, ListsOneCheckALine) {
  const ProcessResult list = run_kit({BREAKS_PROMISES, "--list"});
  EXPECT_EQ(list.exit_code, 0);
  // 4 of the plugin, 12 of each of its 44 components, 1 more of each of its 2 transforms, 9 rasterizers and
  // 21 stages
  EXPECT_EQ(line_count(list.out), 4u + 12u * 44u + 2u + 9u + 21u);
  EXPECT_THAT(list.out, HasSubstr("\nbad.forgetful.reproducible\n"));
}

TEST(ConformanceKit, SkippedChecksSayWhatIsMissing) {
  const ProcessResult result = run_kit({NOISY, "--check=example,documented"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out,
              HasSubstr("\nskip  plugin.example: no pipeline was given: --example=PIPELINE, or EXAMPLE "
                        "in cryocosm_add_plugin()\n"));
  EXPECT_THAT(result.out, HasSubstr("\nskip  noisy.nothing.documented: no folder of pages was given: "
                                    "--docs=FOLDER, or DOCS in cryocosm_add_plugin()\n"));
}

TEST(ConformanceKit, WritesJson) {
  const ProcessResult result = run_kit({BREAKS_PROMISES, "--json", "--check=bad.unit_in_key.schema"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.out, StartsWith("{\n  \"format\": \"cryocosm-conformance\",\n  \"version\": 1,\n"));
  for (const char* const part :
       {R"("plugin": {"id": "org.example.breaks-promises", "version": "1.0.0"})",
        R"("counts": {"passed": 0, "failed": 1, "skipped": 0})", R"("component": "bad.unit_in_key")",
        R"("check": "schema")", R"("verdict": "failed")", R"("page": "docs/reference/conformance.md")",
        R"("heading": "schema")", "the key 'size_nm' names a unit"})
    EXPECT_THAT(result.out, HasSubstr(part));
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
  const std::string program = "cryocosm-conformance: ";
  const std::pair<std::vector<std::string>, std::string> wrong[] = {
      {{BREAKS_PROMISES, "--fast"}, "unknown option '--fast'; see --help\n"},
      {{BREAKS_PROMISES, "--jobs=0"}, "--jobs=0 is not a whole number from 1 on\n"},
      {{BREAKS_PROMISES, "other.cosm"}, "one plugin at a time, not 'other.cosm' too\n"},
      {{BREAKS_PROMISES, "--here"}, "--here runs one check; name it with --check=COMPONENT.CHECK\n"},
      {{BREAKS_PROMISES, "--check=names,bad.nobody"},
       "--check=bad.nobody names no check and no component of org.example.breaks-promises; --list shows "
       "them\n"}};
  for (const auto& [arguments, message] : wrong) {
    const ProcessResult result = run_kit(arguments);
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_EQ(result.err, program + message);
  }
  EXPECT_THAT(run_kit({}).err, StartsWith(program + "name the plugin's file\n"));
}

}  // namespace
}  // namespace cryocosm::conformance
