// ITK reads what was written here, and the other way round.
#include <itkMRCImageIO.h>
#include <itkNiftiImageIO.h>
#include <itkNrrdImageIO.h>

#include "test_files.hpp"

namespace cryocosm::testing {
namespace {

template <class T>
std::vector<T> read_with_itk(itk::ImageIOBase& io, const std::string& path, const GridSpec& grid,
                             itk::IOComponentEnum type) {
  io.SetFileName(path);
  io.ReadImageInformation();
  EXPECT_EQ(io.GetNumberOfDimensions(), 3U);
  EXPECT_EQ(io.GetComponentType(), type);
  const std::array<std::int64_t, 3> size{grid.size.x, grid.size.y, grid.size.z};
  itk::ImageIORegion region(3);
  for (unsigned i = 0; i < 3; ++i) {
    EXPECT_EQ(io.GetDimensions(i), static_cast<itk::SizeValueType>(size[i]));
    EXPECT_FLOAT_EQ(static_cast<float>(io.GetSpacing(i)), static_cast<float>(grid.voxel_A));
    EXPECT_EQ(io.GetOrigin(i), 0);
    region.SetSize(i, io.GetDimensions(i));
  }
  io.SetIORegion(region);
  std::vector<T> voxels(grid.count());
  if (!::testing::Test::HasFailure()) io.Read(voxels.data());
  return voxels;
}

const GridSpec k_grid{{5, 4, 3}, 13.48};

template <class T>
std::vector<T> values(T first, T step) {
  std::vector<T> voxels(k_grid.count());
  for (auto& voxel : voxels) {
    voxel = first;
    first = static_cast<T>(first + step);
  }
  return voxels;
}

/// Every type through one format: ITK must find type, geometry and values, and Volumes the same values.
template <class ImageIo>
void all_types(const std::string& name) {
  const auto one_type = [&](const auto& voxels, PixelType pixel, itk::IOComponentEnum component) {
    using T = typename std::decay_t<decltype(voxels)>::value_type;
    const TemporaryFolder folder;
    const auto volumes = make_volumes();
    volumes->write(folder / name, view_of(voxels, pixel, k_grid));
    EXPECT_EQ(read_with_itk<T>(*ImageIo::New(), folder / name, k_grid, component), voxels);
    const Volume volume = volumes->read(folder / name);
    EXPECT_EQ(volume.grid.size, k_grid.size);
    EXPECT_FLOAT_EQ(static_cast<float>(volume.grid.voxel_A), 13.48F);
    EXPECT_EQ(volume.voxels, std::vector<float>(voxels.begin(), voxels.end()));
  };
  one_type(values<std::uint8_t>(200, 1), PixelType::uint8, itk::IOComponentEnum::UCHAR);
  one_type(values<std::uint16_t>(65000, 1), PixelType::uint16, itk::IOComponentEnum::USHORT);
  // 2^24 + 1 is the first integer that float32 cannot hold: ids beyond it must survive
  one_type(values<std::uint32_t>(16777215, 1), PixelType::uint32, itk::IOComponentEnum::UINT);
  one_type(values<std::uint32_t>(4294967000U, 3), PixelType::uint32, itk::IOComponentEnum::UINT);
  one_type(values<float>(-2.5F, 0.125F), PixelType::float32, itk::IOComponentEnum::FLOAT);
}

TEST(ItkReads, Nrrd) { all_types<itk::NrrdImageIO>("a.nrrd"); }
TEST(ItkReads, Nifti) { all_types<itk::NiftiImageIO>("a.nii"); }
TEST(ItkReads, CompressedNifti) { all_types<itk::NiftiImageIO>("a.NII.GZ"); }

TEST(ItkReads, Mrc) {
  const TemporaryFolder folder;
  const auto floats = values<float>(-2.5F, 0.125F);
  make_volumes()->write(folder / "a.mrc", view_of(floats, PixelType::float32, k_grid));
  const auto io = itk::MRCImageIO::New();
  EXPECT_EQ(read_with_itk<float>(*io, folder / "a.mrc", k_grid, itk::IOComponentEnum::FLOAT), floats);
  const auto labels = values<std::uint16_t>(65000, 1);
  make_volumes()->write(folder / "b.mrc", view_of(labels, PixelType::uint16, k_grid));
  EXPECT_EQ(read_with_itk<std::uint16_t>(*io, folder / "b.mrc", k_grid, itk::IOComponentEnum::USHORT),
            labels);
}

TEST(ItkWrites, MrcIsRead) {
  const TemporaryFolder folder;
  const auto shorts = values<std::int16_t>(-30, 1);
  const auto io = itk::MRCImageIO::New();
  io->SetFileName(folder / "a.mrc");
  io->SetNumberOfDimensions(3);
  itk::ImageIORegion region(3);
  const std::array<std::int64_t, 3> size{k_grid.size.x, k_grid.size.y, k_grid.size.z};
  for (unsigned i = 0; i < 3; ++i) {
    io->SetDimensions(i, static_cast<itk::SizeValueType>(size[i]));
    io->SetSpacing(i, k_grid.voxel_A);
    region.SetSize(i, static_cast<itk::SizeValueType>(size[i]));
  }
  io->SetIORegion(region);
  io->SetComponentType(itk::IOComponentEnum::SHORT);
  io->Write(shorts.data());
  const Volume volume = make_volumes()->read(folder / "a.mrc");
  EXPECT_EQ(volume.grid.size, k_grid.size);
  EXPECT_FLOAT_EQ(static_cast<float>(volume.grid.voxel_A), 13.48F);
  EXPECT_EQ(volume.voxels, std::vector<float>(shorts.begin(), shorts.end()));
}

// integers with a scale factor take 2 bytes in the file and become floats: 3 * 0.5 + 10
TEST(NiftiReading, ScaledIntegers) {
  const TemporaryFolder folder;
  const std::vector<std::uint16_t> voxels(k_grid.count(), 3);
  const auto volumes = make_volumes();
  volumes->write(folder / "a.nii", view_of(voxels, PixelType::uint16, k_grid));
  Bytes bytes = bytes_of_file(folder / "a.nii");
  const auto slope = number_bytes(0.5F, std::endian::little);
  const auto intercept = number_bytes(10.0F, std::endian::little);
  std::copy(slope.begin(), slope.end(), bytes.begin() + 112);
  std::copy(intercept.begin(), intercept.end(), bytes.begin() + 116);
  write_bytes(folder / "a.nii", bytes);
  EXPECT_EQ(volumes->read(folder / "a.nii").voxels, std::vector<float>(k_grid.count(), 11.5F));
}

TEST(NrrdReading, Text) {
  const TemporaryFolder folder;
  const std::string text =
      "NRRD0001\n# from somewhere else\ntype: double\ndimension: 3\nsizes: 2 1 2\nspacings: 3 3 3\n"
      "encoding: ascii\n\n1.5 -2\n3 4e2\n";
  write_bytes(folder / "a.nrrd", Bytes(text.begin(), text.end()));
  const Volume volume = make_volumes()->read(folder / "a.nrrd");
  EXPECT_EQ(volume.grid.size, (Index3{2, 1, 2}));
  EXPECT_EQ(volume.grid.voxel_A, 3);
  EXPECT_EQ(volume.voxels, (std::vector<float>{1.5F, -2, 3, 400}));
}

}  // namespace
}  // namespace cryocosm::testing
