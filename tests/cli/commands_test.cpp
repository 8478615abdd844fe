// Every subcommand: what it prints where, and its exit code.
#include <algorithm>

#include "cli.hpp"

namespace cryocosm::test {
namespace {

using CommandsTest = FolderTest;

TEST_F(CommandsTest, WithoutArgumentsHelpGoesToStderr) {
  const Finished f = cryocosm({});
  EXPECT_EQ(f.exit_code, 2);
  EXPECT_EQ(f.out, "");
  EXPECT_NE(f.err.find("usage: cryocosm COMMAND"), std::string::npos);
}

TEST_F(CommandsTest, HelpGoesToStdout) {
  for (const char* command : {"run", "check", "list", "describe", "plugins", "schema", "init", "new-plugin",
                              "check-plugin", "version"}) {
    const Finished f = cryocosm({command, "--help"});
    EXPECT_EQ(f.exit_code, 0) << command;
    EXPECT_EQ(f.err, "") << command;
    EXPECT_EQ(f.out.rfind(std::string("usage: cryocosm ") + command, 0), 0U) << f.out;
  }
}

TEST_F(CommandsTest, UnknownCommandsAndOptionsAreUsageErrors) {
  Finished f = cryocosm({"rum"});
  EXPECT_EQ(f.exit_code, 2);
  EXPECT_EQ(f.err, "cryocosm: error CC2018: unknown command 'rum'\n  'cryocosm --help' lists the commands\n");
  f = cryocosm({"run", "--thr", "2"});
  EXPECT_EQ(f.exit_code, 2);
  EXPECT_EQ(f.err,
            "cryocosm: error CC2018: unrecognised option '--thr'\n"
            "  usage: cryocosm run PIPELINE -o DIR [options]; see --help\n");
  f = cryocosm({"run"});
  EXPECT_EQ(f.err,
            "cryocosm: error CC2018: the pipeline file is missing\n"
            "  usage: cryocosm run PIPELINE -o DIR [options]; see --help\n");
}

TEST_F(CommandsTest, ListingsHaveJson) {
  for (const std::vector<std::string>& command : {std::vector<std::string>{"list", "--json"},
                                                  {"plugins", "--json"},
                                                  {"describe", "--all", "--json"},
                                                  {"schema"},
                                                  {"version", "--json"}}) {
    const Finished f = cryocosm(command);
    EXPECT_EQ(f.exit_code, 0) << command[0];
    const std::string file = write("listing.json", f.out);
    // a second program reads it
    EXPECT_EQ(run_process({"/usr/bin/python3", "-m", "json.tool", file}).exit_code, 0) << f.out;
  }
}

TEST_F(CommandsTest, ListCanBeNarrowed) {
  const Finished f = cryocosm({"list", "--point", "acquisition"});
  EXPECT_EQ(f.exit_code, 0);
  EXPECT_NE(f.out.find("tem.project"), std::string::npos);
  EXPECT_EQ(f.out.find("membranes.sphere"), std::string::npos);
  EXPECT_EQ(cryocosm({"list", "--point", "stage"}).err,
            "cryocosm: error CC2018: 'stage' is not an extension point\n"
            "  known: structure, transform, rasterizer, acquisition, exporter\n");
}

TEST_F(CommandsTest, DescribeHelpsWithTypingErrors) {
  const Finished f = cryocosm({"describe", "membranes.spere"});
  EXPECT_EQ(f.exit_code, 2);
  EXPECT_EQ(
      f.err.rfind("cryocosm: error CC2010: no component 'membranes.spere'\n  closest: membranes.sphere", 0),
      0U)
      << f.err;
}

TEST_F(CommandsTest, StarterPipelinesPassTheCheck) {
  for (const std::string format : {"json", "ini"}) {
    const Finished f = cryocosm({"init", "--format", format});
    ASSERT_EQ(f.exit_code, 0) << f.err;
    const std::string file = write("starter." + format, f.out);
    const Finished check = cryocosm({"check", file});
    EXPECT_EQ(check.exit_code, 0) << check.err;
    EXPECT_NE(check.out.find("nothing was run"), std::string::npos);
    // the stages found from their ports, in the order that leads to a tomogram
    EXPECT_NE(check.out.find(
                  "  acquire    tem.project\n  acquire    tem.ctf\n  acquire    tem.misalign\n  acquire    "
                  "tem.noise\n  acquire    tem.reconstruct\n"),
              std::string::npos)
        << check.out;
  }
}

TEST_F(CommandsTest, AFullDeviceForTheOutputIsSeen) {
  const Finished f = run_process({"sh", "-c", std::string(CRYOCOSM_PROGRAM) + " list > /dev/full"});
  EXPECT_EQ(f.exit_code, 4);
  EXPECT_EQ(f.err, "cryocosm: error CC6006: standard output can not be written\n  free some space\n");
}

TEST_F(CommandsTest, ANegativeNumberOfThreadsIsRefused) {
  const Finished f = cryocosm({"run", "x.json", "-o", path("out"), "--threads", "-3"});
  EXPECT_EQ(f.exit_code, 2);
  EXPECT_EQ(f.err,
            "cryocosm: error CC2018: --threads -3 is not a number of threads\n  use 0 for all cores\n");
}

TEST_F(CommandsTest, APluginAskedForByNameMustBeThere) {
  const Finished f = cryocosm({"list", "--plugin", path("none.cosm")});
  EXPECT_EQ(f.exit_code, 3);
  EXPECT_EQ(f.out, "");
  EXPECT_EQ(f.err.rfind("cryocosm: error CC3002: " + path("none.cosm"), 0), 0U) << f.err;
}

TEST_F(CommandsTest, ARefusedPluginIsNamedAndExplained) {
  const std::string file = write("broken.cosm", "not a library");
  const Finished f = cryocosm({"plugins", "--refused", "--plugin", file});
  EXPECT_EQ(f.exit_code, 0);
  EXPECT_EQ(f.out.rfind("refused  broken.cosm\n", 0), 0U) << f.out;
  EXPECT_NE(f.out.find("--plugin"), std::string::npos);
}

}  // namespace
}  // namespace cryocosm::test
