// Bytes through gzip: writing, and checking what a file holds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>

#include "imaging/output_file.hpp"
#include "imaging/volume_file.hpp"

namespace cryocosm {

struct Block {
  const void* bytes = nullptr;
  std::size_t count = 0;
};

/// Appends the blocks as one gzip member without time stamp, at zlib's fastest level. Throws FileError. [any]
void write_gzip(OutputFile& file, std::initializer_list<Block> blocks);

/// Unpacks a file from `offset` on, once: returns how many bytes it holds and copies the first `head_bytes`
/// of them (fewer when it is shorter) to `head`. Bytes that are not compressed count as they are. Throws
/// FileError when the file is cut short or its checksum is wrong. [any]
std::uint64_t unpacked_bytes(const VolumeFile& file, std::uint64_t offset, unsigned char* head = nullptr,
                             std::size_t head_bytes = 0);

}  // namespace cryocosm
