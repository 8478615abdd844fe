// Whole files in memory, through zlib, which passes plain files on unchanged.
#include "file_bytes.hpp"

#include <zlib.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include "cryocosm/error.hpp"

namespace cryocosm::macromolecules {
namespace {

constexpr std::size_t k_block = std::size_t{1} << 20;
constexpr std::size_t k_limit = std::size_t{4} << 30;

struct Close {
  void operator()(gzFile file) const { gzclose_r(file); }
};

[[noreturn]] void damaged(const std::string& path, const std::string& reason) {
  throw FileError(Code::file_unreadable, "'" + path + "' cannot be read: " + reason,
                  "copy or download the file again; 'gzip -t' tests a compressed one");
}

}  // namespace

std::vector<char> read_file_bytes(const std::string& path) {
  errno = 0;
  const std::unique_ptr<std::remove_pointer_t<gzFile>, Close> file(gzopen(path.c_str(), "rb"));
  if (!file)
    throw FileError(Code::file_missing, "'" + path + "' cannot be opened: " + std::strerror(errno),
                    "check the path and its permissions");
  std::vector<char> bytes;
  for (std::size_t size = 0;;) {
    bytes.resize(size + k_block);
    const int count = gzread(file.get(), bytes.data() + size, static_cast<unsigned>(k_block));
    int error = Z_OK;
    const char* const text = gzerror(file.get(), &error);
    if (error == Z_ERRNO) damaged(path, std::strerror(errno));
    // gzread reports a file that ends early only through gzerror
    if (count < 0 || (error != Z_OK && error != Z_STREAM_END)) {
      const std::string reason(text);
      const std::string prefix = path + ": ";
      damaged(path, reason.compare(0, prefix.size(), prefix) == 0 ? reason.substr(prefix.size()) : reason);
    }
    size += static_cast<std::size_t>(count);
    if (size > k_limit) damaged(path, "it unpacks to more than 4 GiB");
    if (count == 0) {
      bytes.resize(size);
      return bytes;
    }
  }
}

}  // namespace cryocosm::macromolecules
