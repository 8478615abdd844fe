// Takes back what the lens did to the images of a tilt series: by turning phases, or by a Wiener filter.
#pragma once

#include <string>
#include <vector>

#include "cryocosm/run_context.hpp"

namespace cryocosm::tem {

struct CtfCorrectionParams {
  std::string method = "none";  ///< none, phase_flip, wiener
  double snr = 10;              ///< of the image before the lens, the same at all frequencies
};

/// Filters every image with the optics recorded in its Tilt and leaves the result in `corrected`, which may
/// be where the images of `in` are already. With C(k) = sin(aberration + asin(amplitude contrast)) times the
/// envelope of the B-factor, which is the transfer of the lens up to its factor of -2, the gain is
/// - phase_flip: the sign of C;
/// - wiener: C / (C^2 + 1/snr) (Wiener, "Extrapolation, Interpolation, and Smoothing of Stationary Time
///   Series", 1949): what comes out estimates -2 times the projected phase.
/// The defocus is that of the tilted plane at each column, as filter_in_strips() does it; the tilt axis has to
/// be along y. Contrast stays as it is. Throws DataError for an image without optics, and Cancelled. [worker]
void correct_ctf(const Dataset& in, const CtfCorrectionParams& params, std::vector<float>& corrected,
                 RunContext& run);

}  // namespace cryocosm::tem
