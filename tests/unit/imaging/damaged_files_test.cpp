// A zoo of files that are damaged, lie or are no volumes, each with its exact message.
#include <cmath>
#include <limits>

#include "test_files.hpp"

namespace cryocosm::testing {
namespace {

Caught reading(const Bytes& bytes, const std::string& name = "bad.mrc") {
  const TemporaryFolder folder;
  write_bytes(folder / name, bytes);
  Caught result = caught([&] { make_volumes()->read(folder / name); });
  // messages hold the path; the tests below know only the name
  if (const auto at = result.message.find(folder / name); at != std::string::npos) {
    result.message.replace(at, (folder / name).size(), name);
  } else {
    ADD_FAILURE() << "the path is missing in: " << result.message;
  }
  return result;
}

HandmadeMrc good() {
  HandmadeMrc file({2, 1, 1}, 2);
  return file.add(1.0F).add(2.0F);
}

Bytes text_bytes(const std::string& text) { return Bytes(text.begin(), text.end()); }

TEST(DamagedMrc, CutShort) {
  Bytes bytes = good().bytes;
  bytes.pop_back();
  const Caught error = reading(bytes);
  EXPECT_EQ(error.code, Code::file_truncated);
  EXPECT_TRUE(error.is_file_error);
  EXPECT_EQ(error.message, "'bad.mrc' is cut short: its header asks for 1032 bytes, the file has 1031");
  EXPECT_EQ(error.hint, "Copy or download the file again.");
  EXPECT_EQ(reading(Bytes(1000, 0)).message,
            "'bad.mrc' is cut short: its header asks for 1024 bytes, the file has 1000");
}

TEST(DamagedMrc, LyingSizesAllocateNothing) {
  EXPECT_EQ(reading(good().put(8, std::int32_t{2000000000}).bytes).message,
            "'bad.mrc' is cut short: its header asks for 16000001024 bytes, the file has 1032");
  constexpr std::int32_t huge = std::numeric_limits<std::int32_t>::max();
  const Caught error = reading(good().put(0, huge).put(4, huge).put(8, huge).bytes);
  EXPECT_EQ(error.code, Code::file_unreadable);
  EXPECT_EQ(error.message,
            "'bad.mrc' is not a readable MRC file: its size is 2147483647 x 2147483647 x 2147483647");
}

TEST(DamagedMrc, SizesThatAreNotPositive) {
  EXPECT_EQ(reading(good().put(4, std::int32_t{0}).bytes).message,
            "'bad.mrc' is not a readable MRC file: its size is 2 x 0 x 1");
  EXPECT_EQ(reading(good().put(8, std::int32_t{-1}).bytes).message,
            "'bad.mrc' is not a readable MRC file: its size is 2 x 1 x -1");
}

TEST(DamagedMrc, VoxelSizeZero) {
  const Caught error = reading(good().put(40, 0.0F).bytes);
  EXPECT_EQ(error.code, Code::bad_voxel_size);
  EXPECT_FALSE(error.is_file_error);
  EXPECT_EQ(error.message, "the voxel size of 'bad.mrc' is 0 x 10 x 10 Å; it must be positive and finite");
  EXPECT_EQ(error.hint, "Write the right voxel size into its header.");
}

TEST(DamagedMrc, VoxelSizeOfASamplingOfZero) {
  EXPECT_EQ(reading(good().put(28, std::int32_t{0}).bytes).message,
            "the voxel size of 'bad.mrc' is inf x 10 x 10 Å; it must be positive and finite");
}

TEST(DamagedMrc, VoxelSizesThatDiffer) {
  const Caught error = reading(good().put(48, 10.5F).bytes);
  EXPECT_EQ(error.code, Code::bad_voxel_size);
  EXPECT_EQ(error.message, "the voxel size of 'bad.mrc' is 10 x 10 x 10.5 Å; voxels must be cubes");
  EXPECT_EQ(error.hint, "Resample the volume to cubic voxels.");
}

TEST(DamagedMrc, NotFinite) {
  HandmadeMrc file({2, 2, 1}, 2);
  file.add(std::nanf("")).add(1.0F).add(-std::numeric_limits<float>::infinity()).add(2.0F);
  const Caught error = reading(file.bytes);
  EXPECT_EQ(error.code, Code::bad_data);
  EXPECT_EQ(error.message, "'bad.mrc': 2 of 4 voxels are not finite");
}

TEST(DamagedMrc, Modes) {
  EXPECT_EQ(reading(good().put(12, std::int32_t{4}).bytes).message,
            "'bad.mrc' is not a readable MRC file: mode 4 holds complex numbers, not densities");
  EXPECT_EQ(reading(good().put(12, std::int32_t{7}).bytes).message,
            "'bad.mrc' is not a readable MRC file: mode 7 is not one of 0, 1, 2, 6 and 12");
}

TEST(DamagedMrc, Stamps) {
  HandmadeMrc file = good();
  file.bytes[212] = 0x12;
  EXPECT_EQ(reading(file.bytes).message,
            "'bad.mrc' is not a readable MRC file: its machine stamp 0x12 0x44 names no byte order");
  file = good();
  file.bytes[208] = 'm';
  EXPECT_EQ(reading(file.bytes).message,
            "'bad.mrc' is not a readable MRC file: bytes 209 to 212 are not 'MAP '");
}

TEST(DamagedMrc, Axes) {
  EXPECT_EQ(
      reading(good().put(72, std::int32_t{1}).bytes).message,
      "'bad.mrc' is not a readable MRC file: its axes (mapc, mapr, maps) are 1, 2, 1 instead of 1, 2, 3 "
      "in some order");
  EXPECT_EQ(reading(good().put(64, std::numeric_limits<std::int32_t>::min()).bytes).code,
            Code::file_unreadable);
}

TEST(DamagedMrc, ExtendedHeader) {
  EXPECT_EQ(reading(good().put(92, std::int32_t{-4}).bytes).message,
            "'bad.mrc' is not a readable MRC file: its extended header has -4 bytes");
  EXPECT_EQ(reading(good().put(92, std::int32_t{4}).bytes).message,
            "'bad.mrc' is cut short: its header asks for 1036 bytes, the file has 1032");
}

TEST(DamagedMrc, StackOfVolumes) {
  HandmadeMrc file({1, 1, 4}, 2);
  file.put(88, std::int32_t{401}).put(36, std::int32_t{2});
  for (int i = 0; i < 4; ++i) file.add(1.0F);
  EXPECT_EQ(reading(file.bytes).message,
            "'bad.mrc' is not a readable MRC file: it is a stack of several volumes (space group 401, 2 of 4 "
            "sections each)");
}

TEST(DamagedFiles, Empty) {
  const Caught error = reading({});
  EXPECT_EQ(error.code, Code::file_truncated);
  EXPECT_EQ(error.message, "'bad.mrc' is empty");
}

TEST(DamagedFiles, MissingAndFolders) {
  const TemporaryFolder folder;
  const auto volumes = make_volumes();
  const Caught missing = caught([&] { volumes->read(folder / "none.mrc"); });
  EXPECT_EQ(missing.code, Code::file_missing);
  EXPECT_EQ(missing.message, "cannot read '" + (folder / "none.mrc") + "': No such file or directory");
  std::filesystem::create_directory(folder / "folder.nrrd");
  const Caught is_folder = caught([&] { volumes->read(folder / "folder.nrrd"); });
  EXPECT_EQ(is_folder.code, Code::file_unreadable);
  EXPECT_EQ(is_folder.message, "cannot read '" + (folder / "folder.nrrd") + "': Is a directory");
}

TEST(DamagedFiles, UnknownSuffix) {
  const Caught error = reading(good().bytes, "volume.tif");
  EXPECT_EQ(error.code, Code::file_unreadable);
  EXPECT_EQ(error.message, "the suffix of 'volume.tif' names no volume format");
  EXPECT_EQ(error.hint, "Known are .mrc .map .ccp4 .rec .st .nrrd .nii .nii.gz.");
}

constexpr const char* k_nrrd = "NRRD0004\ntype: uint8\ndimension: 3\nsizes: 2 2 1\nencoding: raw\n";

TEST(DamagedNrrd, CutShort) {
  const Caught error = reading(text_bytes(std::string(k_nrrd) + "spacings: 5 5 5\n\nabc"), "bad.nrrd");
  EXPECT_EQ(error.code, Code::file_truncated);
  EXPECT_EQ(error.message, "'bad.nrrd' is cut short: its header asks for 82 bytes, the file has 81");
}

TEST(DamagedNrrd, WithoutVoxelSize) {
  const Caught error = reading(text_bytes(std::string(k_nrrd) + "\nabcd"), "bad.nrrd");
  EXPECT_EQ(error.code, Code::bad_voxel_size);
  EXPECT_EQ(error.message, "'bad.nrrd' says no voxel size");
}

TEST(DamagedNrrd, VoxelSizesThatDiffer) {
  const Caught error = reading(text_bytes(std::string(k_nrrd) + "spacings: 5 5 4\n\nabcd"), "bad.nrrd");
  EXPECT_EQ(error.code, Code::bad_voxel_size);
  EXPECT_EQ(error.message, "the voxel size of 'bad.nrrd' is 5 x 5 x 4 Å; voxels must be cubes");
}

TEST(DamagedNrrd, LyingSizes) {
  const std::string header =
      "NRRD0004\ntype: uint8\ndimension: 3\nsizes: 100000 100000 100000\nencoding: gzip\nspacings: 1 1 1\n\n";
  EXPECT_EQ(
      reading(text_bytes(header), "bad.nrrd").message,
      "cannot read 'bad.nrrd': its header asks for 100000 x 100000 x 100000 voxels, more than the file can "
      "hold");
}

TEST(DamagedNrrd, NotAVolume) {
  EXPECT_EQ(reading(text_bytes("hello"), "bad.nrrd").message,
            "'bad.nrrd' is not a readable NRRD file: it does not begin with 'NRRD000'");
  EXPECT_EQ(reading(text_bytes(k_nrrd), "bad.nrrd").message,
            "'bad.nrrd' is not a readable NRRD file: its header has no end");
  EXPECT_EQ(reading(text_bytes(std::string(k_nrrd) + "data file: -\n\n"), "bad.nrrd").message,
            "'bad.nrrd' is not a readable NRRD file: its voxels are in another file");
  EXPECT_EQ(
      reading(
          text_bytes("NRRD0004\ntype: uint8\ndimension: 2\nsizes: 2 2\nencoding: raw\nspacings: 1 1\n\nabcd"),
          "bad.nrrd")
          .message,
      "cannot read 'bad.nrrd': it has 2 axes instead of 3");
}

// a good file of each compressed format, cut in the middle of its voxels
TEST(DamagedFiles, CompressedAndCutShort) {
  const GridSpec grid{{40, 40, 40}, 5};
  std::vector<std::uint16_t> voxels(grid.count());
  std::uint32_t state = 1;
  for (auto& voxel : voxels)
    voxel = static_cast<std::uint16_t>((state = state * 1664525U + 1013904223U) >> 16);
  for (const std::string name : {"cut.nrrd", "cut.nii.gz"}) {
    const TemporaryFolder folder;
    make_volumes()->write(folder / name, view_of(voxels, PixelType::uint16, grid));
    Bytes bytes = bytes_of_file(folder / name);
    ASSERT_GT(bytes.size(), 50000U);
    bytes.resize(bytes.size() / 2);
    const Caught error = reading(bytes, name);
    EXPECT_EQ(error.code, Code::file_truncated);
    const std::string expected = "'" + name + "' is cut short: its compressed data end after ";
    EXPECT_EQ(error.message.substr(0, expected.size()), expected);
    EXPECT_EQ(error.hint, "Copy or download the file again.");
  }
}

// a compressed file that is whole, but not of the size its header gives; and one with a wrong byte
TEST(DamagedFiles, CompressedAndWrong) {
  const GridSpec grid{{4, 4, 4}, 5};
  const std::vector<std::uint16_t> voxels(grid.count(), 7);
  const TemporaryFolder folder;
  make_volumes()->write(folder / "a.nrrd", view_of(voxels, PixelType::uint16, grid));
  Bytes bytes = bytes_of_file(folder / "a.nrrd");
  const std::string sizes = "sizes: 4 4 4";
  const auto at = std::search(bytes.begin(), bytes.end(), sizes.begin(), sizes.end());
  ASSERT_NE(at, bytes.end());
  *(at + 11) = '9';
  const Caught larger = reading(bytes, "bad.nrrd");
  EXPECT_EQ(larger.code, Code::file_truncated);
  bytes[bytes.size() - 6] ^= 1;  // in the checksum
  EXPECT_EQ(reading(bytes, "bad.nrrd").message, "cannot read 'bad.nrrd': its compressed data are damaged");
}

TEST(DamagedNifti, CutShortAndNoNifti) {
  const GridSpec grid{{4, 3, 2}, 5};
  const std::vector<float> voxels(grid.count(), 1.0F);
  const TemporaryFolder folder;
  make_volumes()->write(folder / "a.nii", view_of(voxels, PixelType::float32, grid));
  Bytes bytes = bytes_of_file(folder / "a.nii");
  bytes.pop_back();
  EXPECT_EQ(reading(bytes, "bad.nii").message,
            "'bad.nii' is cut short: its header asks for 448 bytes, the file has 447");
  EXPECT_EQ(reading(Bytes(400, 'x'), "bad.nii").message,
            "'bad.nii' is not a readable NIfTI-1 file: its first four bytes are not the number 348");
  EXPECT_EQ(reading(Bytes(400, 'x'), "bad.nii.gz").message,
            "'bad.nii.gz' is not a readable NIfTI-1 file: its first four bytes are not the number 348");
}

}  // namespace
}  // namespace cryocosm::testing
