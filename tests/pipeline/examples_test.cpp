// The examples run, and independent programs accept everything they leave.
#include <cstdlib>

#include "cli/cli.hpp"

namespace cryocosm::test {
namespace {

using ExamplesTest = FolderTest;

const std::string k_source = CRYOCOSM_SOURCE;

void expect_sound(const std::string& folder) {
  const Finished check =
      run_process({"/usr/bin/python3", k_source + "/tests/pipeline/check_run.py", folder}, {}, 300);
  EXPECT_EQ(check.exit_code, 0) << check.out << check.err;
}

TEST_F(ExamplesTest, QuickstartLeavesEveryFileAndAllAreSound) {
  const Finished f = cryocosm({"run", k_source + "/examples/quickstart.json", "-o", path("out")});
  ASSERT_EQ(f.exit_code, 0) << f.err;
  expect_sound(path("out"));
}

TEST_F(ExamplesTest, TheMicroscopeLeavesHalvesAndTheSameBytesFromBothFormats) {
  for (const char* format : {".json", ".ini"}) {
    const std::string out = path(std::string("out") + format);
    const Finished f = cryocosm({"run", k_source + "/examples/microscope" + format, "-o", out});
    ASSERT_EQ(f.exit_code, 0) << f.err;
    expect_sound(out);
  }
  for (const char* file : {"tilt_series.mrc", "tilt_series_even.mrc", "tomogram_odd.mrc", "tilt_series.star",
                           "tilt_series.xf", "tilt_series.rawtlt"})
    EXPECT_EQ(
        run_process({"cmp", path("out.json/" + std::string(file)), path("out.ini/" + std::string(file))})
            .exit_code,
        0)
        << file;
}

TEST_F(ExamplesTest, AThirdPartysNoiseStageInPythonWorks) {
  for (const char* format : {".json", ".ini"}) {
    const std::string out = path(std::string("out") + format);
    const Finished f = cryocosm(
        {"run", k_source + "/examples/plugins/python-stage/examples/external-noise" + format, "-o", out});
    ASSERT_EQ(f.exit_code, 0) << f.err;
    expect_sound(out);
    const Finished noted = run_process(
        {"/usr/bin/python3", "-c",
         "import json, sys, numpy\n"
         "s = json.load(open(sys.argv[1]))['acquisition'][1]\n"
         "assert s['version'] == numpy.__version__, s\n"
         "assert s['log'].startswith('view 0 at -60.0 deg: ') and s['log'].count('electrons') == 41, s",
         out + "/run.json"});
    EXPECT_EQ(noted.exit_code, 0) << noted.err;
  }
  EXPECT_EQ(run_process({"cmp", path("out.json/tomogram.mrc"), path("out.ini/tomogram.mrc")}).exit_code, 0);
}

TEST_F(ExamplesTest, OrganellesReachTheirTargetsFromJsonAndIni) {
  for (const char* format : {".json", ".ini"}) {
    const Finished f = cryocosm({"run", k_source + "/examples/organelles" + format, "-o", path(format)});
    ASSERT_EQ(f.exit_code, 0) << f.err;
    EXPECT_EQ(f.err.find("warning"), std::string::npos) << f.err;
  }
  for (const char* file : {"density.mrc", "labels.mrc", "instances.nrrd", "tomogram.mrc"}) {
    const Finished compare =
        run_process({"cmp", path(std::string(".json/") + file), path(std::string(".ini/") + file)});
    EXPECT_EQ(compare.exit_code, 0) << compare.out;
  }
}

TEST_F(ExamplesTest, RealTemplatesAndModelsWork) {
  const char* const data = std::getenv("CRYOCOSM_TEST_DATA");
  if (data == nullptr) GTEST_SKIP() << "set CRYOCOSM_TEST_DATA to a folder with real templates and models";
  const std::string root = data;
  for (const char* format : {".json", ".ini"}) {
    const std::string out = path(std::string("out") + format);
    const Finished f =
        cryocosm({"run", k_source + "/examples/real-templates" + format, "-o", out, "--set",
                  "structures.ribosome.params.file=" + root + "/polnet/templates/mrcs_10A/4v4r.mrc", "--set",
                  "structures.proteasome.params.file=" + root + "/pdb/3j9i.pdb", "--set",
                  "structures.hsp70.params.file=" + root + "/pdb/1s3x.pdb"});
    ASSERT_EQ(f.exit_code, 0) << f.err;
    expect_sound(out);
  }
}

TEST_F(ExamplesTest, TheRecordOfARunRepeatsIt) {
  ASSERT_EQ(
      cryocosm({"run", k_source + "/examples/quickstart.json", "-o", path("first"), "--seed", "5"}).exit_code,
      0);
  const Finished extract = run_process(
      {"/usr/bin/python3", "-c",
       "import json,sys; json.dump(json.load(open(sys.argv[1]))['pipeline'], open(sys.argv[2], 'w'))",
       path("first/run.json"), path("again.json")});
  ASSERT_EQ(extract.exit_code, 0) << extract.err;
  const Finished f = cryocosm({"run", path("again.json"), "-o", path("second")});
  ASSERT_EQ(f.exit_code, 0) << f.err;
  const Finished compare = run_process({"cmp", path("first/tomogram.mrc"), path("second/tomogram.mrc")});
  EXPECT_EQ(compare.exit_code, 0) << compare.out;
}

}  // namespace
}  // namespace cryocosm::test
