// Poses from particle lists: our own particles.csv, and STAR files of RELION 3 to 5.
#pragma once

#include <string>
#include <vector>

#include "cryocosm/volume.hpp"

namespace cryocosm::macromolecules {

/// Which rows of a list are wanted, and what the list does not say itself.
struct ListChoice {
  std::string only;         ///< value of the structure or class column; empty: all rows
  std::string tomogram;     ///< STAR: value of rlnTomoName or rlnMicrographName; empty: there is but one
  double pixel_size_A = 0;  ///< STAR with positions in pixels; 0: the file says it
};

/// The poses of the rows, in their order. `text` is the file's content, its form follows the suffix of
/// `path`. Throws DataError about all rows that are wrong at once, and when no row is left. [any]
std::vector<Pose> listed_poses(const std::string& text, const std::string& path, const ListChoice& choice,
                               const GridSpec& grid);

/// The rotation particle to tomogram of RELION's angles in degrees, [Rz(rot) Ry(tilt) Rz(psi)]^-1. [any]
Quaternion relion_rotation(double rot_deg, double tilt_deg, double psi_deg);

}  // namespace cryocosm::macromolecules
