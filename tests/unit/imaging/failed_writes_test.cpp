// Writes that fail: no file is left, what was there stays, the message gives path and reason.
#include <signal.h>
#include <sys/resource.h>

#include <limits>

#include "test_files.hpp"

namespace cryocosm::testing {
namespace {

const GridSpec k_grid{{64, 64, 16}, 10};

// numbers that do not compress
const std::vector<std::uint16_t>& noise() {
  static const std::vector<std::uint16_t> voxels = [] {
    std::vector<std::uint16_t> values(k_grid.count());
    std::uint32_t state = 7;
    for (auto& value : values)
      value = static_cast<std::uint16_t>((state = state * 1664525U + 1013904223U) >> 16);
    return values;
  }();
  return voxels;
}
VolumeView view() { return view_of(noise(), PixelType::uint16, k_grid); }

/// Files of this process cannot grow beyond `bytes` while it lives: a disk that fills up during the write.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) : old_handler_(::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &old_);
    const rlimit limit{bytes, old_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;
  ~FileSizeLimit() {
    ::setrlimit(RLIMIT_FSIZE, &old_);
    ::signal(SIGXFSZ, old_handler_);
  }

 private:
  void (*old_handler_)(int);
  rlimit old_{};
};

class FailedWrite : public ::testing::TestWithParam<std::string> {
 protected:
  TemporaryFolder folder_;
  const std::unique_ptr<Volumes> volumes_ = make_volumes();
};

TEST_P(FailedWrite, MissingFolder) {
  const std::string path = folder_ / ("none/volume" + GetParam());
  const Caught error = caught([&] { volumes_->write(path, view()); });
  EXPECT_EQ(error.code, Code::file_unwritable);
  EXPECT_EQ(error.message, "cannot write '" + path + "': No such file or directory");
  EXPECT_EQ(error.hint, "Check that the folder exists and that you may write there.");
  EXPECT_TRUE(folder_.names().empty());
}

TEST_P(FailedWrite, FolderInTheWay) {
  const std::string path = folder_ / ("volume" + GetParam());
  std::filesystem::create_directory(path);
  const Caught error = caught([&] { volumes_->write(path, view()); });
  EXPECT_EQ(error.message, "cannot write '" + path + "': Is a directory");
}

TEST_P(FailedWrite, FullDisk) {
  const std::string path = folder_ / ("volume" + GetParam());
  std::filesystem::create_symlink("/dev/full", path);
  const Caught error = caught([&] { volumes_->write(path, view()); });
  EXPECT_EQ(error.code, Code::disk_full);
  EXPECT_TRUE(error.is_file_error);
  EXPECT_EQ(error.message, "cannot write '" + path + "': No space left on device");
  EXPECT_EQ(error.hint, "Free some space there, or choose another folder.");
}

TEST_P(FailedWrite, HalfWrittenLeavesNothing) {
  const std::string path = folder_ / ("volume" + GetParam());
  {
    const FileSizeLimit limit(30000);
    const Caught error = caught([&] { volumes_->write(path, view()); });
    EXPECT_TRUE(error.is_file_error);
  }
  EXPECT_TRUE(folder_.names().empty());
}

TEST_P(FailedWrite, HalfWrittenKeepsWhatWasThere) {
  const std::string path = folder_ / ("volume" + GetParam());
  write_bytes(path, {1, 2, 3});
  {
    const FileSizeLimit limit(30000);
    caught([&] { volumes_->write(path, view()); });
  }
  EXPECT_EQ(bytes_of_file(path), (Bytes{1, 2, 3}));
  EXPECT_EQ(folder_.names().size(), 1U);
}

TEST_P(FailedWrite, AGoodOneLeavesOneFileAndFollowsLinks) {
  const std::string path = folder_ / ("volume" + GetParam());
  std::filesystem::create_symlink("target" + GetParam(), path);
  write_bytes(folder_ / ("target" + GetParam()), {1});
  volumes_->write(path, view());
  EXPECT_TRUE(std::filesystem::is_symlink(path));
  EXPECT_EQ(folder_.names(), (std::vector<std::string>{"target" + GetParam(), "volume" + GetParam()}));
  const Volume read = volumes_->read(path);
  EXPECT_TRUE(std::equal(read.voxels.begin(), read.voxels.end(), noise().begin(), noise().end()));
}

INSTANTIATE_TEST_SUITE_P(Formats, FailedWrite, ::testing::Values(".mrc", ".nrrd", ".nii", ".nii.gz"),
                         [](const auto& test) {
                           std::string name = test.param.substr(1);
                           std::replace(name.begin(), name.end(), '.', '_');
                           return name;
                         });

TEST(RefusedWrite, Uint32InMrc) {
  const TemporaryFolder folder;
  const std::vector<std::uint32_t> ids{1, 2};
  const std::string path = folder / "ids.mrc";
  const Caught error = caught([&] {
    make_volumes()->write(path, view_of(ids, PixelType::uint32, {{2, 1, 1}, 1}));
  });
  EXPECT_EQ(error.code, Code::file_unwritable);
  EXPECT_EQ(error.message, "cannot write '" + path + "': MRC files hold no 32-bit integers");
  EXPECT_EQ(error.hint, "Use the suffix .nrrd, which keeps every id.");
  EXPECT_TRUE(folder.names().empty());
}

TEST(RefusedWrite, WhatNoReaderWouldTake) {
  const auto volumes = make_volumes();
  const std::vector<float> one{1};
  const std::vector<float> bad{std::numeric_limits<float>::quiet_NaN()};
  const auto message = [&](const VolumeView& volume) {
    return caught([&] { volumes->write("a.mrc", volume); }).message;
  };
  EXPECT_EQ(message({one.data(), PixelType::float32, {{1, 0, 1}, 1}}),
            "cannot write 'a.mrc': its size is 1 x 0 x 1 voxels");
  EXPECT_EQ(message({one.data(), PixelType::float32, {{1, 1, 1}, 0}}),
            "cannot write 'a.mrc': a voxel size of 0 Å");
  EXPECT_EQ(message({one.data(), PixelType::float32, {{3000000000, 1, 1}, 1}}),
            "cannot write 'a.mrc': 3000000000 voxels along one axis");
  EXPECT_EQ(message({bad.data(), PixelType::float32, {{1, 1, 1}, 1}}),
            "'a.mrc': 1 of 1 voxels are not finite");
  EXPECT_EQ(caught([&] {
              volumes->write("a.png", {one.data(), PixelType::float32, {{1, 1, 1}, 1}});
            }).message,
            "the suffix of 'a.png' names no volume format");
  const std::vector<float> long_row(40000);
  EXPECT_EQ(caught([&] {
              volumes->write("a.nii", {long_row.data(), PixelType::float32, {{40000, 1, 1}, 1}});
            }).message,
            "cannot write 'a.nii': NIfTI-1 holds at most 32767 voxels along an axis, not 40000 x 1 x 1");
}

}  // namespace
}  // namespace cryocosm::testing
