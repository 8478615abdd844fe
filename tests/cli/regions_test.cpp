// Regions, as the user of the command meets them: masks that do not fit, and regions in which nothing can
// lie.
#include <cstdint>
#include <cstring>

#include "cli.hpp"

namespace cryocosm::test {
namespace {

class RegionsTest : public FolderTest {
 protected:
  /// An MRC2014 volume of bytes, all of the given value.
  void write_mask(const std::string& name, std::int32_t x, std::int32_t y, std::int32_t z, float voxel_A,
                  char value) const {
    std::string file(1024, '\0');
    const auto put = [&](std::size_t at, auto number) { std::memcpy(&file[at], &number, sizeof number); };
    const std::int32_t size[] = {x, y, z};
    for (std::size_t axis = 0; axis < 3; ++axis) {
      put(4 * axis, size[axis]);
      put(28 + 4 * axis, size[axis]);
      put(40 + 4 * axis, static_cast<float>(size[axis]) * voxel_A);
      put(52 + 4 * axis, 90.0F);
      put(64 + 4 * axis, static_cast<std::int32_t>(axis + 1));
    }
    put(80, static_cast<float>(value));
    put(88, std::int32_t{1});  // a volume
    file.replace(208, 8, std::string("MAP \x44\x44\0\0", 8));
    file.append(static_cast<std::size_t>(x) * static_cast<std::size_t>(y) * static_cast<std::size_t>(z),
                value);
    write(name, file);
  }

  /// Two entries of small vesicles, with `volume` and `region` (of the second) added.
  std::string pipeline(const std::string& volume, const std::string& region) const {
    return write("p.json", R"({
  "cryocosm": 1,
  "volume": {"size": [64, 64, 32], "voxel": "10 A")" +
                               volume + R"(},
  "structures": [
    {"name": "first", "use": "membranes.sphere", "count": 1, "params": {"radius": "80 A"}},
    {"name": "second", "use": "membranes.sphere", "count": 1, "params": {"radius": "80 A"})" +
                               region + "}\n  ]\n}\n");
  }
};

TEST_F(RegionsTest, MasksThatDoNotFitAreRefusedTogetherBeforeAnythingRuns) {
  write_mask("small.mrc", 64, 64, 16, 10, 1);
  write_mask("empty.mrc", 64, 64, 32, 10, 0);
  const std::string file =
      pipeline(",\n    \"mask\": \"small.mrc\"", ",\n     \"region\": {\"mask\": \"empty.mrc\"}");
  for (const auto& arguments : {std::vector<std::string>{"check", file}, {"run", file, "-o", path("out")}}) {
    const Finished f = cryocosm(arguments);
    EXPECT_EQ(f.exit_code, 1);
    EXPECT_EQ(f.out, "");
    EXPECT_EQ(
        f.err,
        file + ":4:13: error CC5006: volume.mask: the mask '" + path("small.mrc") +
            "' has 64 x 64 x 16 voxels, the volume 64 x 64 x 32\n"
            "  a mask says of each voxel of the volume whether it belongs: make one of the volume's size\n" +
            file + ":8:25: error CC5001: structures[1].region.mask: the mask '" + path("empty.mrc") +
            "' is empty: none of its voxels is above 0\n"
            "  voxels above 0 belong to the mask, all others do not\n"
            "2 errors, nothing was run\n");
    EXPECT_FALSE(std::filesystem::exists(path("out")));
  }
}

TEST_F(RegionsTest, AMaskOfOtherVoxelsIsRefused) {
  write_mask("fine.mrc", 64, 64, 32, 5, 1);
  const std::string file = pipeline(R"(, "mask": "fine.mrc")", "");
  const Finished f = cryocosm({"check", file});
  EXPECT_EQ(f.exit_code, 1);
  EXPECT_EQ(f.err, file + ":3:61: error CC5002: volume.mask: the mask '" + path("fine.mrc") +
                       "' has voxels of 5 A, the volume of 10 A\n"
                       "  set the volume's voxel size to the mask's, or correct the mask's header\n"
                       "1 error, nothing was run\n");
}

TEST_F(RegionsTest, ARegionInWhichNothingCanLieIsExplained) {
  const std::string file =
      pipeline("", R"(, "region": {"inside": "first", "box": {"low": [0, 0, 0], "high": [9, 9, 9]}})");
  const Finished f = cryocosm({"run", file, "-o", path("out"), "--set", "export=[]"});
  EXPECT_EQ(f.exit_code, 0) << f.err;
  EXPECT_NE(
      f.err.find("cryocosm: warning: second: no room left, placed 0 of 1 chains: no voxel of the volume of "
                 "interest satisfies all of its region's keys\n"),
      std::string::npos)
      << f.err;
  EXPECT_NE(f.out.find(" % of its region  no room left\n"), std::string::npos) << f.out;
}

}  // namespace
}  // namespace cryocosm::test
