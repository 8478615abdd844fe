// Volumes that ITK reads: NRRD and NIfTI-1.
#pragma once

#include <string>

#include "cryocosm/volume.hpp"

namespace cryocosm {

/// Throw FileError or DataError. [any]
Volume read_nrrd(const std::string& path);
Volume read_nifti(const std::string& path, bool compressed);

}  // namespace cryocosm
