// The two models of what the lens makes of a patch of projected phase.
#include "view_transfer.hpp"

#include <cmath>

namespace cryocosm::tem {
namespace {

/// The imaginary part of a wave on a patch, whose real part is the patch itself.
struct ImaginaryPart {
  std::vector<float> pixels;
  std::vector<ImageTransform::Complex> spectrum;
};

/// The scattered wave, exp((i cos c - sin c) phase) - 1 with sin c the amplitude contrast, through the
/// lens. Its factor is even in k, so the spectra of the real and of the imaginary part suffice.
void transfer_phase_object(Patch& patch, ImaginaryPart& imaginary, const Lens& lens, double pixel_A,
                           double defocus_A) {
  imaginary.pixels.resize(patch.pixels.size());
  imaginary.spectrum.resize(patch.spectrum.size());
  const double absorbed = std::sin(lens.amplitude_rad()), shifted = std::cos(lens.amplitude_rad());
  for (std::size_t i = 0; i < patch.pixels.size(); ++i) {
    const auto phase = static_cast<double>(patch.pixels[i]);
    const double left = std::exp(-absorbed * phase);
    patch.pixels[i] = static_cast<float>(left * std::cos(shifted * phase) - 1);
    imaginary.pixels[i] = static_cast<float>(left * std::sin(shifted * phase));
  }
  const ImageTransform& transform = patch.transform;
  transform.forward(patch.pixels.data(), patch.spectrum.data(), patch.scratch);
  transform.forward(imaginary.pixels.data(), imaginary.spectrum.data(), patch.scratch);
  for_each_bin(transform, pixel_A, [&](std::size_t i, double kx, double ky) {
    const double aberration = lens.aberration(kx, ky, defocus_A);
    const double envelope = lens.envelope(kx, ky, defocus_A);
    const auto c = static_cast<float>(envelope * std::cos(aberration));
    const auto s = static_cast<float>(envelope * std::sin(aberration));
    const auto re = patch.spectrum[i], im = imaginary.spectrum[i];
    patch.spectrum[i] = c * re - s * im;
    imaginary.spectrum[i] = c * im + s * re;
  });
  transform.inverse(patch.spectrum.data(), patch.pixels.data(), patch.scratch);
  transform.inverse(imaginary.spectrum.data(), imaginary.pixels.data(), patch.scratch);
  for (std::size_t i = 0; i < patch.pixels.size(); ++i) {
    const float re = patch.pixels[i], im = imaginary.pixels[i];
    patch.pixels[i] = 2 * re + re * re + im * im;
  }
}

}  // namespace

void transfer_view(const TransferSettings& settings, const Tilt& tilt, const Lens& lens,
                   const float* projection, float* contrast, const Services& services) {
  const double pixel_A = settings.layout.pixel_A;
  const auto scale = static_cast<float>(settings.phase_per_value);
  ImaginaryPart imaginary;
  filter_in_strips(
      settings.layout, tilt, lens, projection, contrast,
      [&](Patch& patch, double defocus_A) {
        for (float& value : patch.pixels) value *= scale;
        if (settings.phase_object)
          transfer_phase_object(patch, imaginary, lens, pixel_A, defocus_A);
        else
          multiply_spectrum(patch, pixel_A,
                            [&](double kx, double ky) { return lens.contrast(kx, ky, defocus_A); });
      },
      services);
}

}  // namespace cryocosm::tem
