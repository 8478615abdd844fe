// Runs that start in the middle with a file of another program, programs as stages, and what a failed run
// keeps.
#include <csignal>

#include "cli.hpp"

namespace cryocosm::test {
namespace {

using StartTest = FolderTest;

constexpr const char* k_pipeline = R"({
  "cryocosm": 1, "name": "small", "seed": 3,
  "volume": {"size": [48, 40, 24], "voxel": "10 A"},
  "structures": [{"use": "membranes.sphere", "count": 1, "params": {"radius": "80 A"}}],
  "acquisition": [{"use": "tem.project", "params": {"first": -30, "last": 30, "step": 30}},
                  {"use": "tem.normalize"}, {"use": "tem.reconstruct"}]
})";

Finished python(const std::string& script, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(),
                   {"/usr/bin/python3", "-c", "import json, mrcfile, numpy, os, sys\n" + script});
  return run_process(arguments);
}

/// A stack of three images as another program would leave it.
void write_stack(const std::string& path, const std::string& voxel = "o.voxel_size = 10") {
  ASSERT_EQ(
      python("o = mrcfile.new(sys.argv[1]); o.set_data(numpy.random.default_rng(1).normal(size=(3, 40, 48))"
             ".astype('f4')); o.set_image_stack()\n" +
                 voxel + "\no.close()",
             {path})
          .exit_code,
      0);
}

TEST_F(StartTest, AnotherProgramsTiltSeriesGoesOnFromTheFirstStageThatFits) {
  const std::string pipeline = write("p.json", k_pipeline);
  write_stack(path("theirs.mrc"));
  write("theirs.tlt", "-30\n0\n30\n");
  const Finished f = cryocosm({"run", pipeline, "--from", path("theirs.mrc"), "-o", path("out")});
  ASSERT_EQ(f.exit_code, 0) << f.err;
  const Finished check = python(
      "d = sys.argv[1]\nr = json.load(open(d + '/run.json'))\n"
      "assert [s['component'] for s in r['acquisition']] == ['tem.normalize', 'tem.reconstruct'], "
      "r['acquisition']\n"
      "assert r['started_from']['path'].endswith('theirs.mrc') and len(r['started_from']['sha256']) == 64\n"
      "assert mrcfile.validate(d + '/tomogram.mrc') and mrcfile.open(d + '/tomogram.mrc').data.shape == (24, "
      "40, 48)\n"
      "assert not os.path.exists(d + '/density.mrc') and not os.path.exists(d + '/labels.mrc')\n"
      "assert abs(mrcfile.open(d + '/tilt_series.mrc').data.std() - 1) < 1e-3",
      {path("out")});
  EXPECT_EQ(check.exit_code, 0) << check.err;
}

TEST_F(StartTest, ARunContinuesFromItsOwnTiltSeriesWithTheSameBytes) {
  const std::string pipeline = write("p.json", k_pipeline);
  ASSERT_EQ(cryocosm({"run", pipeline, "-o", path("whole")}).exit_code, 0);
  const Finished f = cryocosm({"run", pipeline, "--from", path("whole/tilt_series.mrc"), "--start",
                               "tem.reconstruct", "-o", path("again")});
  ASSERT_EQ(f.exit_code, 0) << f.err;
  EXPECT_EQ(run_process({"cmp", path("whole/tomogram.mrc"), path("again/tomogram.mrc")}).exit_code, 0);
}

TEST_F(StartTest, VolumesAndTomogramsAreStartsToo) {
  const std::string pipeline = write("p.json", k_pipeline);
  ASSERT_EQ(cryocosm({"run", pipeline, "-o", path("whole")}).exit_code, 0);
  const Finished f =
      cryocosm({"run", pipeline, "--from", path("whole/density.mrc"), "--as", "volume", "-o", path("again")});
  ASSERT_EQ(f.exit_code, 0) << f.err;
  EXPECT_EQ(run_process({"cmp", path("whole/tomogram.mrc"), path("again/tomogram.mrc")}).exit_code, 0);
  EXPECT_EQ(
      cryocosm({"run", pipeline, "--from", path("whole/tomogram.mrc"), "--as", "tomogram", "-o", path("t")})
          .err,
      "cryocosm: error CC2011: no stage of the pipeline goes on from a tomogram\n"
      "  add one to its acquisition, or say with --as what the file holds\n");
}

TEST_F(StartTest, WhatIsMissingOrDoesNotFitIsSaid) {
  const std::string pipeline = write("p.json", k_pipeline);
  const std::string stack = path("theirs.mrc");
  const auto error = [&](std::vector<std::string> more) {
    std::vector<std::string> arguments{"run", pipeline, "-o", path("out")};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Finished f = cryocosm(arguments);
    EXPECT_NE(f.exit_code, 0);
    EXPECT_FALSE(std::filesystem::exists(path("out")));
    return f.err;
  };
  write_stack(stack);
  EXPECT_EQ(
      error({"--from", stack}),
      "cryocosm: error CC6001: " + stack + " has no tilt angles: there is no " + path("theirs.tlt") +
          " beside it\n  write one angle in degrees for each image there, or name the file with --angles\n");
  const std::string two = write("two.tlt", "0\n10\n");
  EXPECT_EQ(
      error({"--from", stack, "--angles", two}),
      "cryocosm: error CC5006: " + stack + " has 3 images, but " + two +
          " has 2 tilt angles\n  the file of angles needs one for each image, in the order of the images\n");
  const std::string steep = write("steep.tlt", "0\n10\n95\n");
  EXPECT_EQ(error({"--from", stack, "--angles", steep}),
            "cryocosm: error CC2005: " + steep +
                ":3: the tilt angle 95 deg is beyond 90 deg\n  angles run from -90 to 90 degrees\n");
  write("theirs.tlt", "-30\n0\n30\n");
  std::filesystem::remove(stack);
  write_stack(stack, "pass");
  const std::string no_pixel = error({"--from", stack});
  EXPECT_EQ(no_pixel.rfind("cryocosm: error CC5002: ", 0), 0U) << no_pixel;
  EXPECT_EQ(
      error({"--angles", two}),
      "cryocosm: error CC2018: --angles is for runs that start with a file\n  name the file with --from\n");
  EXPECT_EQ(
      error({"--from", stack, "--as", "picture"}),
      "cryocosm: error CC2018: --as picture is not a kind of data\n  use volume, tilt-series or tomogram\n");
}

TEST_F(StartTest, AFailedProgramLosesNothingThatWasMade) {
  const std::string pipeline = write("p.json", R"({
    "cryocosm": 1, "name": "small", "seed": 3,
    "volume": {"size": [48, 40, 24], "voxel": "10 A"},
    "structures": [{"use": "membranes.sphere", "count": 1, "params": {"radius": "80 A"}}],
    "acquisition": [{"use": "tem.project"},
                    {"use": "tem.external", "params": {"command": ["sh", "-c", "echo no licence; exit 4", "{output}"]}},
                    {"use": "tem.reconstruct"}]})");
  const Finished f = cryocosm({"run", pipeline, "-o", path("out")});
  EXPECT_EQ(f.exit_code, 1);
  EXPECT_NE(f.err.find("failed with exit status 4\n  the end of its log:\n"), std::string::npos) << f.err;
  EXPECT_NE(f.err.find("no licence"), std::string::npos) << f.err;
  EXPECT_NE(f.err.find("what was made before it is kept in " + path("out.unfinished")), std::string::npos)
      << f.err;
  EXPECT_FALSE(std::filesystem::exists(path("out")));
  EXPECT_TRUE(std::filesystem::exists(path("out.unfinished/density.mrc")));
  const Finished again = cryocosm({"run", pipeline, "--from", path("out.unfinished/tilt_series.mrc"),
                                   "--start", "tem.reconstruct", "-o", path("out")});
  EXPECT_EQ(again.exit_code, 0) << again.err;
}

TEST_F(StartTest, InterruptingKillsTheProgramWithinASecond) {
  const std::string waiting = write("q.json", R"({
    "cryocosm": 1, "volume": {"size": [48, 40, 24], "voxel": "10 A"},
    "structures": [{"use": "membranes.sphere", "count": 1, "params": {"radius": "80 A"}}],
    "acquisition": [{"use": "tem.external", "params": {"command": ["sh", "-c", "sleep 60", "{output}"]}}]})");
  const Finished f = cryocosm({"run", waiting, "-v", "-o", path("out")}, [](const std::string& line) {
    return line.find("acquiring") != std::string::npos ? SIGINT : 0;
  });
  EXPECT_EQ(f.exit_code, 130) << f.err;
  EXPECT_LT(f.seconds_after_signal, 1);
  EXPECT_FALSE(std::filesystem::exists(path("out")));
}

}  // namespace
}  // namespace cryocosm::test
