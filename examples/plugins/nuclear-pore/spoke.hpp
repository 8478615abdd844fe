// One spoke of a nuclear pore complex, as balls: a schematic model, from the nucleus to the cytoplasm.
#pragma once

#include <vector>

#include "cryocosm/structure.hpp"

namespace nuclear_pore {

/// Dimensions of a complex whose axis is z, towards the cytoplasm, and whose origin is the middle of its
/// pore.
struct ComplexForm {
  double ring_diameter_A = 0;     ///< outer, of the cytoplasmic and the nucleoplasmic ring
  double ring_distance_A = 0;     ///< between the middles of these two
  double channel_diameter_A = 0;  ///< of the central channel
  double pore_diameter_A = 0;     ///< of the pore that it sits in, to the middle of the membrane
  double filament_length_A = 0;   ///< of the cytoplasmic filaments
  double basket_length_A = 0;     ///< of the nuclear basket
  double density_V = 0;
};

/// The balls of the spoke around the half plane of positive x; a complex is n of them around the axis. What
/// is known of the order of parts is here: the rings on both faces of the envelope, the inner ring between
/// channel and membrane, its anchors through the membrane to a ring in the lumen, filaments above and the
/// basket below (von Appen et al., Nature 526, 140 (2015)). The sizes and places of the balls are schematic:
/// chosen so that parts hang together and no membrane of an envelope with the default sizes is touched but at
/// the anchors.
std::vector<cryocosm::SphereSet::Ball> spoke(const ComplexForm& form, int symmetry);

}  // namespace nuclear_pore
