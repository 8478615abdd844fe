// Shells for the tests.
#pragma once

#include <memory>

#include "shell.hpp"

namespace nuclear_pore {

/// A nucleus of half a micrometre with a pore on every half axis, and one more: seven.
inline std::shared_ptr<const Shell> seven_pores() {
  auto shell = std::make_shared<Shell>();
  shell->radius_A = 2500;
  shell->half_gap_A = 200;
  shell->edge_angle_rad = Shell::edge_angle(2500, 200, 950);
  shell->axes = {{1, 0, 0},
                 {-1, 0, 0},
                 {0, 1, 0},
                 {0, -1, 0},
                 {0, 0, 1},
                 {0, 0, -1},
                 cryocosm::normalized(cryocosm::Vec3{1, 1, 1})};
  return shell;
}

}  // namespace nuclear_pore
