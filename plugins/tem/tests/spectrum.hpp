// Power spectra in the tests, by a transform in double precision that shares nothing with the plugin's.
#pragma once

#include <complex>
#include <vector>

#include "cryocosm/geometry.hpp"

namespace cryocosm::tem {

using Spectrum = std::vector<std::complex<double>>;

/// Radix 2 (Cooley and Tukey, Math. Comput. 19, 1965) of n values at `stride`.
inline Spectrum fourier(const Spectrum& in, std::size_t start, std::size_t stride, std::size_t n) {
  if (n == 1) return {in[start]};
  const Spectrum even = fourier(in, start, 2 * stride, n / 2);
  const Spectrum odd = fourier(in, start + stride, 2 * stride, n / 2);
  Spectrum out(n);
  for (std::size_t k = 0; k < n / 2; ++k) {
    const auto turned = std::polar(1.0, -2 * k_pi * double(k) / double(n)) * odd[k];
    out[k] = even[k] + turned;
    out[k + n / 2] = even[k] - turned;
  }
  return out;
}

/// All bins of a width x height image, both powers of two, x fastest.
inline Spectrum fourier_2d(const float* image, std::size_t width, std::size_t height) {
  Spectrum values(image, image + width * height);
  for (std::size_t y = 0; y < height; ++y) {
    const Spectrum row = fourier(values, y * width, 1, width);
    std::copy(row.begin(), row.end(), values.begin() + static_cast<std::ptrdiff_t>(y * width));
  }
  for (std::size_t x = 0; x < width; ++x) {
    const Spectrum column = fourier(values, x, width, height);
    for (std::size_t y = 0; y < height; ++y) values[y * width + x] = column[y];
  }
  return values;
}

/// Frequency of bin i of n, in cycles per pixel.
inline double cycles(std::size_t i, std::size_t n) {
  return (2 * i > n ? double(i) - double(n) : double(i)) / double(n);
}

}  // namespace cryocosm::tem
