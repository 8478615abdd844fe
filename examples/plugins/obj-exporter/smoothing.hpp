// Fairing of a mesh of voxels: rounds the steps without shrinking what they enclose.
#pragma once

#include <cstdint>

#include "mesh.hpp"

namespace obj_exporter {

/// Moves points towards and away from the middle of their neighbours in turn, `passes` times each (Taubin, "A
/// signal processing approach to fair surface design", SIGGRAPH 1995). No point moves farther than `most_A`
/// from where it was. Triangles stay the same, so a closed mesh stays closed. [any]
void smooth(Mesh& mesh, std::int64_t passes, double most_A);

}  // namespace obj_exporter
