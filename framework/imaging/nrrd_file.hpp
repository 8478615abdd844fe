// NRRD files: writing them, and the checks of a header before ITK reads the voxels.
#pragma once

#include <string>

#include "imaging/volume_file.hpp"

namespace cryocosm {

/// `volume` has positive sizes, a positive voxel size and finite voxels. Throws FileError; a failed write
/// leaves no file. [any]
void write_nrrd(const std::string& path, const VolumeView& volume);

struct NrrdHeader {
  std::uint64_t header_bytes = 0;
  std::uint64_t raw_bytes_per_voxel = 0;  ///< 0 when the voxels are compressed or written as text
};

/// Throws FileError for what is no NRRD file or keeps its voxels elsewhere, DataError when the file says
/// no voxel size (readers would take 1 for it). [any]
NrrdHeader parse_nrrd_header(const VolumeFile& file);

}  // namespace cryocosm
