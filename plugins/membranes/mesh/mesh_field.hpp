// The signed distance to a closed mesh on a lattice, exact near the mesh.
#pragma once

#include "../sampled_field.hpp"
#include "../triangle_tree.hpp"
#include "closed_mesh.hpp"

namespace cryocosm::membranes {

struct MeshLattice {
  double step_A = 1;
  double border_A = 0;  ///< room around the mesh
  double band_A = 0;    ///< distances are exact up to here, and this much beyond
};

/// The sign is that of the angle-weighted normal at the nearest point (Baerentzen and Aanaes, IEEE Trans.
/// Vis. Comput. Graph. 11, 243, 2005), which is right everywhere around closed meshes. [worker]
SampledField mesh_field(const ClosedMesh& closed, const TriangleTree& tree, const MeshLattice& lattice,
                        ParallelFor parallel_for);

}  // namespace cryocosm::membranes
