// Volumes that ITK reads: NRRD and NIfTI-1.
//
// The image IO objects are made here one by one. Nothing is registered with ITK's object factories: no format
// is ever found by trying, and no state is shared.
#include "imaging/itk_volumes.hpp"

#include <fmt/format.h>
#include <itkNiftiImageIO.h>
#include <itkNrrdImageIO.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

#include "cryocosm/error.hpp"
#include "imaging/nifti_file.hpp"
#include "imaging/nrrd_file.hpp"
#include "imaging/volume_file.hpp"

namespace cryocosm {
namespace {

[[noreturn]] void refuse(const std::string& path, const std::string& why) {
  throw FileError(Code::file_unreadable, fmt::format("cannot read '{}': {}", path, why),
                  "Check that the file is a complete volume of plain numbers.");
}

// The last part of ITK's text, without the addresses and stages in front of it.
std::string reason(const itk::ExceptionObject& error) {
  std::string text = error.GetDescription();
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  for (const std::string_view mark : {"): ", "[nrrd] "}) {
    if (const auto at = text.rfind(mark); at != std::string::npos) text.erase(0, at + mark.size());
  }
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

Index3 checked_size(const itk::ImageIOBase& io, const std::string& path) {
  std::array<std::int64_t, 3> size{1, 1, 1};
  const unsigned dimensions = io.GetNumberOfDimensions();
  for (unsigned i = 0; i < dimensions; ++i) {
    const auto n = static_cast<std::int64_t>(io.GetDimensions(i));
    if (n < 1 || n > std::numeric_limits<std::int32_t>::max() || (i >= 3 && n != 1)) {
      refuse(path, fmt::format("axis {} of {} has {} elements", i + 1, dimensions, n));
    }
    if (i < 3) size[i] = n;
  }
  if (dimensions < 3) refuse(path, fmt::format("it has {} axes instead of 3", dimensions));
  if (io.GetNumberOfComponents() != 1) {
    refuse(path, fmt::format("it has {} numbers per voxel instead of 1", io.GetNumberOfComponents()));
  }
  return {size[0], size[1], size[2]};
}

/// How the voxels lie in the file, uncompressed.
struct Storage {
  std::uint64_t held_bytes = 0;       ///< what follows fits in them or the file is refused
  std::uint64_t offset = 0;           ///< of the first voxel
  std::uint64_t bytes_per_voxel = 0;  ///< 0: as many as ITK reads
};

// Refuses what the file cannot hold, before anything is allocated.
void check_storage(const itk::ImageIOBase& io, const VolumeFile& file, Index3 size, const Storage& storage) {
  const std::uint64_t voxel_bytes =
      storage.bytes_per_voxel > 0 ? storage.bytes_per_voxel : io.GetComponentSize();
  const auto plane = static_cast<std::uint64_t>(size.x) * static_cast<std::uint64_t>(size.y);  // < 2^62
  const auto sections = static_cast<std::uint64_t>(size.z);
  if (sections > storage.held_bytes / plane) {
    refuse(file.path(), fmt::format("its header asks for {} x {} x {} voxels, more than the file can hold",
                                    size.x, size.y, size.z));
  }
  check_length(file.path(), storage.offset + plane * sections * voxel_bytes, storage.held_bytes);
}

template <class T>
void convert(const std::vector<unsigned char>& bytes, std::vector<float>& voxels) {
  const auto* typed = reinterpret_cast<const T*>(bytes.data());
  std::transform(typed, typed + voxels.size(), voxels.begin(),
                 [](T value) { return static_cast<float>(value); });
}

void convert(const itk::ImageIOBase& io, const std::string& path, const std::vector<unsigned char>& bytes,
             std::vector<float>& voxels) {
  using Type = itk::IOComponentEnum;
  switch (io.GetComponentType()) {
    case Type::UCHAR: return convert<unsigned char>(bytes, voxels);
    case Type::CHAR: return convert<signed char>(bytes, voxels);
    case Type::USHORT: return convert<unsigned short>(bytes, voxels);
    case Type::SHORT: return convert<short>(bytes, voxels);
    case Type::UINT: return convert<unsigned int>(bytes, voxels);
    case Type::INT: return convert<int>(bytes, voxels);
    case Type::ULONG: return convert<unsigned long>(bytes, voxels);
    case Type::LONG: return convert<long>(bytes, voxels);
    case Type::ULONGLONG: return convert<unsigned long long>(bytes, voxels);
    case Type::LONGLONG: return convert<long long>(bytes, voxels);
    case Type::FLOAT: return convert<float>(bytes, voxels);
    case Type::DOUBLE: return convert<double>(bytes, voxels);
    default: refuse(path, "its voxels are no plain numbers");
  }
}

Volume read_through(itk::ImageIOBase& io, const VolumeFile& file, const Storage& storage) {
  try {
    io.SetFileName(file.path());
    io.ReadImageInformation();
    Volume volume;
    volume.grid.size = checked_size(io, file.path());
    check_storage(io, file, volume.grid.size, storage);
    volume.grid.voxel_A =
        checked_voxel_A({io.GetSpacing(0), io.GetSpacing(1), io.GetSpacing(2)}, file.path());
    volume.voxels.resize(volume.grid.count());
    std::vector<unsigned char> bytes(volume.voxels.size() * io.GetComponentSize());
    itk::ImageIORegion region(io.GetNumberOfDimensions());
    for (unsigned i = 0; i < io.GetNumberOfDimensions(); ++i) region.SetSize(i, io.GetDimensions(i));
    io.SetIORegion(region);
    io.Read(bytes.data());
    convert(io, file.path(), bytes, volume.voxels);
    check_finite(volume.voxels.data(), volume.voxels.size(), file.path());
    return volume;
  } catch (const itk::ExceptionObject& error) {
    refuse(file.path(), reason(error));
  }
}

}  // namespace

Volume read_nrrd(const std::string& path) {
  const VolumeFile file(path);
  const NrrdHeader header = parse_nrrd_header(file);
  const auto io = itk::NrrdImageIO::New();
  return read_through(*io, file, {header.held_bytes, header.data_offset, header.is_text ? 1U : 0U});
}

Volume read_nifti(const std::string& path, bool compressed) {
  const VolumeFile file(path);
  const auto io = itk::NiftiImageIO::New();
  const NiftiHeader header = parse_nifti_header(file, compressed);
  return read_through(*io, file, {header.held_bytes, header.data_offset, header.bytes_per_voxel});
}

}  // namespace cryocosm
