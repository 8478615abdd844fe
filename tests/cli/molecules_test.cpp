// Mistakes in entries of molecules, as the user of the command meets them: the whole text, with its place.
#include "cli.hpp"

namespace cryocosm::test {
namespace {

// Two bead models, and pipelines of one entry that uses them.
class MoleculesTest : public FolderTest {
 protected:
  void SetUp() override {
    FolderTest::SetUp();
    write("ball.beads", "bead 0 0 0 30\n");
    write("rod.beads", "bead 0 0 -20 15\nbead 0 0 20 15\n");
  }

  std::string pipeline(const std::string& component, const std::string& params,
                       const std::string& place = "") const {
    return write("p.json",
                 "{\"cryocosm\": 1, \"volume\": {\"size\": [64, 64, 32], \"voxel\": \"10 A\"},\n"
                 "\"structures\": [{\"name\": \"it\", \"use\": \"macromolecules." +
                     component + "\", \"count\": 9," + place + "\n \"params\": {" + params + "}\n}]}\n");
  }
  std::string list(const std::string& rows, const std::string& more = "") const {
    write("list.csv", "x_A,y_A,z_A,qw,qx,qy,qz\n" + rows);
    return pipeline(
        "beads", R"("file": "ball.beads")",
        R"("place": {"use": "macromolecules.particle_list", "params": {"file": "list.csv")" + more + "}},");
  }

  void expect_refused(const std::string& file, int exit_code, const std::string& text) const {
    const Finished f = cryocosm({"run", file, "-o", path("out")});
    EXPECT_EQ(f.exit_code, exit_code);
    EXPECT_EQ(f.out, "");
    EXPECT_EQ(f.err, text);
    EXPECT_FALSE(std::filesystem::exists(path("out")));
  }
};

TEST_F(MoleculesTest, ParametersThatMakeNoSense) {
  const std::string files = R"("files": ["ball.beads", "rod.beads"], )";
  struct Case {
    const char* component;
    std::string params;
    std::string problem;  ///< after the file's name
  };
  const std::vector<Case> cases{
      {"beads", R"("file": "ball.beads", "length": 0)",
       "3:45: error CC2005: structures[0].params.length: '0' is out of range: length must be 1 to 1000000\n"},
      {"beads", R"("file": "ball.beads", "length": {"uniform": [0, 3]})",
       "3:58: error CC2005: structures[0].params.length: '0' is out of range: length must be 1 to 1000000\n"},
      {"mixture", files + R"("weights": [1, -1])",
       "3:66: error CC2005: structures[0].params.weights[1]: '-1' is out of range: weights must be 0 to "
       "1000000000\n"},
      {"mixture", files + R"("weights": [0, 0])",
       "3:12: error CC2009: structures[0].params: weights must not all be zero\n"
       "  see 'cryocosm describe macromolecules.mixture'\n"},
      {"mixture", files + R"("weights": [1])",
       "3:12: error CC2009: structures[0].params: weights must have one number for each of the files\n"
       "  see 'cryocosm describe macromolecules.mixture'\n"},
      {"template", R"("file": "ball.beads", "level": 1.5)",
       "3:44: error CC2005: structures[0].params.level: '1.5' is out of range: level must be 0 to 1\n"},
      {"template", R"("file": "ball.beads", "level": 1)",
       "3:12: error CC2009: structures[0].params: level must lie between 0 and 1, both excluded\n"
       "  see 'cryocosm describe macromolecules.template'\n"},
  };
  for (const Case& c : cases) {
    const std::string file = pipeline(c.component, c.params);
    expect_refused(file, 2, file + ":" + c.problem + "1 error, nothing was run\n");
  }
}

TEST_F(MoleculesTest, ListsOfWhatIsNoPoseAreRefusedBeforeAnythingRuns) {
  const std::string file = list("100,100,100,1,0,0,0\n100,100,100,0.9,0,0,0\n1000,100,100,1,0,0,0\n");
  const Finished check = cryocosm({"check", file});
  expect_refused(file, 1, check.err);
  const std::string plugin = "macromolecules.particle_list (plugin org.cryocosm.macromolecules ";
  EXPECT_EQ(check.err.rfind(file + ":2:90: error CC5001: structures[0].place: " + plugin, 0), 0U)
      << check.err;
  EXPECT_EQ(check.err.substr(std::min(check.err.size(), check.err.find("): ") + 3)),
            "'" + path("list.csv") +
                "' cannot be used, 2 problems:\n"
                "  line 3: the quaternion (0.9, 0, 0, 0) has length 0.9, not 1\n"
                "  line 4: the position (1000, 100, 100) A lies outside the volume, (-5, -5, -5) A to "
                "(635, 635, 315) A\n"
                "  correct these lines, or leave them out\n"
                "1 error, nothing was run\n");
}

// A ball of 30 A has 123 voxels of 10 A, 29 of them in the plane through its centre. One voxel beside another
// it shares 94 with it; with its centre in the volume's first plane, 47 lie outside.
TEST_F(MoleculesTest, PosesOfAListThatCollideAreNamedTogether) {
  const std::string rows = "100,100,100,1,0,0,0\n110,100,100,1,0,0,0\n0,100,100,1,0,0,0\n";
  const std::string collisions =
      "it: 2 of its poses do not fit\n"
      "  pose 2: 76.4 % of it is taken, by instance 1 of it\n"
      "  pose 3: 38.2 % of it lies outside its region\n";
  expect_refused(list(rows), 1,
                 "cryocosm: error CC5001: " + collisions +
                     "  correct the list, or let the transform skip what does not fit\n");

  const Finished f = cryocosm({"run", list(rows, R"(, "collisions": "skip")"), "-o", path("out")});
  EXPECT_EQ(f.exit_code, 0);
  EXPECT_EQ(f.err, "cryocosm: warning: " + collisions);
}

}  // namespace
}  // namespace cryocosm::test
