// The mesh of a unit: the smoothed boundary of what it excludes, in the unit's own frame.
#pragma once

#include <vector>

#include "cryocosm/exporter.hpp"

namespace cryocosm::exporters {

struct Mesh {
  std::vector<Vec3> points_A;
  std::vector<Triangle> triangles;  ///< counter-clockwise seen from outside
};

/// A closed mesh that encloses the volume of the unit's mask, of at most about `max_triangles`. Empty
/// when the mask is. Throws what FinishedRun::unit_mask() throws. [any]
Mesh unit_mesh(const FinishedRun& finished, const PlacedUnit& unit, std::size_t max_triangles);

}  // namespace cryocosm::exporters
