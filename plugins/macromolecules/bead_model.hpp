// The .beads format: a molecule drawn as balls, with cyclic or dihedral symmetry.
#pragma once

#include <string>
#include <vector>

#include "cryocosm/volume.hpp"

namespace cryocosm::macromolecules {

struct Bead {
  Vec3 centre_A;
  double radius_A = 0;
  double density_V = 0;
};

struct BeadModel {
  std::string name;
  std::string source;       ///< where the dimensions come from
  std::vector<Bead> beads;  ///< of the whole molecule, symmetry applied
};

/// Reads text of the .beads format; `path` is for messages. Throws DataError naming file and line. [host]
BeadModel parse_beads(const std::string& text, const std::string& path);

/// parse_beads() of a file; throws FileError too. [host]
BeadModel read_beads(const std::string& path);

/// The grid of bead_density(). [any]
GridSpec bead_grid(const BeadModel& model, double voxel_A, double resolution_A);

/// Each ball low-passed to `resolution_A`, the greatest of all at each voxel; the model's origin
/// lies at the centre of voxel N/2, and N is odd. [any]
Volume bead_density(const BeadModel& model, double voxel_A, double resolution_A);

/// 1 where a voxel's centre lies in a ball; same grid as `volume`, which bead_density() made. [any]
std::vector<std::uint8_t> bead_mask(const BeadModel& model, const GridSpec& grid);

}  // namespace cryocosm::macromolecules
