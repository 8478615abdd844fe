// A triangle mesh of the zero level of a compartment's distance.
#pragma once

#include "compartment.hpp"
#include "cryocosm/structure.hpp"

namespace mitochondrion {

struct LevelMesh {
  std::vector<Vec3> points;
  std::vector<cryocosm::Triangle> triangles;
};

/// Closed: cubes of `step_A` are cut into six tetrahedra each. Points are moved onto the level.
LevelMesh level_mesh(const Compartment& compartment, double step_A);

}  // namespace mitochondrion
