// Written MRC files: round trips of every type, and what the mrcfile package says about them.
#include <stdio.h>

#include <cmath>
#include <fstream>

#include "test_files.hpp"

namespace cryocosm::testing {
namespace {

constexpr double k_voxel_A = 13.48;

std::int32_t integer_at(const Bytes& bytes, std::size_t offset) {
  std::int32_t value = 0;
  std::memcpy(&value, bytes.data() + offset, sizeof value);
  return value;
}

template <class T>
std::vector<T> ramp(const GridSpec& grid, T step) {
  std::vector<T> voxels(grid.count());
  for (std::size_t i = 0; i < voxels.size(); ++i) voxels[i] = static_cast<T>(static_cast<T>(i) * step);
  return voxels;
}

/// Writes, checks mode and length of the file, reads and compares.
template <class T>
void round_trip(const std::vector<T>& voxels, PixelType type, const GridSpec& grid, std::int32_t mode,
                std::size_t bytes_per_voxel) {
  const TemporaryFolder folder;
  const auto volumes = make_volumes();
  volumes->write(folder / "a.mrc", view_of(voxels, type, grid));
  const Bytes bytes = bytes_of_file(folder / "a.mrc");
  EXPECT_EQ(bytes.size(), 1024 + voxels.size() * bytes_per_voxel);
  EXPECT_EQ(integer_at(bytes, 12), mode);
  const Volume volume = volumes->read(folder / "a.mrc");
  EXPECT_EQ(volume.grid.size, grid.size);
  EXPECT_EQ(volume.grid.voxel_A, grid.voxel_A);
  EXPECT_TRUE(std::equal(volume.voxels.begin(), volume.voxels.end(), voxels.begin(), voxels.end(),
                         [](float a, T b) { return a == static_cast<float>(b); }));
}

TEST(MrcWriting, Float32) {
  const GridSpec grid{{7, 5, 3}, k_voxel_A};
  round_trip(ramp(grid, -0.37F), PixelType::float32, grid, 2, 4);
}

TEST(MrcWriting, Uint16) {
  const GridSpec grid{{7, 5, 3}, k_voxel_A};
  round_trip(ramp<std::uint16_t>(grid, 601), PixelType::uint16, grid, 6, 2);
}

TEST(MrcWriting, SmallBytesAreSignedBytes) {
  const GridSpec grid{{8, 4, 4}, k_voxel_A};  // 0 to 127
  round_trip(ramp<std::uint8_t>(grid, 1), PixelType::uint8, grid, 0, 1);
}

TEST(MrcWriting, LargerBytesAreWidened) {
  const GridSpec grid{{129, 1, 1}, k_voxel_A};  // 0 to 128
  round_trip(ramp<std::uint8_t>(grid, 1), PixelType::uint8, grid, 6, 2);
  const GridSpec larger_than_a_chunk{{700, 700, 2}, k_voxel_A};
  round_trip(ramp<std::uint8_t>(larger_than_a_chunk, 1), PixelType::uint8, larger_than_a_chunk, 6, 2);
}

TEST(MrcWriting, SameVolumeSameBytes) {
  const TemporaryFolder folder;
  const GridSpec grid{{7, 5, 3}, k_voxel_A};
  const auto voxels = ramp(grid, 0.1F);
  for (const char* name : {"a.mrc", "b.map"}) {
    make_volumes()->write(folder / name, view_of(voxels, PixelType::float32, grid));
  }
  const Bytes bytes = bytes_of_file(folder / "a.mrc");
  EXPECT_EQ(bytes, bytes_of_file(folder / "b.map"));
  const std::string label(bytes.begin() + 224, bytes.begin() + 304);
  EXPECT_EQ(label,
            std::string("cryocosm " CRYOCOSM_VERSION) + std::string(71 - sizeof(CRYOCOSM_VERSION) + 1, '\0'));
}

// Readers divide cells by samplings in float32, and some of them want three equal edges.
TEST(MrcWriting, VoxelSizesAreEqualInFloat32AndComeBackExactly) {
  const TemporaryFolder folder;
  const auto volumes = make_volumes();
  for (const double voxel_A : {1.0, 10.0, 13.48, 1.35, 0.8321, 2.62, 7.84, 100.0 / 7}) {
    for (std::int64_t n = 1; n <= 60; ++n) {
      const GridSpec grid{{n, n % 7 + 1, n % 11 + 1}, voxel_A};
      const std::vector<std::uint8_t> voxels(grid.count(), 1);
      volumes->write(folder / "a.mrc", view_of(voxels, PixelType::uint8, grid));
      const Bytes bytes = bytes_of_file(folder / "a.mrc");
      std::array<float, 3> edge{};
      std::memcpy(edge.data(), bytes.data() + 40, sizeof edge);
      for (std::size_t i = 0; i < 3; ++i) edge[i] /= static_cast<float>(integer_at(bytes, 28 + 4 * i));
      EXPECT_EQ(edge[0], edge[1]) << voxel_A << " " << n;
      EXPECT_EQ(edge[0], edge[2]) << voxel_A << " " << n;
      EXPECT_NEAR(static_cast<double>(edge[0]) / voxel_A, 1, 5e-7) << voxel_A << " " << n;
      const double read_A = volumes->read(folder / "a.mrc").grid.voxel_A;
      if (voxel_A == 100.0 / 7) {
        EXPECT_NEAR(read_A / voxel_A, 1, 1.5e-6) << n;
      } else {
        EXPECT_EQ(read_A, voxel_A) << n;
      }
    }
  }
}

struct Finished {
  int status = -1;
  std::string output;
};

Finished run(const std::string& command) {
  Finished result;
  FILE* const pipe = ::popen((command + " 2>&1").c_str(), "r");
  if (pipe == nullptr) return result;
  std::array<char, 4096> buffer{};
  while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), pipe)) {
    result.output.append(buffer.data(), count);
  }
  result.status = ::pclose(pipe);
  return result;
}

constexpr const char* k_look = R"(import io, sys, mrcfile, numpy
for path in sys.argv[1:]:
    report = io.StringIO()
    if not mrcfile.validate(path, print_file=report):
        sys.exit(report.getvalue())
    with mrcfile.open(path) as mrc:
        v, h = mrc.voxel_size, mrc.header
        kind = 'volume' if mrc.is_volume() else 'stack' if mrc.is_image_stack() else 'other'
        equal = v.x == v.y == v.z and abs(v.x - numpy.float32(13.48)) <= 4 * numpy.spacing(numpy.float32(13.48))
        stats = numpy.allclose([h.dmin, h.dmax, h.dmean, h.rms],
            [mrc.data.min(), mrc.data.max(), mrc.data.mean(dtype='f8'), mrc.data.std(dtype='f8')], rtol=1e-6, atol=0)
        origin = h.origin.x == h.origin.y == h.origin.z == 0
        print(kind, mrc.data.dtype, mrc.data.shape, mrc.data[1, 2, 3], equal, stats, origin, mrc.get_labels())
)";

class MrcFilePackage : public ::testing::Test {
 protected:
  void SetUp() override {
    if (run("/usr/bin/python3 -c 'import mrcfile'").status != 0) {
      GTEST_SKIP()
          << "the Python package mrcfile (Debian: python3-mrcfile) is not installed for /usr/bin/python3";
    }
    std::ofstream(folder_ / "look.py") << k_look;
  }
  std::string look_at(const std::string& name) {
    const Finished result =
        run("/usr/bin/python3 '" + (folder_ / "look.py") + "' '" + (folder_ / name) + "'");
    EXPECT_EQ(result.status, 0) << result.output;
    return result.output;
  }
  TemporaryFolder folder_;
  const std::unique_ptr<Volumes> volumes_ = make_volumes();
  const std::string k_rest = " True True True ['cryocosm " CRYOCOSM_VERSION "']\n";
};

TEST_F(MrcFilePackage, AcceptsVolumesAndStacks) {
  const GridSpec grid{{40, 30, 20}, k_voxel_A};
  auto voxels = ramp(grid, 0.5F);
  volumes_->write(folder_ / "v.mrc", view_of(voxels, PixelType::float32, grid));
  volumes_->write(folder_ / "s.mrc", view_of(voxels, PixelType::float32, grid, true));
  // voxel (3, 2, 1) has number 3 + 40 (2 + 30 * 1) = 1283
  EXPECT_EQ(look_at("v.mrc"), "volume float32 (20, 30, 40) 641.5" + k_rest);
  EXPECT_EQ(look_at("s.mrc"), "stack float32 (20, 30, 40) 641.5" + k_rest);
}

TEST_F(MrcFilePackage, AcceptsIntegers) {
  const GridSpec grid{{8, 8, 2}, k_voxel_A};
  volumes_->write(folder_ / "u16.mrc", view_of(ramp<std::uint16_t>(grid, 500), PixelType::uint16, grid));
  volumes_->write(folder_ / "i8.mrc", view_of(ramp<std::uint8_t>(grid, 1), PixelType::uint8, grid));
  volumes_->write(folder_ / "u8.mrc", view_of(ramp<std::uint8_t>(grid, 2), PixelType::uint8, grid));
  EXPECT_EQ(look_at("u16.mrc"), "volume uint16 (2, 8, 8) 41500" + k_rest);
  EXPECT_EQ(look_at("i8.mrc"), "volume int8 (2, 8, 8) 83" + k_rest);
  EXPECT_EQ(look_at("u8.mrc"), "volume uint16 (2, 8, 8) 166" + k_rest);
}

// the float32 sums of a validating program give a constant volume a deviation, so none is claimed
TEST_F(MrcFilePackage, AcceptsConstantVolumes) {
  const GridSpec grid{{237, 129, 61}, k_voxel_A};
  for (const float value : {0.0F, 0.1F, -1000.3F, 65504.0F}) {
    const std::vector<float> voxels(grid.count(), value);
    volumes_->write(folder_ / "constant.mrc", view_of(voxels, PixelType::float32, grid));
    const std::string seen = look_at("constant.mrc");
    EXPECT_EQ(seen.substr(0, 29), "volume float32 (61, 129, 237)") << seen;
    float rms = 1;
    std::memcpy(&rms, bytes_of_file(folder_ / "constant.mrc").data() + 216, sizeof rms);
    EXPECT_EQ(rms, value == 0 ? 0.0F : -1.0F);
  }
}

// a mean far above the deviation, as in raw images, and more voxels than one block of the sums
TEST_F(MrcFilePackage, AgreesOnStatisticsOfOffsetValues) {
  const GridSpec grid{{64, 64, 8}, k_voxel_A};
  std::vector<float> voxels(grid.count());
  for (std::size_t i = 0; i < voxels.size(); ++i)
    voxels[i] = 512.0F + static_cast<float>(i * 37 % 64) / 64.0F;
  volumes_->write(folder_ / "offset.mrc", view_of(voxels, PixelType::float32, grid));
  // number 4227: 4227 * 37 mod 64 = 47, and 47/64 = 0.734375
  EXPECT_EQ(look_at("offset.mrc"), "volume float32 (8, 64, 64) 512.7344" + k_rest);
}

}  // namespace
}  // namespace cryocosm::testing
