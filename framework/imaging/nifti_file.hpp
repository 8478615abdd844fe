// NIfTI-1 files: writing them, and the checks of a header before ITK reads the voxels.
#pragma once

#include <cstdint>
#include <string>

#include "imaging/volume_file.hpp"

namespace cryocosm {

/// `volume` has positive sizes, a positive voxel size and finite voxels. Lengths in Å are written as mm, the
/// axes as right, anterior, superior. Throws FileError; a failed write leaves no file. [any]
void write_nifti(const std::string& path, const VolumeView& volume, bool compressed);

/// What lies in a file after decompression.
struct NiftiHeader {
  std::uint64_t held_bytes = 0;
  std::uint64_t data_offset = 0;
  std::uint64_t bytes_per_voxel = 0;
};

/// Throws FileError for what is no NIfTI-1 file and for damaged compression, which ITK would fill with zeros.
/// [any]
NiftiHeader parse_nifti_header(const VolumeFile& file, bool compressed);

}  // namespace cryocosm
