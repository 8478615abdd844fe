// Pipelines with mistakes, as the user of the command meets them: every mistake, with its place.
#include "cli.hpp"

namespace cryocosm::test {
namespace {

using ConfigurationTest = FolderTest;

TEST_F(ConfigurationTest, ThreeMistakesAreAllShownAndNothingRuns) {
  const std::string file = write("three.json", R"({
  "cryocosm": 1,
  "volume": {"size": [64, 64, 32], "voxel": "10 kV"},
  "structures": [
    {"use": "membranes.sphere", "count": 1, "params": {"raduis": 90}}
  ],
  "acquisition": [{"use": "tem.projekt"}]
})");
  const Finished f = cryocosm({"run", file, "-o", path("out")});
  EXPECT_EQ(f.exit_code, 2);
  EXPECT_EQ(f.out, "");
  EXPECT_NE(f.err.find(file + ":3:45: error CC2004: volume.voxel: "), std::string::npos) << f.err;
  EXPECT_NE(f.err.find(file + ":5:56: error CC2001: structures[0].params.raduis: "), std::string::npos)
      << f.err;
  EXPECT_NE(f.err.find("did you mean 'radius'?"), std::string::npos) << f.err;
  EXPECT_NE(f.err.find(file + ":7:27: error CC2010: acquisition[0].use: no component 'tem.projekt'"),
            std::string::npos)
      << f.err;
  EXPECT_NE(f.err.find("3 errors, nothing was run\n"), std::string::npos) << f.err;
  EXPECT_FALSE(std::filesystem::exists(path("out")));
}

TEST_F(ConfigurationTest, StagesInTheWrongOrderAreFoundBeforeAnythingRuns) {
  const std::string file = write("order.json", R"({
  "cryocosm": 1,
  "volume": {"size": [64, 64, 32], "voxel": "10 A"},
  "structures": [{"use": "membranes.sphere", "count": 1}],
  "acquisition": [
    {"use": "tem.reconstruct"}
  ]
})");
  const Finished f = cryocosm({"check", file});
  EXPECT_EQ(f.exit_code, 2);
  EXPECT_NE(f.err.find(file + ":6:13: error CC2011: acquisition[0]: tem.reconstruct takes a tilt series, but "
                              "the phantom gives a volume\n"),
            std::string::npos)
      << f.err;
}

TEST_F(ConfigurationTest, ARasterizerThatCanNotDrawTheShapeIsFound) {
  const std::string file = write("kind.json", R"({
  "cryocosm": 1,
  "volume": {"size": [64, 64, 32], "voxel": "10 A"},
  "structures": [{"use": "membranes.sphere", "count": 1, "draw": {"use": "filaments.spheres"}}]
})");
  const Finished f = cryocosm({"check", file});
  EXPECT_EQ(f.exit_code, 2);
  EXPECT_NE(f.err.find("error CC2016: structures[0]: membranes.sphere makes shapes of kind 'field', but "
                       "filaments.spheres draws 'spheres'\n"),
            std::string::npos)
      << f.err;
  EXPECT_NE(f.err.find("leave \"draw\" out to use membranes.bilayer\n"), std::string::npos) << f.err;
}

TEST_F(ConfigurationTest, AMissingPipelineIsAFileError) {
  const Finished f = cryocosm({"run", path("none.json"), "-o", path("out")});
  EXPECT_EQ(f.exit_code, 4);
  EXPECT_EQ(f.err.rfind("cryocosm: error CC6001: ", 0), 0U) << f.err;
}

TEST_F(ConfigurationTest, PathsAreRelativeToThePipelineOrToTheShell) {
  std::filesystem::create_directories(folder_ / "there");
  write("there/dot.beads", "name dot\nsource none\nsymmetry C1\nbead 0 0 0 30\n");
  write("there/p.json", R"({
  "cryocosm": 1,
  "volume": {"size": [64, 64, 32], "voxel": "10 A"},
  "structures": [{"name": "dot", "use": "macromolecules.beads", "count": 1, "params": {"file": "dot.beads"}}]
})");
  EXPECT_EQ(cryocosm({"check", path("there/p.json")}).exit_code, 0);
  const auto from_folder = [&](const std::string& file) {
    return run_process({"sh", "-c",
                        "cd \"$1\" && \"$2\" check there/p.json --set \"structures.dot.params.file=$3\"",
                        "sh", folder_.string(), CRYOCOSM_PROGRAM, file});
  };
  EXPECT_EQ(from_folder("there/dot.beads").exit_code, 0);
  const Finished f = from_folder("dot.beads");
  EXPECT_EQ(f.exit_code, 4);
  EXPECT_NE(
      f.err.find(
          "--set: error CC6001: structures[0].params.file: there is no file 'dot.beads'\n  looked for " +
          path("dot.beads") + "; paths are relative to the working directory\n"),
      std::string::npos)
      << f.err;
}

TEST_F(ConfigurationTest, SetWithoutAnEqualsSignIsAUsageError) {
  const Finished f = cryocosm({"run", "x.json", "-o", "out", "--set", "seed"});
  EXPECT_EQ(f.exit_code, 2);
  EXPECT_EQ(f.err,
            "cryocosm: error CC2018: --set 'seed' is not of the form path=value\n"
            "  write for example --set volume.voxel=13A or --set structures.vesicle.count=3\n");
}

}  // namespace
}  // namespace cryocosm::test
