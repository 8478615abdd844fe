// Gains by frequency and view.
#include "weighting.hpp"

#include <algorithm>
#include <cmath>

#include "angular_weights.hpp"

namespace cryocosm::tem {
namespace {

/// `frequency` of the Nyquist frequency.
double window(double frequency, const WeightingParams& params) {
  const double beyond = frequency - params.cutoff;
  if (beyond <= 0) return 1;
  if (params.falloff <= 0) return 0;
  return std::exp(-0.5 * beyond * beyond / (params.falloff * params.falloff));
}

double sum_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum;
}

/// 1 / (D * overlap) for view i at frequency f (1/Å).
double exact_gain(std::size_t i, double f, double thickness_A, Span<const Tilt> tilts) {
  double overlap = 0;
  for (const Tilt& other : tilts) {
    const double apart = std::sin((tilts[i].angle_deg - other.angle_deg) * k_pi / 180);
    overlap += std::max(0.0, 1 - thickness_A * f * std::abs(apart));
  }
  return 1 / (thickness_A * overlap);
}

double sirt_share(double f, double thickness_A, double angle, std::int64_t iterations) {
  const double spread = thickness_A * f * angle;
  const double step = spread > 1 ? 1 / spread : 1;
  return 1 - std::pow(1 - step, static_cast<double>(iterations));
}

}  // namespace

RowPadding padding_of(const WeightingParams& params) {
  return params.filter == "imod" ? RowPadding::taper : RowPadding::zeros;
}

std::vector<double> ramp_gains(std::int64_t length, double pixel_A) {
  // h(0) = 1/4, h(odd n) = -1 / (pi n)^2, h(even n) = 0, for |n| < length/2
  const auto size = static_cast<std::size_t>(length);
  std::vector<double> cosine(size);
  for (std::size_t i = 0; i < size; ++i)
    cosine[i] = std::cos(2 * k_pi * static_cast<double>(i) / static_cast<double>(length));
  std::vector<double> gains(size / 2 + 1);
  for (std::size_t m = 0; m < gains.size(); ++m) {
    double sum = 0;
    for (std::size_t n = 1; 2 * n < size; n += 2) sum += cosine[m * n % size] / static_cast<double>(n * n);
    gains[m] = (0.25 - 2 * sum / (k_pi * k_pi)) / pixel_A;
  }
  return gains;
}

Weighting make_weighting(const WeightingParams& params, std::int64_t length, double pixel_A,
                         double thickness_A, Span<const Tilt> tilts) {
  const std::string& filter = params.filter;
  const auto bins = static_cast<std::size_t>(length / 2 + 1);
  const std::vector<double> angles = angular_weights(tilts);
  const double angle = sum_of(angles);
  const std::vector<double> ramp = filter == "exact" || filter == "imod" || filter == "none"
                                       ? std::vector<double>()
                                       : ramp_gains(length, pixel_A);
  Weighting weighting;
  weighting.gains.assign(filter == "exact" ? tilts.size : 1, std::vector<float>(bins));
  for (std::size_t v = 0; v < weighting.gains.size(); ++v)
    for (std::size_t m = 0; m < bins; ++m) {
      const auto bin = static_cast<double>(m);
      const double of_nyquist = 2 * bin / static_cast<double>(length);
      const double f = bin / (static_cast<double>(length) * pixel_A);
      double gain = 1;
      if (filter == "ramp") gain = ramp[m];
      if (filter == "hamming") gain = ramp[m] * (0.54 + 0.46 * std::cos(k_pi * of_nyquist));
      if (filter == "sirt-like") gain = ramp[m] * sirt_share(f, thickness_A, angle, params.iterations);
      if (filter == "exact") gain = exact_gain(v, f, thickness_A, tilts);
      if (filter == "imod")
        gain = m == 0 ? 0.2 : std::min(bin, params.cutoff * 0.5 * static_cast<double>(length));
      weighting.gains[v][m] = static_cast<float>(gain * window(of_nyquist, params));
    }
  for (std::size_t v = 0; v < tilts.size; ++v) {
    double scale = angles[v];
    if (filter == "exact") scale = 1;
    if (filter == "none" || filter == "imod") scale = angles[v] / angle;  // a mean over the views
    weighting.scale.push_back(scale);
  }
  return weighting;
}

}  // namespace cryocosm::tem
