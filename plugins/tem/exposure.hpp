// Doses of the views of a series, what they do to the specimen, and what the ice takes away and adds.
#pragma once

#include <string>
#include <vector>

#include "cryocosm/run_context.hpp"

namespace cryocosm::tem {

struct IceParams {
  double thickness_A = 0;
  double mean_free_path_A = 3950;
  double structure_factor = 0.06;
};
Schema<IceParams> ice_schema();

/// Gives each view its dose and what the specimen received before it, in the order of acquisition (views of
/// equal place in the order of the stack). The doses are `per_view`, one for each view in the order of the
/// stack, or else parts of `total` in proportion to cos(tilt)^-growth. Throws DataError when they do not fit.
/// [any]
void assign_doses(std::vector<Tilt>& tilts, double total_e_per_A2, double growth,
                  const std::vector<double>& per_view_e_per_A2);

/// Critical exposure of Grant and Grigorieff, eLife 4, e06980 (2015): 0.245 k^-1.665 + 2.81 e/Å^2 at 300 kV,
/// k in 1/Å; at other voltages in proportion to the squared speed of the electrons (0.80 at 200 kV, as
/// there). [any]
double critical_exposure_e_per_A2(double k, double voltage_kV);

/// The part of an amplitude that is left in the mean over a view: exp(-N / 2 N_c), averaged over the
/// exposures N from pre_exposure to pre_exposure + dose. [any]
double undamaged(double critical_e_per_A2, double pre_exposure_e_per_A2, double dose_e_per_A2);

/// The part of the electrons that pass ice of this thickness, seen at this tilt, without loss of energy.
/// [any]
double passing_ice(const IceParams& ice, double angle_deg);

/// Standard deviation, over square pixels, of the projected potential of ice, in V Å. Molecules at random
/// would give integral * sqrt(n t) / pixel, with n the number of molecules in a volume and the integral that
/// of one molecule's potential; those of a liquid keep their distance, and the variance is smaller by the
/// structure factor. [any]
double ice_deviation_V_A(const IceParams& ice, double angle_deg, double pixel_A);

}  // namespace cryocosm::tem
