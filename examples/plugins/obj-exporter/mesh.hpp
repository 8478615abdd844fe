// A triangle mesh and its area and volume.
#pragma once

#include <vector>

#include "cryocosm/structure.hpp"

namespace obj_exporter {

/// Closed; triangles are counter-clockwise seen from outside.
struct Mesh {
  std::vector<cryocosm::Vec3> points_A;
  std::vector<cryocosm::Triangle> triangles;
};

/// Volume enclosed, by the divergence theorem: positive when triangles face outwards. [any]
inline double volume_A3(const Mesh& mesh) {
  double volume = 0;
  for (const cryocosm::Triangle& t : mesh.triangles)
    volume += dot(mesh.points_A[t.a], cross(mesh.points_A[t.b], mesh.points_A[t.c])) / 6;
  return volume;
}

}  // namespace obj_exporter
