// The 1024 bytes at the start of an MRC2014 file: strict reading, exact writing.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "imaging/volume_file.hpp"
#include "imaging/voxel_statistics.hpp"

namespace cryocosm {

// MRC2014: Cheng et al. (2015), Journal of Structural Biology 192, 146.
constexpr std::size_t k_mrc_header_bytes = 1024;
using MrcHeaderBytes = std::array<unsigned char, k_mrc_header_bytes>;

enum class MrcMode : std::int32_t { int8 = 0, int16 = 1, float32 = 2, uint16 = 6, float16 = 12 };

/// What reading needs from a header that has passed every check.
struct MrcHeader {
  std::array<std::int64_t, 3> stored_size{};  ///< columns, rows, sections as they lie in the file
  std::array<int, 3> axis{0, 1, 2};           ///< which of x, y, z the columns, rows and sections run along
  MrcMode mode = MrcMode::float32;
  bool bytes_are_unsigned = false;  ///< mode 0 as IMOD wrote it before MRC2014
  bool swap_bytes = false;          ///< the file is big-endian
  std::uint64_t data_offset = k_mrc_header_bytes;
  GridSpec grid;  ///< sizes along x, y, z
};

std::size_t bytes_of(MrcMode mode);

/// Throws FileError for what is no MRC file or is cut short, DataError for a bad voxel size; nothing is
/// allocated by what a header says before the file's length agrees with it. [any]
MrcHeader parse_mrc_header(const MrcHeaderBytes& bytes, const VolumeFile& file);

/// The header of a little-endian file without time stamp: the same run gives the same bytes.
/// `grid` has sizes that fit 32 bits. [any]
MrcHeaderBytes make_mrc_header(const GridSpec& grid, MrcMode mode, bool is_stack,
                               const VoxelStatistics& statistics);

}  // namespace cryocosm
