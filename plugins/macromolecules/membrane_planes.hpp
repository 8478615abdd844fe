// The two planes between which a membrane holds a molecule, as OPM marks them in PDB files.
#pragma once

#include <string>

#include "atomic_model.hpp"

namespace cryocosm::macromolecules {

struct MembranePlanes {
  Vec3 middle_A;  ///< a point midway between the planes, in the file's coordinates
  Vec3 normal;    ///< unit, from the inner plane (DUM atoms N) to the outer one (O)
};

/// A least-squares pair of parallel planes through the DUM atoms of the model; the middle is the one nearest
/// to the centre of mass. Lomize et al., Nucleic Acids Res. 40, D370 (2012), describe the files. Throws
/// DataError when there are none, or when they do not lie on two parallel planes to 1 Å. `path` is for
/// messages. [any]
MembranePlanes membrane_planes(const AtomicModel& model, const std::string& path);

}  // namespace cryocosm::macromolecules
