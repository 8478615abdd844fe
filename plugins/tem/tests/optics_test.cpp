// Formulas of the lens against published values and against RELION's own way of writing them.
#include <gtest/gtest.h>

#include <complex>

#include "electron_optics.hpp"
#include "hosts.hpp"

namespace cryocosm::tem {
namespace {

TEST(ElectronOptics, WavelengthAndInteractionArePublishedOnes) {
  // Williams and Carter, "Transmission Electron Microscopy", table 1.2: 3.70, 2.51 and 1.97 pm
  EXPECT_NEAR(wavelength_A(100), 0.0370, 0.00005);
  EXPECT_NEAR(wavelength_A(200), 0.0251, 0.00005);
  EXPECT_NEAR(wavelength_A(300), 0.0197, 0.00005);
  // Kirkland, "Advanced Computing in Electron Microscopy": 0.924, 0.729 and 0.653 mrad per V Å
  EXPECT_NEAR(interaction_rad_per_V_A(100), 0.924e-3, 0.0005e-3);
  EXPECT_NEAR(interaction_rad_per_V_A(200), 0.729e-3, 0.0005e-3);
  EXPECT_NEAR(interaction_rad_per_V_A(300), 0.653e-3, 0.0005e-3);
}

// Wavelength times momentum is Planck's constant: lambda gamma v/c is the Compton wavelength, 2.42631 pm.
TEST(ElectronOptics, SpeedFitsTheWavelength) {
  for (const double kV : {80.0, 200.0, 300.0})
    EXPECT_NEAR(wavelength_A(kV) * (1 + kV / 510.99895) * std::sqrt(squared_speed(kV)), 0.0242631024, 1e-9);
}

// The same from other constants: sigma = 2 pi m e lambda / h^2 with the relativistic mass.
TEST(ElectronOptics, InteractionIsThatOfTheRelativisticMass) {
  for (const double kV : {60.0, 120.0, 300.0, 1000.0}) {
    const double gamma = 1 + kV / 510.99895;
    // 2 pi m0 e / h^2 = 2 pi * 9.1093837e-31 kg * 1.602176634e-19 C / (6.62607015e-34 J s)^2, per V m^2
    const double per_V_A2 = 2 * k_pi * 9.1093837e-31 * 1.602176634e-19 / std::pow(6.62607015e-34, 2) * 1e-20;
    EXPECT_NEAR(interaction_rad_per_V_A(kV) / (gamma * per_V_A2 * wavelength_A(kV)), 1, 1e-7);
  }
}

Tilt some_optics() {
  Tilt tilt;
  tilt.voltage_kV = 300;
  tilt.spherical_aberration_mm = 2.7;
  tilt.amplitude_contrast = 0.1;
  tilt.astigmatism_A = 2000;
  tilt.astigmatism_deg = 35;
  tilt.phase_shift_deg = 20;
  return tilt;
}

// CTF::getCTF of RELION: -sin(K1 defocus(angle) u^2 + K2 u^4 - K5 - K3) with overfocus positive, where white
// protein is meant.
double relion_ctf(double kx, double ky, double defocus_U_A, double defocus_V_A, double azimuth_deg,
                  const Tilt& tilt) {
  const double u2 = kx * kx + ky * ky;
  const double lambda = 12.2643247 / std::sqrt(tilt.voltage_kV * 1e3 * (1 + tilt.voltage_kV * 0.978466e-3));
  const double mean = -(defocus_U_A + defocus_V_A) * 0.5, deviation = -(defocus_U_A - defocus_V_A) * 0.5;
  const double defocus = mean + deviation * std::cos(2 * (std::atan2(ky, kx) - azimuth_deg * k_pi / 180));
  const double k1 = k_pi * lambda, k2 = k_pi / 2 * tilt.spherical_aberration_mm * 1e7 * std::pow(lambda, 3);
  const double k3 = std::atan(tilt.amplitude_contrast / std::sqrt(1 - std::pow(tilt.amplitude_contrast, 2)));
  const double k5 = tilt.phase_shift_deg * k_pi / 180;
  return -std::sin(k1 * defocus * u2 + k2 * u2 * u2 - k5 - k3);
}

TEST(Lens, IsRelionsFunctionWithDarkProtein) {
  const Tilt tilt = some_optics();
  const Lens lens(tilt, {});
  Random random(1);
  for (int i = 0; i < 1000; ++i) {
    const double kx = random.uniform(-0.2, 0.2), ky = random.uniform(-0.2, 0.2);
    const double defocus_A = random.uniform(-10000, 60000);
    // their wavelength has 7 digits of the constants of 1998: 1e-5 of up to 400 radians
    EXPECT_NEAR(lens.contrast(kx, ky, defocus_A) / 2,
                -relion_ctf(kx, ky, defocus_A + 1000, defocus_A - 1000, 35, tilt), 5e-3);
  }
}

TEST(Lens, EnvelopesAreAveragesOverDefocusAndDirection) {
  Tilt tilt = some_optics();
  tilt.astigmatism_A = 0;
  const Lens::Envelope spread{300, 3e-5};
  const Lens lens(tilt, spread), sharp(tilt, {});
  const double k = 0.12, defocus_A = 20000;
  // Gauss quadrature by 2001 equal steps over +-6 standard deviations
  std::complex<double> over_defocus = 0, over_direction = 0;
  double weights = 0;
  for (int i = -1000; i <= 1000; ++i) {
    const double t = 6.0 * i / 1000, weight = std::exp(-t * t / 2);
    weights += weight;
    over_defocus += weight * std::polar(1.0, sharp.aberration(k, 0, defocus_A + t * spread.focal_spread_A));
    const double moved = t * spread.illumination_rad / wavelength_A(300);
    over_direction += weight * std::polar(1.0, sharp.aberration(k + moved, 0, defocus_A));
  }
  const double temporal = std::abs(over_defocus) / weights, spatial = std::abs(over_direction) / weights;
  EXPECT_NEAR(lens.envelope(k, 0, defocus_A) / (temporal * spatial), 1, 1e-3);  // spatial: first order in k
  EXPECT_LT(lens.envelope(k, 0, defocus_A), 0.9);
  tilt.b_factor_A2 = 100;
  EXPECT_NEAR(Lens(tilt, {}).envelope(0.1, 0.05, 5000), std::exp(-100 * 0.0125 / 4), 1e-12);
}

TEST(Lens, ReachIsTheSlopeOfTheAberration) {
  Tilt tilt = some_optics();
  tilt.astigmatism_A = 0;
  const double k = 0.1, step = 1e-6;
  // underfocus and spherical aberration work against each other; the bound adds them
  const Lens lens(tilt, {});
  const double slope =
      (lens.aberration(k + step, 0, -9000) - lens.aberration(k, 0, -9000)) / step / (2 * k_pi);
  EXPECT_NEAR(lens.reach_A(k, 9000), std::abs(slope), 0.01);
}

TEST(ElectronOptics, FocalSpreadOfACommonMicroscope) {
  // Cc 2.7 mm and 0.7 eV at 300 kV: 2.7e7 Å * 0.7 / 2.3548 / 3e5 * 1.587 / 1.2935
  EXPECT_NEAR(focal_spread_A(300, 2.7, 0.7), 32.8, 0.1);
}

TEST(ElectronOptics, HigherZIsMoreUnderfocus) {
  Tilt tilt;
  tilt.defocus_A = 30000;
  tilt.angle_deg = 45;
  // x' = x cos a + z sin a, depth = z cos a - x sin a: on the plane z = 0, depth = -x' tan a
  EXPECT_NEAR(defocus_at(tilt, 100), 29900, 1e-9);
  tilt.angle_deg = -90;  // edge on: no infinite depth
  EXPECT_NEAR(defocus_at(tilt, 100), 30000 + 100 * std::tan(80 * k_pi / 180), 1e-9);
}

}  // namespace
}  // namespace cryocosm::tem
