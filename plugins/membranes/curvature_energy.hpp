// Energies of surfaces that are polynomials of second degree in the two principal curvatures.
#pragma once

#include "cryocosm/structure.hpp"

namespace cryocosm::membranes {

/// a20 k1^2 + a11 k1 k2 + a02 k2^2 + b10 k1 + b01 k2 + c, to be integrated over a surface; k1 >= k2 are its
/// principal curvatures, positive where it bends around the inside (Song, J. Math. Imaging Vis. 64, 2022).
/// In any unit of length L: b in 1/L, c in 1/L^2.
struct CurvatureEnergy {
  double a20 = 1, a11 = 0, a02 = 1, b10 = 0, b01 = 0, c = 0;

  double operator()(double k1, double k2) const {
    return a20 * k1 * k1 + a11 * k1 * k2 + a02 * k2 * k2 + b10 * k1 + b01 * k2 + c;
  }
};

/// bending / 2 (k1 + k2 - spontaneous)^2 + gaussian k1 k2 (Helfrich, Z. Naturforsch. C 28, 1973).
CurvatureEnergy helfrich(double bending, double gaussian, double spontaneous);

/// The same energy for lengths in units `length` times as long as before.
CurvatureEnergy in_units_of(const CurvatureEnergy& energy, double length);

/// Whether there is a least value over all k1 >= k2 and not all of the quadratic part is zero. The quadratic
/// part must not be negative in any direction, and where it is zero the linear part must not fall.
bool is_bounded_below(const CurvatureEnergy& energy);

/// The curvatures of least energy; of several those nearest to zero. The energy must be bounded below.
Curvatures preferred(const CurvatureEnergy& energy);

}  // namespace cryocosm::membranes
