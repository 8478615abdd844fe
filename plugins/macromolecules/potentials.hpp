// Physical constants that turn scattering amplitudes and volumes into volts above vitreous ice.
#pragma once

#include "cryocosm/geometry.hpp"

namespace cryocosm::macromolecules {

/// h^2 / (2 pi m e) in V Å^2, from the SI values of h, the electron's rest mass and e: the integral
/// of a potential is this times the scattering amplitude at zero angle (Peng et al., Acta Cryst.
/// A52, 257, 1996).
constexpr double k_volts_A2 =
    6.62607015e-34 * 6.62607015e-34 / (2 * k_pi * 9.1093837015e-31 * 1.602176634e-19) * 1e20;

/// Volume of one dalton of a substance of 1 cm^3/g, Å^3.
constexpr double k_A3_per_Da_at_1_cm3_per_g = 1e24 / 6.02214076e23;

/// Partial specific volume of protein: Harpaz, Gerstein & Chothia, Structure 2, 641 (1994).
constexpr double k_protein_A3_per_Da = 0.728 * k_A3_per_Da_at_1_cm3_per_g;
/// Partial specific volume of RNA: Voss & Gerstein, J. Mol. Biol. 346, 477 (2005).
constexpr double k_nucleic_acid_A3_per_Da = 0.577 * k_A3_per_Da_at_1_cm3_per_g;

/// Amplitudes at zero angle, Å: sums of the coefficients of International Tables C, table 4.3.2.2.
constexpr double k_hydrogen_A = 0.5288;
constexpr double k_carbon_A = 2.5088;
constexpr double k_nitrogen_A = 2.2135;
constexpr double k_oxygen_A = 1.9834;
constexpr double k_sulphur_A = 5.1604;

/// Mean potential of vitreous ice of 0.93 g/cm^3 made of neutral atoms: 4.53 V. Bonding lowers the
/// measured value, and that of protein likewise; only the difference enters a phantom.
constexpr double k_ice_V =
    k_volts_A2 * (2 * k_hydrogen_A + k_oxygen_A) * 0.93 / (18.015 * k_A3_per_Da_at_1_cm3_per_g);

/// Mean potential of protein minus that of the ice it displaces: 3.5 V. Composition: the average
/// amino acid residue C4.9384 H7.7583 N1.3577 O1.4773 S0.0417 of 111.1254 Da (Senko, Beu &
/// McLafferty, J. Am. Soc. Mass Spectrom. 6, 229, 1995).
constexpr double k_protein_above_ice_V =
    k_volts_A2 *
        (4.9384 * k_carbon_A + 7.7583 * k_hydrogen_A + 1.3577 * k_nitrogen_A + 1.4773 * k_oxygen_A +
         0.0417 * k_sulphur_A) /
        (111.1254 * k_protein_A3_per_Da) -
    k_ice_V;

/// Standard deviation of the Gaussian low-pass called "resolution d": its transform falls to 1/e at
/// the frequency 1/d.
constexpr double k_sigma_per_resolution = 0.22507907903927651;  // 1 / (sqrt(2) pi)

}  // namespace cryocosm::macromolecules
