// NIfTI-1 files: writing them, and the checks of a header before ITK reads the voxels.
#include "imaging/nifti_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>
#include <string_view>

#include "cryocosm/error.hpp"
#include "imaging/gzip.hpp"
#include "imaging/output_file.hpp"

namespace cryocosm {
namespace {

// byte offsets of the fields, from nifti1.h of the NIfTI-1 definition
enum Offset : std::size_t {
  k_sizes = 40,  // the number of axes, then their lengths
  k_type = 70,
  k_bits = 72,
  k_edges = 76,  // the handedness, then the voxel's edges
  k_data_offset = 108,
  k_slope = 112,
  k_units = 123,
  k_description = 148,
  k_orientation_by_angles = 252,
  k_orientation_by_matrix = 254,
  k_matrix = 280,
  k_magic = 344,
};
constexpr std::size_t k_header_bytes = 352;  // with the 4 bytes that say: no extension
constexpr std::int32_t k_header_mark = 348;
constexpr unsigned char k_millimetres = 2;
constexpr std::int64_t k_longest_axis = std::numeric_limits<std::int16_t>::max();
constexpr std::uint32_t k_most_axes = 7;
constexpr float k_furthest_data = 1e9F;

using HeaderBytes = std::array<unsigned char, k_header_bytes>;

template <class T>
void put(HeaderBytes& bytes, std::size_t offset, T value) {
  std::memcpy(bytes.data() + offset, &value, sizeof(T));
}

std::int16_t type_code(PixelType type) {
  switch (type) {
    case PixelType::uint8: return 2;
    case PixelType::uint16: return 512;
    case PixelType::uint32: return 768;
    case PixelType::float32: return 16;
  }
  CRYOCOSM_CHECK(false);  // a pixel type is one of the four
  return 0;
}

HeaderBytes make_header(const VolumeView& volume) {
  HeaderBytes bytes{};
  const std::array<std::int64_t, 3> size{volume.grid.size.x, volume.grid.size.y, volume.grid.size.z};
  const auto edge_A = static_cast<float>(volume.grid.voxel_A);
  put(bytes, 0, k_header_mark);
  put(bytes, k_sizes, std::int16_t{3});
  put(bytes, k_edges, 1.0F);
  for (std::size_t i = 0; i < 3; ++i) {
    put(bytes, k_sizes + 2 * (i + 1), static_cast<std::int16_t>(size[i]));
    put(bytes, k_edges + 4 * (i + 1), edge_A);
    put(bytes, k_matrix + 4 * (5 * i), edge_A);  // the diagonal of 3 rows of 4
  }
  for (std::size_t i = 4; i <= k_most_axes; ++i) put(bytes, k_sizes + 2 * i, std::int16_t{1});
  put(bytes, k_type, type_code(volume.type));
  put(bytes, k_bits, static_cast<std::int16_t>(8 * bytes_of(volume.type)));
  put(bytes, k_data_offset, static_cast<float>(k_header_bytes));
  put(bytes, k_slope, 1.0F);
  put(bytes, k_units, k_millimetres);
  put(bytes, k_orientation_by_angles, std::int16_t{1});
  put(bytes, k_orientation_by_matrix, std::int16_t{1});
  constexpr std::string_view description = "cryocosm " CRYOCOSM_VERSION ": 1 mm stands for 1 angstrom";
  std::copy(description.begin(), description.end(), bytes.begin() + k_description);
  std::memcpy(bytes.data() + k_magic, "n+1", 4);
  return bytes;
}

[[noreturn]] void refuse(const VolumeFile& file, const std::string& why) {
  throw FileError(Code::file_unreadable,
                  fmt::format("'{}' is not a readable NIfTI-1 file: {}", file.path(), why),
                  "Check that the file is a NIfTI-1 volume.");
}

}  // namespace

// Written here and not through ITK, which does not look at what its NIfTI library reports: on a full disk it
// would leave half a file and no error.
void write_nifti(const std::string& path, const VolumeView& volume, bool compressed) {
  const Index3 size = volume.grid.size;
  if (std::max({size.x, size.y, size.z}) > k_longest_axis) {
    throw FileError(
        Code::file_unwritable,
        fmt::format("cannot write '{}': NIfTI-1 holds at most {} voxels along an axis, not {} x {} x {}",
                    path, k_longest_axis, size.x, size.y, size.z),
        "Use the suffix .mrc or .nrrd.");
  }
  const HeaderBytes header = make_header(volume);
  const std::size_t bytes = volume.grid.count() * bytes_of(volume.type);
  OutputFile file(path, compressed ? ".nii.gz" : ".nii");
  if (compressed) {
    write_gzip(file, {{header.data(), header.size()}, {volume.voxels, bytes}});
  } else {
    file.write(header.data(), header.size());
    file.write(volume.voxels, bytes);
  }
  file.commit();
}

NiftiHeader parse_nifti_header(const VolumeFile& file, bool compressed) {
  HeaderBytes bytes{};
  NiftiHeader header;
  header.held_bytes = compressed ? unpacked_bytes(file, 0, bytes.data(), bytes.size()) : file.size_bytes();
  check_length(file.path(), bytes.size(), header.held_bytes);
  if (!compressed) file.read(0, bytes.data(), bytes.size());
  const bool big_endian = bytes[0] == 0;  // the header begins with the number 348
  const auto number = [&](std::size_t offset, std::size_t length) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < length; ++i) {
      value |= std::uint32_t{bytes[offset + (big_endian ? length - 1 - i : i)]} << 8 * i;
    }
    return value;
  };
  if (number(0, 4) != k_header_mark) refuse(file, "its first four bytes are not the number 348");
  const std::uint32_t axes = number(k_sizes, 2);
  if (axes < 1 || axes > k_most_axes) refuse(file, fmt::format("it has {} axes", axes));
  const auto offset = std::bit_cast<float>(number(k_data_offset, 4));
  if (!(offset >= 0 && offset < k_furthest_data)) {
    refuse(file, fmt::format("its voxels begin at byte {}", offset));
  }
  header.data_offset = static_cast<std::uint64_t>(offset);
  header.bytes_per_voxel = number(k_bits, 2) / 8;
  return header;
}

}  // namespace cryocosm
