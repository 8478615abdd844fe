// Output folders that can not be used: nothing overwritten, nothing half-written.
#include "cli.hpp"

namespace cryocosm::test {
namespace {

using OutputsTest = FolderTest;

constexpr const char* k_small = R"({
  "cryocosm": 1, "name": "small", "seed": 3,
  "volume": {"size": [64, 64, 32], "voxel": "10 A"},
  "structures": [{"use": "membranes.sphere", "count": 1, "params": {"radius": "80 A"}}],
  "acquisition": [{"use": "tem.project"}, {"use": "tem.reconstruct"}]
})";

TEST_F(OutputsTest, AnExistingRunIsOnlyReplacedWithForce) {
  const std::string pipeline = write("small.json", k_small);
  ASSERT_EQ(cryocosm({"run", pipeline, "-o", path("out")}).exit_code, 0);
  const Finished again = cryocosm({"run", pipeline, "-o", path("out")});
  EXPECT_EQ(again.exit_code, 4);
  EXPECT_EQ(
      again.err,
      "cryocosm: error CC6005: " + path("out") +
          " holds a run already\n  choose another output folder, or replace what is there with --force\n");
  EXPECT_EQ(cryocosm({"run", pipeline, "-o", path("out"), "--force"}).exit_code, 0);
}

TEST_F(OutputsTest, AFolderThatCanNotBeMadeIsRefusedBeforeAnyWork) {
  const std::string pipeline = write("small.json", k_small);
  const Finished f = cryocosm({"run", pipeline, "-o", "/dev/null/out"});
  EXPECT_EQ(f.exit_code, 4);
  EXPECT_EQ(f.err,
            "cryocosm: error CC6004: /dev/null/out can not be written: Not a directory\n"
            "  choose another output folder or mend its permissions\n");
}

TEST_F(OutputsTest, NothingPlacedIsAFailureNotAnEmptyVolume) {
  const std::string pipeline = write("small.json", k_small);
  const Finished f =
      cryocosm({"run", pipeline, "-o", path("out"), "--set", "structures.sphere.params.radius=2000 A"});
  EXPECT_EQ(f.exit_code, 1);
  EXPECT_NE(f.err.find("cryocosm: warning: sphere: tries spent, placed 0 of 1 chains\n"), std::string::npos)
      << f.err;
  EXPECT_NE(f.err.find("cryocosm: error CC4003: nothing could be placed in the volume\n"), std::string::npos)
      << f.err;
  EXPECT_FALSE(std::filesystem::exists(path("out")));
}

TEST_F(OutputsTest, AVolumeBeyondAllMemoryIsAnErrorNotACrash) {
  const std::string pipeline = write("small.json", k_small);
  // a bit for each voxel alone would be 125 TB
  const Finished f =
      cryocosm({"run", pipeline, "-o", path("out"), "--set", "volume.size=100000, 100000, 100000"});
  EXPECT_EQ(f.exit_code, 1);
  EXPECT_EQ(f.err,
            "cryocosm: error CC5005: the memory of this machine does not suffice\n"
            "  make the volume smaller or its voxels larger; 'cryocosm check' estimates what it needs\n");
  EXPECT_FALSE(std::filesystem::exists(path("out")));
}

// A file system of `kilobytes` of its own; needs the right to mount.
Finished on_a_small_disk(const std::string& kilobytes, const std::string& disk, const std::string& pipeline) {
  std::filesystem::create_directories(disk);
  const std::string script = "mount -t tmpfs -o size=" + kilobytes +
                             "k tmpfs \"$1\" || exit 99; \"$2\" run \"$3\" -o \"$1/out\"; "
                             "code=$?; ls -A \"$1\"; exit $code";
  return run_process({"unshare", "-rm", "sh", "-c", script, "sh", disk, CRYOCOSM_PROGRAM, pipeline});
}

TEST_F(OutputsTest, AFullDiskIsSeenBeforeTheRunWhenItCanBe) {
  const std::string pipeline = write("small.json", k_small);
  const Finished f = on_a_small_disk("1000", path("disk"), pipeline);
  if (f.exit_code == 99 || f.exit_code == 127 || f.err.find("unshare") != std::string::npos)
    GTEST_SKIP() << "mounting a small file system is not permitted here";
  EXPECT_EQ(f.exit_code, 4) << f.err;
  EXPECT_NE(f.err.find("cryocosm: error CC6006: "), std::string::npos) << f.err;
  EXPECT_NE(
      f.err.find(" MB free, the run needs about 2 MB\n  free some space or choose another output folder\n"),
      std::string::npos)
      << f.err;
  EXPECT_EQ(f.out, "");
}

TEST_F(OutputsTest, ADiskThatFillsUpDuringTheExportLeavesNothing) {
  // passes the estimate of 16 bytes per voxel, 2.1 MB, but 121 views take 2 MB by themselves
  std::string many_views = k_small;
  many_views.replace(many_views.find("\"tem.project\""), 13, "\"tem.project\", \"params\": {\"step\": 1}");
  const std::string pipeline = write("small.json", many_views);
  const Finished f = on_a_small_disk("2200", path("disk"), pipeline);
  if (f.exit_code == 99 || f.exit_code == 127 || f.err.find("unshare") != std::string::npos)
    GTEST_SKIP() << "mounting a small file system is not permitted here";
  EXPECT_EQ(f.exit_code, 4) << f.err;
  EXPECT_NE(f.err.find("cryocosm: error CC6006: "), std::string::npos) << f.err;
  EXPECT_EQ(f.out, "");
}

}  // namespace
}  // namespace cryocosm::test
