// Reading density templates that others made, if they are at hand.
#include <cstdlib>

#include "test_files.hpp"

namespace cryocosm::testing {
namespace {

TEST(Templates, AreReadWithTheirVoxelSizeAndRange) {
  const char* const data = std::getenv("CRYOCOSM_TEST_DATA");
  if (data == nullptr) GTEST_SKIP() << "set CRYOCOSM_TEST_DATA to the folder of the shared test data";
  const auto volumes = make_volumes();
  int count = 0;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(std::filesystem::path(data) / "polnet" / "templates")) {
    if (entry.path().extension() != ".mrc") continue;
    ++count;
    const Volume volume = volumes->read(entry.path().string());
    EXPECT_EQ(volume.grid.voxel_A, 10) << entry.path();
    EXPECT_EQ(volume.grid.size.x, volume.grid.size.y) << entry.path();
    const auto [low, high] = std::minmax_element(volume.voxels.begin(), volume.voxels.end());
    const Bytes bytes = bytes_of_file(entry.path().string());
    std::array<float, 2> range{};  // as the program that wrote the file noted it
    std::memcpy(range.data(), bytes.data() + 76, sizeof range);
    EXPECT_FLOAT_EQ(*low, range[0]) << entry.path();
    EXPECT_FLOAT_EQ(*high, range[1]) << entry.path();
  }
  EXPECT_GT(count, 0);
}

}  // namespace
}  // namespace cryocosm::testing
