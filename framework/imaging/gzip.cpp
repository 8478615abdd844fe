// Bytes through gzip: writing, and checking what a file holds.
#include "imaging/gzip.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <memory>
#include <new>
#include <vector>

#include "cryocosm/error.hpp"

namespace cryocosm {
namespace {

constexpr std::size_t k_output_bytes = std::size_t{1} << 18;
constexpr std::size_t k_input_bytes = std::size_t{1} << 30;  // zlib counts with 32 bits
constexpr int k_gzip_window = 15 + 16;                       // the largest window; 16 asks for gzip's frame
constexpr int k_default_memory = 8;

class Deflater {
 public:
  Deflater() {
    if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, k_gzip_window, k_default_memory,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
      throw std::bad_alloc();  // the only way it can fail
    }
  }
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;
  ~Deflater() { deflateEnd(&stream); }

  z_stream stream{};
};

// Takes all input, and gives all output when finishing: deflate has no more to say once it leaves room.
void compress(z_stream& stream, int flush, std::vector<unsigned char>& output, OutputFile& file) {
  do {
    stream.next_out = output.data();
    stream.avail_out = static_cast<unsigned>(output.size());
    CRYOCOSM_CHECK(deflate(&stream, flush) != Z_STREAM_ERROR);
    file.write(output.data(), output.size() - stream.avail_out);
  } while (stream.avail_out == 0);
}

struct CloseGzip {
  void operator()(gzFile_s* file) const { gzclose(file); }
};

}  // namespace

void write_gzip(OutputFile& file, std::initializer_list<Block> blocks) {
  Deflater deflater;
  std::vector<unsigned char> output(k_output_bytes);
  for (const Block& block : blocks) {
    const auto* next = static_cast<const unsigned char*>(block.bytes);
    for (std::size_t left = block.count; left > 0;) {
      const std::size_t taken = std::min(left, k_input_bytes);
      deflater.stream.next_in = const_cast<unsigned char*>(next);  // zlib reads it only
      deflater.stream.avail_in = static_cast<unsigned>(taken);
      compress(deflater.stream, Z_NO_FLUSH, output, file);
      next += taken;
      left -= taken;
    }
  }
  compress(deflater.stream, Z_FINISH, output, file);
}

std::uint64_t unpacked_bytes(const VolumeFile& file, std::uint64_t offset, unsigned char* head,
                             std::size_t head_bytes) {
  const std::unique_ptr<gzFile_s, CloseGzip> gzip(gzdopen(file.open_at(offset), "rb"));
  if (gzip == nullptr) throw std::bad_alloc();  // the only way it can fail
  std::vector<unsigned char> buffer(k_output_bytes);
  std::uint64_t total = 0;
  for (;;) {
    const int got = gzread(gzip.get(), buffer.data(), static_cast<unsigned>(buffer.size()));
    int error = Z_OK;
    gzerror(gzip.get(), &error);
    if (error == Z_BUF_ERROR) {
      throw FileError(
          Code::file_truncated,
          fmt::format("'{}' is cut short: its compressed data end after {} bytes", file.path(), total),
          "Copy or download the file again.");
    }
    if (error != Z_OK && error != Z_STREAM_END) {
      throw FileError(Code::file_unreadable,
                      fmt::format("cannot read '{}': its compressed data are damaged", file.path()),
                      "Copy or download the file again.");
    }
    if (got <= 0) return total;
    const auto count = static_cast<std::uint64_t>(got);
    for (std::uint64_t i = total; i < std::min<std::uint64_t>(total + count, head_bytes); ++i) {
      head[i] = buffer[i - total];
    }
    total += count;
  }
}

}  // namespace cryocosm
