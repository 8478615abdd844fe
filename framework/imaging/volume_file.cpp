// Opening volume files, and what every format checks in the same way.
#include "imaging/volume_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <system_error>
#include <utility>

#include "cryocosm/error.hpp"

namespace cryocosm {
namespace {

constexpr double k_voxel_tolerance = 1e-4;

[[noreturn]] void throw_read_error(const std::string& path, int error_number) {
  const bool missing = error_number == ENOENT || error_number == ENOTDIR;
  throw FileError(missing ? Code::file_missing : Code::file_unreadable,
                  fmt::format("cannot read '{}': {}", path, std::generic_category().message(error_number)),
                  missing ? "Check the path." : "Check that this is a volume file and that you may read it.");
}

bool is_edge(double edge_A) { return std::isfinite(edge_A) && edge_A > 0; }

}  // namespace

VolumeFile::VolumeFile(std::string path) : path_(std::move(path)) {
  // without O_NONBLOCK, opening a pipe would wait for its writer for ever
  descriptor_ = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor_ < 0) throw_read_error(path_, errno);
  struct stat status {};
  const int error_number = ::fstat(descriptor_, &status) != 0 ? errno : S_ISDIR(status.st_mode) ? EISDIR : 0;
  const bool regular = S_ISREG(status.st_mode);
  size_bytes_ = static_cast<std::uint64_t>(status.st_size);
  if (error_number == 0 && regular && size_bytes_ > 0) return;
  ::close(descriptor_);
  if (error_number != 0) throw_read_error(path_, error_number);
  if (!regular) {
    throw FileError(Code::file_unreadable, fmt::format("cannot read '{}': not a regular file", path_),
                    "Give the path of a volume file.");
  }
  throw FileError(Code::file_truncated, fmt::format("'{}' is empty", path_), "Copy or write the file again.");
}

VolumeFile::~VolumeFile() { ::close(descriptor_); }

void VolumeFile::read(std::uint64_t offset, void* bytes, std::size_t count) const {
  auto* next = static_cast<char*>(bytes);
  while (count > 0) {
    const ssize_t got = ::pread(descriptor_, next, count, static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw_read_error(path_, errno);
    if (got == 0) check_length(path_, offset + count, offset);
    next += got;
    offset += static_cast<std::uint64_t>(got);
    count -= static_cast<std::size_t>(got);
  }
}

// Opened anew: a duplicated descriptor would share its position with other readers.
int VolumeFile::open_at(std::uint64_t offset) const {
  const int descriptor = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) throw_read_error(path_, errno);
  if (::lseek(descriptor, static_cast<off_t>(offset), SEEK_SET) >= 0) return descriptor;
  const int error_number = errno;
  ::close(descriptor);
  throw_read_error(path_, error_number);
}

double checked_voxel_A(const VoxelSize& voxel, const std::string& path) {
  const auto [low, high] = std::minmax({voxel.x_A, voxel.y_A, voxel.z_A});
  const bool good = is_edge(voxel.x_A) && is_edge(voxel.y_A) && is_edge(voxel.z_A);
  if (!good || high - low > k_voxel_tolerance * high) {
    throw DataError(
        fmt::format("the voxel size of '{}' is {} x {} x {} Å; {}", path, voxel.x_A, voxel.y_A, voxel.z_A,
                    good ? "voxels must be cubes" : "it must be positive and finite"),
        good ? "Resample the volume to cubic voxels." : "Write the right voxel size into its header.",
        Code::bad_voxel_size);
  }
  return voxel.x_A;
}

void check_length(const std::string& path, std::uint64_t expected, std::uint64_t found) {
  if (found >= expected) return;
  throw FileError(
      Code::file_truncated,
      fmt::format("'{}' is cut short: its header asks for {} bytes, the file has {}", path, expected, found),
      "Copy or download the file again.");
}

void check_finite(const float* voxels, std::size_t count, const std::string& path) {
  const auto bad = std::count_if(voxels, voxels + count, [](float value) { return !std::isfinite(value); });
  if (bad == 0) return;
  throw DataError(fmt::format("'{}': {} of {} voxels are not finite", path, bad, count),
                  "Replace NaN and infinite values before using the volume.");
}

std::size_t bytes_of(PixelType type) {
  switch (type) {
    case PixelType::uint8: return 1;
    case PixelType::uint16: return 2;
    case PixelType::uint32:
    case PixelType::float32: return 4;
  }
  CRYOCOSM_CHECK(false);  // a pixel type is one of the four
  return 0;
}

}  // namespace cryocosm
