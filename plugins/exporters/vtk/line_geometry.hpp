// Tangent, curvature and torsion of a line that is known at its units.
#pragma once

#include <vector>

#include "cryocosm/transform.hpp"

namespace cryocosm::exporters {

/// What a line does at one of its points. Lengths are measured along the chords.
struct LinePoint {
  double arc_length_A = 0;
  Vec3 tangent;                ///< unit, towards the end
  double curvature_per_A = 0;  ///< of the circle through the point and its neighbours
  double torsion_per_A = 0;    ///< turn of the binormal; positive is right-handed
};

/// One element for each unit, of which there are at least two. From positions alone, so the numbers hold for
/// any plugin's filaments; for a helix they are exact up to parts in (step times curvature)^2. At both ends
/// curvature and torsion are those of the next point. [any]
std::vector<LinePoint> line_geometry(Span<const PlacedUnit> units);

/// +1 where the units' z axes point along the line, -1 where they point against it. [any]
int polarity(Span<const PlacedUnit> units, const std::vector<LinePoint>& line);

}  // namespace cryocosm::exporters
