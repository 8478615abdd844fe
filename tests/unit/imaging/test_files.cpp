// What the imaging tests share: a folder that vanishes, MRC files made byte by byte, caught errors.
#include "test_files.hpp"

#include <stdlib.h>

#include <fstream>
#include <iterator>

namespace cryocosm::testing {

TemporaryFolder::TemporaryFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "cryocosm-imaging-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) ADD_FAILURE() << "no temporary folder";
  path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::vector<std::string> TemporaryFolder::names() const {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(path_)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

Bytes bytes_of_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return Bytes(std::istreambuf_iterator<char>(file), {});
}

void write_bytes(const std::string& path, const Bytes& bytes) {
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

HandmadeMrc::HandmadeMrc(std::array<std::int32_t, 3> size, std::int32_t mode, std::endian byte_order)
    : order(byte_order), bytes(1024, 0) {
  for (std::size_t i = 0; i < 3; ++i) {
    put(4 * i, size[i]);
    put(28 + 4 * i, size[i]);
    put(40 + 4 * i, static_cast<float>(size[i]) * 10.0F);
    put(64 + 4 * i, static_cast<std::int32_t>(i + 1));
  }
  put(12, mode);
  put(88, std::int32_t{1});
  std::memcpy(bytes.data() + 208, "MAP ", 4);
  bytes[212] = order == std::endian::little ? 0x44 : 0x11;
  bytes[213] = order == std::endian::little ? 0x44 : 0x11;
}

}  // namespace cryocosm::testing
