// The cristae of one mitochondrion, drawn one after another so that none meets another.
#pragma once

#include "compartment.hpp"

namespace mitochondrion {

/// Numbers of one mitochondrion, as drawn.
struct CristaPlan {
  double spacing_A = 550;    ///< between sheets, along the axis
  double thickness_A = 200;  ///< from the middle of the membrane to the middle across the lumen
  double junction_A = 260;   ///< width of a junction in the crista's plane, from middle to middle
  double lamellar_fraction = 0.7;
  double clear_A = 130;      ///< least distance between two cristae, from middle to middle
  double rim_clear_A = 190;  ///< from a rim to the side: room for the heads of ATP synthases
};

std::vector<Crista> draw_cristae(const Compartment& without, const CristaPlan& plan, cryocosm::Random random);

}  // namespace mitochondrion
