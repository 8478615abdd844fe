// A view filtered by what changes across it: strips of constant defocus, blended where they meet.
#pragma once

#include <vector>

#include "cryocosm/run_context.hpp"
#include "electron_optics.hpp"
#include "image_transform.hpp"

namespace cryocosm::tem {

struct ViewLayout {
  std::int64_t width = 0, height = 0;
  double pixel_A = 1;
  bool gradient = true;  ///< or the defocus of the tilt axis everywhere
  double spread = 1;     ///< how far the filter carries detail, in units of how far the lens does
};

/// A strip with its surroundings, mirrored beyond the edges of the image, and room for its spectrum.
struct Patch {
  Patch(std::int64_t width, std::int64_t height);
  ImageTransform transform;
  ImageTransform::Scratch scratch;
  std::vector<float> pixels;
  std::vector<ImageTransform::Complex> spectrum;
};

/// Multiplies the spectrum of `patch` by `gain(kx, ky)`, frequencies in 1/Å.
template <class Gain>
void multiply_spectrum(Patch& patch, double pixel_A, Gain&& gain) {
  patch.transform.forward(patch.pixels.data(), patch.spectrum.data(), patch.scratch);
  for_each_bin(patch.transform, pixel_A, [&](std::size_t i, double kx, double ky) {
    patch.spectrum[i] *= static_cast<float>(gain(kx, ky));
  });
  patch.transform.inverse(patch.spectrum.data(), patch.pixels.data(), patch.scratch);
}

/// Filters `image` to `result`, both width x height pixels and apart. `filter(patch, defocus_A)` changes the
/// pixels of a patch as a lens, or what undoes it, does at that defocus. It is called for columns at regular
/// distances, and in between the two nearest results are blended linearly. The distance is such that the
/// aberration changes by k_strip_rad at most, at the Nyquist frequency, from one to the next; so the blend of
/// a contrast is wrong by at most k_strip_rad^2 / 8 of the amplitude there, and by less below. Throws
/// Cancelled. [any]
void filter_in_strips(const ViewLayout& layout, const Tilt& tilt, const Lens& lens, const float* image,
                      float* result, FunctionRef<void(Patch&, double)> filter, const Services& services);

constexpr double k_strip_rad = 0.3;

}  // namespace cryocosm::tem
