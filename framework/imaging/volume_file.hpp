// Opening volume files, and what every format checks in the same way.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "cryocosm/run_context.hpp"

namespace cryocosm {

/// A regular file opened for reading. [any]
class VolumeFile {
 public:
  /// Throws FileError: missing, a folder, empty, not readable, with the system's reason.
  explicit VolumeFile(std::string path);
  VolumeFile(const VolumeFile&) = delete;
  VolumeFile& operator=(const VolumeFile&) = delete;
  ~VolumeFile();

  /// Reads exactly `count` bytes from `offset` on; throws FileError.
  void read(std::uint64_t offset, void* bytes, std::size_t count) const;

  /// A new descriptor of the file that stands at `offset`; the caller closes it. Throws FileError.
  int open_at(std::uint64_t offset) const;

  std::uint64_t size_bytes() const { return size_bytes_; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
  std::uint64_t size_bytes_ = 0;
  int descriptor_ = -1;
};

struct VoxelSize {
  double x_A = 0, y_A = 0, z_A = 0;
};

/// The one edge of cubic voxels. Throws DataError (bad_voxel_size) when an edge is not positive and finite or
/// edges differ by more than float32 headers explain (1e-4, relative).
double checked_voxel_A(const VoxelSize& voxel, const std::string& path);

/// Throws FileError (file_truncated) when a file of `found` bytes should have at least `expected`.
void check_length(const std::string& path, std::uint64_t expected, std::uint64_t found);

/// Throws DataError with the number of voxels that are not finite.
void check_finite(const float* voxels, std::size_t count, const std::string& path);

std::size_t bytes_of(PixelType type);

}  // namespace cryocosm
