// cryocosm convert: what it prints, and what it refuses to print.
#include "cli.hpp"

namespace cryocosm::test {
namespace {

using ConvertTest = FolderTest;

TEST_F(ConvertTest, JsonBecomesIni) {
  const std::string file = write("p.json", R"({
  "$schema": "s.json", "cryocosm": 1, "seed": 3,
  "volume": {"size": [64, "640 A", 32], "voxel": "10 A", "slab": {"thickness": 200}},
  "structures": [
    {"use": "membranes.sphere", "count": 1, "params": {"radius": {"normal": {"deviation": "1 nm", "mean": "9 nm"}}}},
    {"use": "membranes.sphere", "count": 2, "place": "membranes.uniform", "region": {}}
  ],
  "acquisition": ["tem.project", {"use": "tem.noise", "params": {"snr": 2.50}}, "tem.noise"]
})");
  const Finished f = cryocosm({"convert", file});
  EXPECT_EQ(f.exit_code, 0) << f.err;
  EXPECT_EQ(f.err, "");
  EXPECT_EQ(f.out, R"([pipeline]
cryocosm = 1
seed = 3

[volume]
size = 64, 640 A, 32
voxel = 10 A
slab.thickness = 200

[structure sphere]
use = membranes.sphere
count = 1
params.radius = normal(9 nm, 1 nm)

[structure sphere-2]
use = membranes.sphere
count = 2
place = membranes.uniform

[acquisition project]
use = tem.project

[acquisition noise]
use = tem.noise
params.snr = 2.50

[acquisition noise-2]
use = tem.noise
)");
}

TEST_F(ConvertTest, WhatIniCanNotSayIsRefused) {
  const std::string head =
      R"({"cryocosm": 1, "volume": {"size": [64, 64, 32]}, "structures": [{"use": "membranes.sphere", "count": 1}], )";
  for (
      const char* rest :
      {R"("export": []})",
       R"("acquisition": ["tem.project", {"use": "tem.external", "params": {"command": ["/bin/cp", "a,b"]}}]})"}) {
    const std::string file = write("p.json", head + rest);
    const Finished f = cryocosm({"convert", file});
    EXPECT_EQ(f.exit_code, 2);
    EXPECT_EQ(f.out, "");
    EXPECT_EQ(
        f.err,
        "cryocosm: error CC2009: " + file +
            " can not be written as INI\n"
            "  INI has no quotes and no empty lists: no item of a list can hold a comma, and without an "
            "[export NAME] section the usual exporters run\n");
  }
}

TEST_F(ConvertTest, APipelineWithMistakesIsNotConverted) {
  const Finished f = cryocosm({"convert", write("p.ini", "[pipeline]\ncryocosm = 1\n[volume]\nsize = 64\n")});
  EXPECT_EQ(f.exit_code, 2);
  EXPECT_EQ(f.out, "");
  EXPECT_NE(f.err.find("p.ini:4:8: error CC2002: volume.size: "), std::string::npos) << f.err;
}

}  // namespace
}  // namespace cryocosm::test
