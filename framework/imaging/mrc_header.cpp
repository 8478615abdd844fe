// The 1024 bytes at the start of an MRC2014 file: strict reading, exact writing.
#include "imaging/mrc_header.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <string_view>

#include "cryocosm/error.hpp"

namespace cryocosm {
namespace {

static_assert(std::endian::native == std::endian::little, "MRC files are written little-endian");

// byte offsets of the fields, from the MRC2014 table
enum Offset : std::size_t {
  k_size = 0,
  k_mode = 12,
  k_sampling = 28,
  k_cell = 40,
  k_angles = 52,
  k_axes = 64,
  k_minimum = 76,
  k_space_group = 88,
  k_extended_bytes = 92,
  k_version = 108,
  k_imod_stamp = 152,
  k_imod_flags = 156,
  k_map = 208,
  k_machine = 212,
  k_rms = 216,
  k_label_count = 220,
  k_labels = 224,
};
constexpr std::size_t k_label_bytes = 80;
constexpr std::int32_t k_mrc2014 = 20140;
constexpr std::int32_t k_imod = 1146047817;  // "IMOD" in a little-endian integer
constexpr std::int32_t k_imod_signed_bytes = 1;
constexpr std::array<std::int32_t, 3> k_axes_in_order{1, 2, 3};
constexpr std::int32_t k_volume_stacks_from = 401;
constexpr int k_units_in_the_last_place = 4;   // of float32, that writing may change a voxel size by
constexpr double k_written_tolerance = 1e-6;   // relative: those units and the rounding of the quotient
constexpr double k_smallest_deviation = 1e-4;  // relative to the mean
constexpr int k_float_digits = 7;              // decimal digits that float32 keeps

template <class T>
T field(const MrcHeaderBytes& bytes, std::size_t offset, bool swap) {
  std::array<unsigned char, sizeof(T)> raw{};
  std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(offset), sizeof(T), raw.begin());
  if (swap) std::reverse(raw.begin(), raw.end());
  return std::bit_cast<T>(raw);
}

template <class T>
void put(MrcHeaderBytes& bytes, std::size_t offset, T value) {
  std::memcpy(bytes.data() + offset, &value, sizeof(T));
}

class HeaderReader {
 public:
  HeaderReader(const MrcHeaderBytes& bytes, const std::string& path) : bytes_(bytes), path_(path) {
    const std::string_view stamp(reinterpret_cast<const char*>(bytes.data()) + k_map, 4);
    if (stamp != "MAP ") refuse("bytes 209 to 212 are not 'MAP '");
    swap_ = is_big_endian();
  }

  bool swap() const { return swap_; }
  std::int32_t integer(std::size_t offset, std::size_t index = 0) const {
    return field<std::int32_t>(bytes_, offset + 4 * index, swap_);
  }
  double real(std::size_t offset, std::size_t index) const {
    return static_cast<double>(field<float>(bytes_, offset + 4 * index, swap_));
  }
  [[noreturn]] void refuse(const std::string& why) const {
    throw FileError(Code::file_unreadable, fmt::format("'{}' is not a readable MRC file: {}", path_, why),
                    "Check that the file is an MRC volume; convert other kinds of file first.");
  }

 private:
  bool is_big_endian() const {
    const unsigned char first = bytes_[k_machine];
    if (first == 0x44) return false;
    if (first == 0x11) return true;
    refuse(
        fmt::format("its machine stamp {:#04x} {:#04x} names no byte order", first, bytes_[k_machine + 1]));
  }

  const MrcHeaderBytes& bytes_;
  const std::string& path_;
  bool swap_ = false;
};

MrcMode checked_mode(const HeaderReader& header) {
  const std::int32_t mode = header.integer(k_mode);
  switch (mode) {
    case 0:
    case 1:
    case 2:
    case 6:
    case 12: return static_cast<MrcMode>(mode);
    case 3:
    case 4: header.refuse(fmt::format("mode {} holds complex numbers, not densities", mode));
    default: header.refuse(fmt::format("mode {} is not one of 0, 1, 2, 6 and 12", mode));
  }
}

std::array<int, 3> checked_axes(const HeaderReader& header) {
  const std::array<std::int32_t, 3> axes{header.integer(k_axes, 0), header.integer(k_axes, 1),
                                         header.integer(k_axes, 2)};
  if (!std::is_permutation(axes.begin(), axes.end(), k_axes_in_order.begin())) {
    header.refuse(fmt::format("its axes (mapc, mapr, maps) are {}, {}, {} instead of 1, 2, 3 in some order",
                              axes[0], axes[1], axes[2]));
  }
  return {axes[0] - 1, axes[1] - 1, axes[2] - 1};
}

std::array<std::int64_t, 3> checked_size(const HeaderReader& header) {
  std::array<std::int64_t, 3> size{};
  for (std::size_t i = 0; i < 3; ++i) size[i] = header.integer(k_size, i);
  if (std::any_of(size.begin(), size.end(), [](std::int64_t n) { return n <= 0; })) {
    header.refuse(fmt::format("its size is {} x {} x {}", size[0], size[1], size[2]));
  }
  return size;
}

// Header + extended header + voxels; refuses what does not fit 63 bits, which three 31-bit sizes can ask for.
std::uint64_t file_bytes(const HeaderReader& header, const MrcHeader& result) {
  const std::int32_t extended = header.integer(k_extended_bytes);
  if (extended < 0) header.refuse(fmt::format("its extended header has {} bytes", extended));
  const auto [columns, rows, sections] = result.stored_size;
  const std::int64_t plane = columns * rows;  // < 2^62
  const auto voxel_bytes = static_cast<std::int64_t>(bytes_of(result.mode));
  const std::int64_t before = std::int64_t{k_mrc_header_bytes} + extended;
  const std::int64_t most = (std::numeric_limits<std::int64_t>::max() - before) / voxel_bytes / plane;
  if (sections > most) header.refuse(fmt::format("its size is {} x {} x {}", columns, rows, sections));
  return static_cast<std::uint64_t>(before + plane * sections * voxel_bytes);
}

// The shortest decimal number that the float32 header stands for: a file written with 13.48 says 13.48 again.
double as_written(double voxel_A) {
  for (int digits = 1; digits <= k_float_digits; ++digits) {
    const std::string text = fmt::format("{:.{}e}", voxel_A, digits - 1);
    double shorter = 0;
    std::from_chars(text.data(), text.data() + text.size(), shorter);
    if (std::abs(shorter - voxel_A) <= k_written_tolerance * voxel_A) return shorter;
  }
  return voxel_A;
}

// The cell and its sampling belong to x, y and z, whatever order the axes have in the file.
double checked_cell(const HeaderReader& header, const MrcHeader& result, const std::string& path) {
  std::array<double, 3> edge_A{};
  for (std::size_t i = 0; i < 3; ++i) edge_A[i] = header.real(k_cell, i) / header.integer(k_sampling, i);
  const std::int32_t space_group = header.integer(k_space_group);
  const std::int32_t sections_per_volume = header.integer(k_sampling, 2);
  if (space_group >= k_volume_stacks_from && sections_per_volume != result.stored_size[2]) {
    header.refuse(fmt::format("it is a stack of several volumes (space group {}, {} of {} sections each)",
                              space_group, sections_per_volume, result.stored_size[2]));
  }
  // the images of a stack have no distance along z, so writers put anything there
  const bool is_stack = space_group == 0 && sections_per_volume == 1 && result.stored_size[2] > 1;
  return as_written(checked_voxel_A({edge_A[0], edge_A[1], is_stack ? edge_A[0] : edge_A[2]}, path));
}

// Readers divide the cell by the sampling in float32 and some refuse edges that differ in the last place. So
// the three lengths are chosen together: all quotients equal, and as near to the voxel size as that allows.
std::array<float, 3> cell_lengths_A(const std::array<std::int64_t, 3>& sampling, double voxel_A) {
  const float infinity = std::numeric_limits<float>::infinity();
  const auto length_for = [&](std::int64_t n, float quotient) {
    const auto count = static_cast<float>(n);
    const float middle = count * quotient;
    for (const float length : {middle, std::nextafter(middle, 0.0F), std::nextafter(middle, infinity)}) {
      if (length / count == quotient) return length;
    }
    return 0.0F;
  };
  float above = static_cast<float>(voxel_A);
  float below = above;
  for (int i = 0; i <= k_units_in_the_last_place; ++i) {
    for (const float quotient : {above, below}) {
      std::array<float, 3> lengths{};
      std::transform(sampling.begin(), sampling.end(), lengths.begin(),
                     [&](std::int64_t n) { return length_for(n, quotient); });
      if (*std::min_element(lengths.begin(), lengths.end()) > 0) return lengths;
    }
    above = std::nextafter(above, infinity);
    below = std::nextafter(below, 0.0F);
  }
  std::array<float, 3> lengths{};
  std::transform(sampling.begin(), sampling.end(), lengths.begin(),
                 [&](std::int64_t n) { return static_cast<float>(static_cast<double>(n) * voxel_A); });
  return lengths;
}

// MRC2014 has a negative rms for "not well determined". It is used where programs that check it with float32
// sums, as mrcfile's validation does, would find rounding instead of the deviation: constant volumes above
// all.
float noted_rms(const VoxelStatistics& statistics) {
  const bool well_determined = statistics.rms >= k_smallest_deviation * std::abs(statistics.mean);
  return well_determined ? static_cast<float>(statistics.rms) : -1.0F;
}

}  // namespace

std::size_t bytes_of(MrcMode mode) {
  switch (mode) {
    case MrcMode::int8: return 1;
    case MrcMode::int16:
    case MrcMode::uint16:
    case MrcMode::float16: return 2;
    case MrcMode::float32: return 4;
  }
  CRYOCOSM_CHECK(false);  // an MRC mode is one of the five
  return 0;
}

MrcHeader parse_mrc_header(const MrcHeaderBytes& bytes, const VolumeFile& file) {
  const HeaderReader header(bytes, file.path());
  MrcHeader result;
  result.swap_bytes = header.swap();
  result.mode = checked_mode(header);
  result.bytes_are_unsigned =
      header.integer(k_imod_stamp) == k_imod && (header.integer(k_imod_flags) & k_imod_signed_bytes) == 0;
  result.stored_size = checked_size(header);
  result.axis = checked_axes(header);
  check_length(file.path(), file_bytes(header, result), file.size_bytes());
  result.data_offset = k_mrc_header_bytes + static_cast<std::uint64_t>(header.integer(k_extended_bytes));
  std::array<std::int64_t, 3> size{};
  for (std::size_t i = 0; i < 3; ++i) size[static_cast<std::size_t>(result.axis[i])] = result.stored_size[i];
  result.grid = {{size[0], size[1], size[2]}, checked_cell(header, result, file.path())};
  return result;
}

MrcHeaderBytes make_mrc_header(const GridSpec& grid, MrcMode mode, bool is_stack,
                               const VoxelStatistics& statistics) {
  MrcHeaderBytes bytes{};
  const std::array<std::int64_t, 3> size{grid.size.x, grid.size.y, grid.size.z};
  const std::array<std::int64_t, 3> sampling{size[0], size[1], is_stack ? 1 : size[2]};
  const std::array<float, 3> cell_A = cell_lengths_A(sampling, grid.voxel_A);
  for (std::size_t i = 0; i < 3; ++i) {
    put(bytes, k_size + 4 * i, static_cast<std::int32_t>(size[i]));
    put(bytes, k_sampling + 4 * i, static_cast<std::int32_t>(sampling[i]));
    put(bytes, k_cell + 4 * i, cell_A[i]);
    put(bytes, k_angles + 4 * i, 90.0F);
    put(bytes, k_axes + 4 * i, static_cast<std::int32_t>(i + 1));
  }
  put(bytes, k_mode, static_cast<std::int32_t>(mode));
  put(bytes, k_minimum, static_cast<float>(statistics.min));
  put(bytes, k_minimum + 4, static_cast<float>(statistics.max));
  put(bytes, k_minimum + 8, static_cast<float>(statistics.mean));
  put(bytes, k_space_group, std::int32_t{is_stack ? 0 : 1});
  put(bytes, k_version, k_mrc2014);
  std::memcpy(bytes.data() + k_map, "MAP ", 4);
  std::memcpy(bytes.data() + k_machine, "\x44\x44\0\0", 4);
  put(bytes, k_rms, noted_rms(statistics));
  put(bytes, k_label_count, std::int32_t{1});
  constexpr std::string_view label = "cryocosm " CRYOCOSM_VERSION;
  static_assert(label.size() <= k_label_bytes);
  std::copy(label.begin(), label.end(), bytes.begin() + k_labels);
  return bytes;
}

}  // namespace cryocosm
