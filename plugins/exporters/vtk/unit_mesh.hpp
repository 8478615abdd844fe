// The mesh of a unit: the smoothed boundary of what it excludes, in the unit's own frame.
#pragma once

#include <vector>

#include "cryocosm/exporter.hpp"
#include "cryocosm/run_context.hpp"

namespace cryocosm::exporters {

struct Mesh {
  std::vector<Vec3> points_A;
  std::vector<Triangle> triangles;  ///< counter-clockwise seen from outside
};

/// A closed mesh that encloses the volume of the unit's mask. Empty when the mask is. Throws what
/// FinishedRun::unit_mask() throws. [any]
Mesh unit_mesh(const FinishedRun& finished, const PlacedUnit& unit);

/// The mesh with about `max_triangles`, or with more where fewer would fold it onto itself. Stays closed.
/// Throws Cancelled. [any]
Mesh simplified(const Mesh& mesh, std::size_t max_triangles, const Services& services);

}  // namespace cryocosm::exporters
