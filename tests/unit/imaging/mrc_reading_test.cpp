// Reading MRC files that were made by hand: byte orders, modes, axes, extended headers.
#include "test_files.hpp"

namespace cryocosm::testing {
namespace {

Volume read(const HandmadeMrc& file, const std::string& name = "volume.mrc") {
  const TemporaryFolder folder;
  write_bytes(folder / name, file.bytes);
  return make_volumes()->read(folder / name);
}

class MrcByteOrder : public ::testing::TestWithParam<std::endian> {};

TEST_P(MrcByteOrder, Float32) {
  const Volume volume = read(
      HandmadeMrc({3, 1, 2}, 2, GetParam()).add(1.5F).add(-2.0F).add(3e-20F).add(4.0F).add(5.0F).add(6.25F));
  EXPECT_EQ(volume.grid.size, (Index3{3, 1, 2}));
  EXPECT_EQ(volume.grid.voxel_A, 10);
  EXPECT_EQ(volume.voxels, (std::vector<float>{1.5F, -2.0F, 3e-20F, 4.0F, 5.0F, 6.25F}));
}

TEST_P(MrcByteOrder, Int16IsSigned) {
  const Volume volume =
      read(HandmadeMrc({2, 1, 1}, 1, GetParam()).add(std::int16_t{-32768}).add(std::int16_t{258}));
  EXPECT_EQ(volume.voxels, (std::vector<float>{-32768, 258}));
}

TEST_P(MrcByteOrder, Mode6IsUnsigned) {
  const Volume volume =
      read(HandmadeMrc({2, 1, 1}, 6, GetParam()).add(std::uint16_t{65535}).add(std::uint16_t{258}));
  EXPECT_EQ(volume.voxels, (std::vector<float>{65535, 258}));
}

// 1, -2, the largest, the smallest normal and the smallest subnormal number of IEEE 754 binary16
TEST_P(MrcByteOrder, Float16) {
  HandmadeMrc file({5, 1, 1}, 12, GetParam());
  for (const int bits : {0x3c00, 0xc000, 0x7bff, 0x0400, 0x0001}) file.add(static_cast<std::uint16_t>(bits));
  EXPECT_EQ(read(file).voxels, (std::vector<float>{1, -2, 65504, 0x1p-14F, 0x1p-24F}));
}

INSTANTIATE_TEST_SUITE_P(Both, MrcByteOrder, ::testing::Values(std::endian::little, std::endian::big),
                         [](const auto& test) { return test.param == std::endian::big ? "Big" : "Little"; });

TEST(MrcReading, Mode0IsSignedWhateverTheMinimumInTheHeaderSays) {
  const Volume volume =
      read(HandmadeMrc({2, 1, 1}, 0).put(76, 0.0F).add(std::int8_t{-1}).add(std::int8_t{127}));
  EXPECT_EQ(volume.voxels, (std::vector<float>{-1, 127}));
}

TEST(MrcReading, Mode0OfOldImodFilesIsUnsigned) {
  HandmadeMrc file({2, 1, 1}, 0);
  file.put(152, std::int32_t{1146047817}).add(std::uint8_t{255}).add(std::uint8_t{1});
  EXPECT_EQ(read(file).voxels, (std::vector<float>{255, 1}));
  file.put(156, std::int32_t{1});  // IMOD's flag for signed bytes
  EXPECT_EQ(read(file).voxels, (std::vector<float>{-1, 1}));
}

TEST(MrcReading, ExtendedHeaderIsSkipped) {
  HandmadeMrc file({2, 1, 1}, 2);
  file.put(92, std::int32_t{100});
  file.bytes.insert(file.bytes.end(), 100, 0xff);
  EXPECT_EQ(read(file.add(7.0F).add(8.0F)).voxels, (std::vector<float>{7, 8}));
}

// columns run along z, rows along x, sections along y
TEST(MrcReading, AxesArePutInOrder) {
  HandmadeMrc file({2, 3, 4}, 2);
  file.put(64, std::int32_t{3}).put(68, std::int32_t{1}).put(72, std::int32_t{2});
  const std::array<std::int32_t, 3> xyz{3, 4, 2};
  for (std::size_t i = 0; i < 3; ++i) {
    file.put(28 + 4 * i, xyz[i]).put(40 + 4 * i, static_cast<float>(xyz[i]) * 10.0F);
  }
  for (int y = 0; y < 4; ++y) {
    for (int x = 0; x < 3; ++x) {
      for (int z = 0; z < 2; ++z) file.add(static_cast<float>(100 * x + 10 * y + z));
    }
  }
  const Volume volume = read(file);
  EXPECT_EQ(volume.grid.size, (Index3{3, 4, 2}));
  std::vector<float> expected;
  for (int z = 0; z < 2; ++z) {
    for (int y = 0; y < 4; ++y) {
      for (int x = 0; x < 3; ++x) expected.push_back(static_cast<float>(100 * x + 10 * y + z));
    }
  }
  EXPECT_EQ(volume.voxels, expected);
}

// a CCP4 map may cover a part of its cell: the voxel size is the cell by the sampling, not by the size
TEST(MrcReading, VoxelSizeComesFromTheSampling) {
  HandmadeMrc file({2, 1, 1}, 2);
  for (std::size_t i = 0; i < 3; ++i) file.put(28 + 4 * i, std::int32_t{8}).put(40 + 4 * i, 20.0F);
  EXPECT_EQ(read(file.add(0.0F).add(1.0F), "part.ccp4").grid.voxel_A, 2.5);
}

TEST(MrcReading, ImageStackHasNoDistanceAlongZ) {
  HandmadeMrc file({2, 1, 3}, 2);
  file.put(36, std::int32_t{1}).put(48, 0.0F).put(88, std::int32_t{0});
  for (int i = 0; i < 6; ++i) file.add(static_cast<float>(i));
  const Volume stack = read(file, "series.ST");
  EXPECT_EQ(stack.grid.size, (Index3{2, 1, 3}));
  EXPECT_EQ(stack.grid.voxel_A, 10);
}

TEST(MrcReading, SubAngstromDifferencesOfFloat32AreNoReasonToRefuse) {
  HandmadeMrc file({1, 1, 1}, 2);
  file.put(40, 13.4800F).put(44, 13.4801F).put(48, 13.4799F);
  EXPECT_FLOAT_EQ(static_cast<float>(read(file.add(1.0F)).grid.voxel_A), 13.48F);
}

}  // namespace
}  // namespace cryocosm::testing
