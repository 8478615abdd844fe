// The filters of weighted back-projection: how much of each frequency of each view goes into the tomogram.
#pragma once

#include <string>
#include <vector>

#include "cryocosm/acquisition.hpp"
#include "row_filter.hpp"

namespace cryocosm::tem {

struct WeightingParams {
  std::string filter = "ramp";   ///< ramp, hamming, exact, imod, sirt-like, none
  double cutoff = 0.7;           ///< of the Nyquist frequency; 1 = no window
  double falloff = 0.07;         ///< standard deviation, of the Nyquist frequency; 0 = sharp
  std::int64_t iterations = 10;  ///< of the SIRT that sirt-like stands for
};

/// The tomogram is the sum over the views v of scale[v] times the row filtered with gains_of(v).
struct Weighting {
  std::vector<std::vector<float>> gains;  ///< one for each view, or one for all
  std::vector<double> scale;
  const std::vector<float>& gains_of(std::size_t view) const { return gains[gains.size() == 1 ? 0 : view]; }
};

RowPadding padding_of(const WeightingParams& params);

/// Gains of the band-limited ramp for the frequencies m / (length * pixel_A), in 1/Å: the transform of the
/// ramp sampled in space (Kak and Slaney, "Principles of Computerized Tomographic Imaging", 1988, section
/// 3.3.3). |f| sampled in frequency would be 0 at f = 0 and take the mean of a zero-padded row away. [any]
std::vector<double> ramp_gains(std::int64_t length, double pixel_A);

/// Rows of `length` (padding included) and `pixel_A`, of a tomogram that is `thickness_A` thick.
/// - ramp: |f|, and each view by the angle that it stands for;
/// - hamming: times 0.54 + 0.46 cos(pi f / Nyquist);
/// - exact: 1 / (D sum over the views j of max(0, 1 - D f |sin(a_i - a_j)|)), the overlap of the views'
///   central sections for an object D thick (Harauz and van Heel, Optik 73, 146, 1986); at high frequencies
///   this is |f| times the angle between neighbours, at low ones it does not count anything twice;
/// - sirt-like: |f| (1 - (1 - e(f))^n) with e(f) = min(1, 1 / (D f angle)), what n iterations leave of a
///   frequency (Zeng, Medical Physics 39, 603, 2012), where `angle` is what all views stand for together;
/// - imod: the bin number, 0.2 for bin 0, over the number of views: values as IMOD's tilt writes them;
/// - none: 1, and the mean over the angles.
/// A window that is 1 up to the cutoff and exp(-(f - cutoff)^2 / 2 falloff^2) beyond it lowers all of
/// them; for imod the ramp itself stays constant beyond the cutoff, as there. [any]
Weighting make_weighting(const WeightingParams& params, std::int64_t length, double pixel_A,
                         double thickness_A, Span<const Tilt> tilts);

}  // namespace cryocosm::tem
