// Reading and writing MRC2014 files.
#pragma once

#include <string>

#include "cryocosm/run_context.hpp"

namespace cryocosm {

/// Throws FileError or DataError. [any]
Volume read_mrc(const std::string& path);

/// `volume` has positive sizes, a positive voxel size and finite voxels. Throws FileError; a failed write
/// leaves no file. [any]
void write_mrc(const std::string& path, const VolumeView& volume);

}  // namespace cryocosm
