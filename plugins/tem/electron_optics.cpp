// Constants of nature (CODATA 2018) and the coefficients of one view's lens.
#include "electron_optics.hpp"

namespace cryocosm::tem {
namespace {

constexpr double k_rest_kV = 510.99895;      ///< m c^2 / e
constexpr double k_h_c_kV_A = 12.398419843;  ///< h c / e, in kV Å
constexpr double k_A_per_mm = 1e7;

double radians(double deg) { return deg * k_pi / 180; }

}  // namespace

double wavelength_A(double voltage_kV) {
  return k_h_c_kV_A / std::sqrt(voltage_kV * (voltage_kV + 2 * k_rest_kV));
}

double interaction_rad_per_V_A(double voltage_kV) {
  constexpr double k_V_per_kV = 1000;
  return 2 * k_pi / (wavelength_A(voltage_kV) * voltage_kV * k_V_per_kV) * (k_rest_kV + voltage_kV) /
         (2 * k_rest_kV + voltage_kV);
}

double squared_speed(double voltage_kV) {
  const double gamma = 1 + voltage_kV / k_rest_kV;
  return 1 - 1 / (gamma * gamma);
}

double focal_spread_A(double voltage_kV, double chromatic_aberration_mm, double energy_spread_V) {
  const double deviation_kV = energy_spread_V / 1000 / (2 * std::sqrt(2 * std::log(2.0)));
  const double relativistic = (1 + voltage_kV / k_rest_kV) / (1 + voltage_kV / (2 * k_rest_kV));
  return chromatic_aberration_mm * k_A_per_mm * deviation_kV / voltage_kV * relativistic;
}

Lens::Lens(const Tilt& tilt, const Envelope& envelope) {
  const double lambda = wavelength_A(tilt.voltage_kV);
  const double cs_A = tilt.spherical_aberration_mm * k_A_per_mm;
  first_ = k_pi * lambda;
  third_ = k_pi / 2 * cs_A * lambda * lambda * lambda;
  phase_shift_ = radians(tilt.phase_shift_deg);
  amplitude_ = std::asin(tilt.amplitude_contrast);
  astigmatism_ = tilt.astigmatism_A / 2;
  astigmatism_cos_ = astigmatism_ * std::cos(2 * radians(tilt.astigmatism_deg));
  astigmatism_sin_ = astigmatism_ * std::sin(2 * radians(tilt.astigmatism_deg));
  temporal_ = 0.5 * std::pow(k_pi * lambda * envelope.focal_spread_A, 2);
  // half the square of (deviation of k) * (slope of the aberration), where the slope is
  // 2 pi (lambda defocus k - Cs lambda^3 k^3)
  const double deviation = std::sqrt(2.0) * k_pi * envelope.illumination_rad / lambda;
  direction_first_ = deviation * lambda;
  direction_third_ = deviation * cs_A * lambda * lambda * lambda;
  b_ = tilt.b_factor_A2 / 4;
}

double Lens::reach_A(double k_max, double largest_defocus_A) const {
  return (first_ * (std::abs(largest_defocus_A) + std::abs(astigmatism_)) * k_max +
          2 * third_ * k_max * k_max * k_max) /
         k_pi;
}

}  // namespace cryocosm::tem
