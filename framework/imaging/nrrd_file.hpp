// NRRD files: writing them, and the checks of a header before ITK reads the voxels.
#pragma once

#include <string>

#include "imaging/volume_file.hpp"

namespace cryocosm {

/// `volume` has positive sizes, a positive voxel size and finite voxels. Throws FileError; a failed write
/// leaves no file. [any]
void write_nrrd(const std::string& path, const VolumeView& volume);

/// What lies in a file after decompression.
struct NrrdHeader {
  std::uint64_t held_bytes = 0;
  std::uint64_t data_offset = 0;
  bool is_text = false;  ///< voxels are written as numbers in text, of any length
};

/// Throws FileError for what is no NRRD file or keeps its voxels elsewhere, DataError when the file says
/// no voxel size (readers would take 1 for it). Unpacks
/// compressed voxels once, to see that they are whole. [any]
NrrdHeader parse_nrrd_header(const VolumeFile& file);

}  // namespace cryocosm
