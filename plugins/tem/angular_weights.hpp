// How much of the half circle each view of a tilt series stands for.
#pragma once

#include <vector>

#include "cryocosm/acquisition.hpp"

namespace cryocosm::tem {

/// One weight in radians for each view: half the distance to its neighbour on either side, on the circle
/// of 180 degrees (opposite directions give the same image). With even sampling all around they sum to
/// pi. A gap more than twice as wide as every other one is the missing wedge: it is given to nobody, and
/// the views at its edges count as far outwards as inwards. Views at the same angle share its weight. [any]
std::vector<double> angular_weights(Span<const Tilt> tilts);

}  // namespace cryocosm::tem
