// What the imaging tests share: a folder that vanishes, MRC files made byte by byte, caught errors.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

#include "cryocosm/error.hpp"
#include "imaging/imaging.hpp"

namespace cryocosm::testing {

using Bytes = std::vector<unsigned char>;

/// A new folder, removed with all that is in it.
class TemporaryFolder {
 public:
  TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }
  const std::filesystem::path& path() const { return path_; }
  std::vector<std::string> names() const;

 private:
  std::filesystem::path path_;
};

Bytes bytes_of_file(const std::string& path);
void write_bytes(const std::string& path, const Bytes& bytes);

/// The little- or big-endian bytes of a number.
template <class T>
std::array<unsigned char, sizeof(T)> number_bytes(T value, std::endian order) {
  auto bytes = std::bit_cast<std::array<unsigned char, sizeof(T)>>(value);
  if (order != std::endian::native) std::reverse(bytes.begin(), bytes.end());
  return bytes;
}

/// An MRC file built field by field from the MRC2014 table; a valid volume of 10 Å voxels to start with.
struct HandmadeMrc {
  HandmadeMrc(std::array<std::int32_t, 3> size, std::int32_t mode,
              std::endian byte_order = std::endian::little);

  template <class T>
  HandmadeMrc& put(std::size_t offset, T value) {
    const auto raw = number_bytes(value, order);
    std::copy(raw.begin(), raw.end(), bytes.begin() + static_cast<std::ptrdiff_t>(offset));
    return *this;
  }
  template <class T>
  HandmadeMrc& add(T value) {
    const auto raw = number_bytes(value, order);
    bytes.insert(bytes.end(), raw.begin(), raw.end());
    return *this;
  }

  std::endian order;
  Bytes bytes;
};

struct Caught {
  std::string message;
  std::string hint;
  Code code = Code::defect;
  bool is_file_error = false;
};

/// What `call` throws; fails the test when it throws nothing or no Error of ours.
template <class F>
Caught caught(F&& call) {
  try {
    call();
  } catch (const Error& error) {
    return {error.message(), error.hint(), error.code(), dynamic_cast<const FileError*>(&error) != nullptr};
  }
  ADD_FAILURE() << "nothing was thrown";
  return {};
}

template <class T>
VolumeView view_of(const std::vector<T>& voxels, PixelType type, const GridSpec& grid,
                   bool is_stack = false) {
  EXPECT_EQ(voxels.size(), grid.count());
  return {voxels.data(), type, grid, is_stack};
}

}  // namespace cryocosm::testing
