// A triangle mesh in memory.
#pragma once

#include <vector>

#include "cryocosm/structure.hpp"

namespace cryocosm::membranes {

struct Mesh {
  std::vector<Vec3> points;
  std::vector<Triangle> triangles;
};

}  // namespace cryocosm::membranes
