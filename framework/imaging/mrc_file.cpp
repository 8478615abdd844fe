// Reading and writing MRC2014 files.
//
// The voxels are read here and not through ITK's MRCImageIO: it guesses the sign of mode 0 from the minimum
// noted in the header, knows no float16 and ignores the order of axes. It is not used for writing because the
// files it leaves fail mrcfile's validation (version, statistics, volume flag). Both directions stream
// through a small buffer, so the only large memory is the volume itself.
#include "imaging/mrc_file.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "cryocosm/error.hpp"
#include "imaging/mrc_header.hpp"
#include "imaging/output_file.hpp"

namespace cryocosm {
namespace {

constexpr std::size_t k_chunk_voxels = std::size_t{1} << 18;
constexpr unsigned k_smallest_unsigned_mode_6 = 128;  // mode 0 is signed: 127 is its largest value

template <class T>
T load(const unsigned char* bytes, bool swap) {
  std::array<unsigned char, sizeof(T)> raw{};
  std::memcpy(raw.data(), bytes, sizeof(T));
  if (swap) std::reverse(raw.begin(), raw.end());
  return std::bit_cast<T>(raw);
}

template <class T>
void convert(const unsigned char* bytes, std::size_t count, bool swap, float* out) {
  if (swap) {
    for (std::size_t i = 0; i < count; ++i) out[i] = static_cast<float>(load<T>(bytes + i * sizeof(T), true));
  } else {
    for (std::size_t i = 0; i < count; ++i)
      out[i] = static_cast<float>(load<T>(bytes + i * sizeof(T), false));
  }
}

// IEEE 754 binary16: 1 sign bit, 5 exponent bits with bias 15, 10 fraction bits.
float from_float16(std::uint16_t bits) {
  const int exponent = (bits >> 10) & 31;
  const int fraction = bits & 1023;
  float magnitude = 0;
  if (exponent == 31) {
    magnitude =
        fraction == 0 ? std::numeric_limits<float>::infinity() : std::numeric_limits<float>::quiet_NaN();
  } else if (exponent == 0) {
    magnitude = std::ldexp(static_cast<float>(fraction), -24);
  } else {
    magnitude = std::ldexp(static_cast<float>(fraction + 1024), exponent - 25);
  }
  return (bits & 0x8000) != 0 ? -magnitude : magnitude;
}

void convert_float16(const unsigned char* bytes, std::size_t count, bool swap, float* out) {
  for (std::size_t i = 0; i < count; ++i) out[i] = from_float16(load<std::uint16_t>(bytes + 2 * i, swap));
}

void convert(const MrcHeader& header, const unsigned char* bytes, std::size_t count, float* out) {
  const bool swap = header.swap_bytes;
  switch (header.mode) {
    case MrcMode::int8:
      if (header.bytes_are_unsigned) return convert<std::uint8_t>(bytes, count, swap, out);
      return convert<std::int8_t>(bytes, count, swap, out);
    case MrcMode::int16: return convert<std::int16_t>(bytes, count, swap, out);
    case MrcMode::uint16: return convert<std::uint16_t>(bytes, count, swap, out);
    case MrcMode::float32: return convert<float>(bytes, count, swap, out);
    case MrcMode::float16: return convert_float16(bytes, count, swap, out);
  }
}

std::vector<float> read_voxels(const VolumeFile& file, const MrcHeader& header) {
  const std::size_t voxel_bytes = bytes_of(header.mode);
  std::vector<float> voxels(header.grid.count());
  std::vector<unsigned char> chunk(std::min(voxels.size(), k_chunk_voxels) * voxel_bytes);
  for (std::size_t begin = 0; begin < voxels.size(); begin += k_chunk_voxels) {
    const std::size_t count = std::min(k_chunk_voxels, voxels.size() - begin);
    file.read(header.data_offset + begin * voxel_bytes, chunk.data(), count * voxel_bytes);
    convert(header, chunk.data(), count, voxels.data() + begin);
  }
  return voxels;
}

// Voxels as stored (columns fastest) put in the order of x, y, z.
std::vector<float> in_order(std::vector<float> stored, const MrcHeader& header) {
  if (header.axis == std::array<int, 3>{0, 1, 2}) return stored;
  const Index3 size = header.grid.size;
  const std::array<std::int64_t, 3> stride{1, size.x, size.x * size.y};
  std::array<std::int64_t, 3> step{};
  for (std::size_t i = 0; i < 3; ++i) step[i] = stride[static_cast<std::size_t>(header.axis[i])];
  std::vector<float> ordered(stored.size());
  const float* next = stored.data();
  for (std::int64_t s = 0; s < header.stored_size[2]; ++s) {
    for (std::int64_t r = 0; r < header.stored_size[1]; ++r) {
      float* target = ordered.data() + s * step[2] + r * step[1];
      for (std::int64_t c = 0; c < header.stored_size[0]; ++c, target += step[0]) *target = *next++;
    }
  }
  return ordered;
}

void write_file(const std::string& path, const VolumeView& volume, MrcMode mode,
                const VoxelStatistics& statistics) {
  const MrcHeaderBytes header = make_mrc_header(volume.grid, mode, volume.is_stack, statistics);
  OutputFile file(path, ".mrc");
  file.write(header.data(), header.size());
  const std::size_t count = volume.grid.count();
  if (bytes_of(volume.type) == bytes_of(mode)) {
    file.write(volume.voxels, count * bytes_of(mode));
  } else {
    const auto* voxels = static_cast<const std::uint8_t*>(volume.voxels);
    std::vector<std::uint16_t> wide;
    for (std::size_t begin = 0; begin < count; begin += k_chunk_voxels) {
      const std::size_t size = std::min(k_chunk_voxels, count - begin);
      wide.assign(voxels + begin, voxels + begin + size);
      file.write(wide.data(), wide.size() * sizeof(std::uint16_t));
    }
  }
  file.commit();
}

}  // namespace

Volume read_mrc(const std::string& path) {
  const VolumeFile file(path);
  MrcHeaderBytes bytes{};
  check_length(path, bytes.size(), file.size_bytes());
  file.read(0, bytes.data(), bytes.size());
  const MrcHeader header = parse_mrc_header(bytes, file);
  Volume volume{header.grid, in_order(read_voxels(file, header), header)};
  check_finite(volume.voxels.data(), volume.voxels.size(), path);
  return volume;
}

void write_mrc(const std::string& path, const VolumeView& volume) {
  const std::size_t count = volume.grid.count();
  switch (volume.type) {
    case PixelType::float32:
      return write_file(path, volume, MrcMode::float32,
                        statistics(static_cast<const float*>(volume.voxels), count));
    case PixelType::uint16:
      return write_file(path, volume, MrcMode::uint16,
                        statistics(static_cast<const std::uint16_t*>(volume.voxels), count));
    case PixelType::uint8: {
      const VoxelStatistics found = statistics(static_cast<const std::uint8_t*>(volume.voxels), count);
      return write_file(path, volume,
                        found.max < k_smallest_unsigned_mode_6 ? MrcMode::int8 : MrcMode::uint16, found);
    }
    case PixelType::uint32:
      throw FileError(Code::file_unwritable, "cannot write '" + path + "': MRC files hold no 32-bit integers",
                      "Use the suffix .nrrd, which keeps every id.");
  }
}

}  // namespace cryocosm
