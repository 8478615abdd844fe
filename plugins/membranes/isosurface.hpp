// The zero level of a sampled field as a triangle mesh.
#pragma once

#include "mesh.hpp"
#include "sampled_field.hpp"

namespace cryocosm::membranes {

/// Marching cubes: a point on every edge of the lattice that the level crosses, by linear interpolation.
/// Cells are cut so that points inside are kept apart on faces that are ambiguous, the same from both
/// sides: the mesh is watertight, each edge has two triangles, and these face outwards. The field must not be
/// open (see is_open()). Empty when the field has one sign. [any]
Mesh isosurface(const SampledField& field);

/// The zero level on a lattice so coarse that there are at most `max_triangles`, but no coarser than leaves
/// any at all. What is finer than the steps gets lost, and the rest stays watertight. [any]
Mesh coarse_isosurface(const SampledField& field, std::size_t max_triangles);

}  // namespace cryocosm::membranes
