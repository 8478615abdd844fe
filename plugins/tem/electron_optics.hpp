// The electron microscope's lens in formulas: wavelength, interaction with matter, aberrations and envelopes.
#pragma once

#include <algorithm>
#include <cmath>

#include "cryocosm/acquisition.hpp"

namespace cryocosm::tem {

/// Relativistic wavelength of electrons, 0.0197 Å at 300 kV. [any]
double wavelength_A(double voltage_kV);

/// Phase that a projected potential of 1 V Å gives to electrons, in radians: 6.53e-4 at 300 kV
/// (Kirkland, "Advanced Computing in Electron Microscopy", 2010, eq. 5.6). [any]
double interaction_rad_per_V_A(double voltage_kV);

/// v^2 / c^2 of electrons, 0.603 at 300 kV. [any]
double squared_speed(double voltage_kV);

/// Standard deviation of the defocus that an energy spread (full width at half maximum) makes: the chromatic
/// aberration times the relative spread, relativistic. [any]
double focal_spread_A(double voltage_kV, double chromatic_aberration_mm, double energy_spread_V);

/// What the lens does to one view. The scattered wave of frequency k is multiplied by
/// envelope(k) * exp(i aberration(k)) with
///
///     aberration(k) = pi lambda (defocus k^2 + astigmatism/2 ((kx^2 - ky^2) cos 2a + 2 kx ky sin 2a))
///                     - pi/2 Cs lambda^3 k^4 + phase shift
///
/// where underfocus is positive, a is the direction of the largest defocus and the phase shift is that of the
/// phase plate. Frequencies are in 1/Å.
class Lens {
 public:
  struct Envelope {
    double focal_spread_A = 0;    ///< standard deviation of the defocus
    double illumination_rad = 0;  ///< standard deviation of the beam's direction
  };
  /// Takes all but the defocus, which varies over the image, from `tilt`.
  Lens(const Tilt& tilt, const Envelope& envelope);

  double aberration(double kx, double ky, double defocus_A) const {
    const double k2 = kx * kx + ky * ky;
    const double astigmatic = astigmatism_cos_ * (kx * kx - ky * ky) + astigmatism_sin_ * 2 * kx * ky;
    return first_ * (defocus_A * k2 + astigmatic) - third_ * k2 * k2 + phase_shift_;
  }
  /// Frank, Optik 38, 519 (1973), for the spread of directions; Wade and Frank, Optik 49, 81 (1977), for that
  /// of the defocus; exp(-B k^2 / 4) for whatever else blurs.
  double envelope(double kx, double ky, double defocus_A) const {
    const double k2 = kx * kx + ky * ky;
    const double slope = k2 * (direction_first_ * defocus_A - direction_third_ * k2) *
                         (direction_first_ * defocus_A - direction_third_ * k2);
    return std::exp(-(temporal_ * k2 * k2 + slope + b_ * k2));
  }
  /// Relative contrast of the image for a unit of projected phase, to first order: at underfocus matter is
  /// dark. -2 sin(aberration + asin(amplitude contrast)) times the envelope.
  double contrast(double kx, double ky, double defocus_A) const {
    return -2 * std::sin(aberration(kx, ky, defocus_A) + amplitude_) * envelope(kx, ky, defocus_A);
  }
  /// asin(amplitude contrast).
  double amplitude_rad() const { return amplitude_; }
  /// A bound on how far, in Å, the lens carries anything finer than `k_max`, from the slope of the
  /// aberration.
  double reach_A(double k_max, double largest_defocus_A) const;
  /// Change of the aberration at `k` for one Å of defocus.
  double per_defocus(double k) const { return first_ * k * k; }

 private:
  double first_, third_, phase_shift_, amplitude_;
  double astigmatism_, astigmatism_cos_, astigmatism_sin_;
  double temporal_, direction_first_, direction_third_, b_;
};

/// How much deeper the plane through the middle of a tilted specimen lies for each Å towards -x, in the
/// image. Beyond 80 degrees that of 80: the plane is seen edge on, and depth has no meaning any more. [any]
inline double depth_slope(double angle_deg) {
  constexpr double k_steepest_deg = 80;
  return std::tan(std::clamp(angle_deg, -k_steepest_deg, k_steepest_deg) * k_pi / 180);
}

/// Defocus of what lies on that plane and is seen `x_A` from the tilt axis. Electrons travel towards +z, so
/// what a tilt brings to higher z is more under focus. [any]
inline double defocus_at(const Tilt& tilt, double x_A) {
  return tilt.defocus_A - x_A * depth_slope(tilt.angle_deg);
}

}  // namespace cryocosm::tem
