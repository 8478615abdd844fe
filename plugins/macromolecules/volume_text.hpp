// Whether a position lies in the volume, and positions as text for messages.
#pragma once

#include <string>

#include "cryocosm/geometry.hpp"
#include "cryocosm/units.hpp"

namespace cryocosm::macromolecules {

inline bool contains(const Box& box, Vec3 p) {
  return p.x >= box.low.x && p.y >= box.low.y && p.z >= box.low.z && p.x <= box.high.x && p.y <= box.high.y &&
         p.z <= box.high.z;
}

inline std::string position_text(Vec3 p) {
  return "(" + number_text(p.x) + ", " + number_text(p.y) + ", " + number_text(p.z) + ") A";
}

}  // namespace cryocosm::macromolecules
