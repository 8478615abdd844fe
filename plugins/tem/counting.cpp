// Filters the contrast, draws the electrons, and lets the detector blur them.
#include "counting.hpp"

#include <algorithm>
#include <cmath>

#include "exposure.hpp"
#include "poisson.hpp"

namespace cryocosm::tem {
namespace {

constexpr std::int64_t k_margin = 16;  // pixels; damage and detectors blur over a few

}  // namespace

ViewCounter::ViewCounter(std::int64_t width, std::int64_t height, double pixel_A, const Detector& detector)
    : width_(width),
      height_(height),
      pixel_A_(pixel_A),
      detector_(detector),
      transform_(fast_size(width + 2 * k_margin), fast_size(height + 2 * k_margin)),
      plane_(transform_.image_size()),
      spectrum_(transform_.spectrum_size()),
      mean_(static_cast<std::size_t>(width * height)) {}

void ViewCounter::load(const float* image) {
  load_mirrored(image, width_, height_, {-k_margin, -k_margin, transform_.width(), transform_.height()},
                plane_.data());
}

void ViewCounter::crop(float* image) const {
  for (std::int64_t y = 0; y < height_; ++y)
    std::copy_n(plane_.data() + (y + k_margin) * transform_.width() + k_margin, width_, image + y * width_);
}

/// Filters `mean_`, the contrast, and adds that of the ice as the lens shows it.
void ViewCounter::add_ice_and_damage(const Tilt& tilt, const ViewExposure& exposure, Random ice) {
  load(mean_.data());
  transform_.forward(plane_.data(), spectrum_.data(), scratch_);
  if (exposure.ice_rad > 0) {
    for (float& phase : plane_) phase = static_cast<float>(exposure.ice_rad * ice.normal());
    ice_spectrum_.resize(spectrum_.size());
    transform_.forward(plane_.data(), ice_spectrum_.data(), scratch_);
  }
  const Lens lens(tilt, {});
  for_each_bin(transform_, pixel_A_, [&](std::size_t i, double kx, double ky) {
    const double k = std::hypot(kx, ky);
    const double before = detector_.before(2 * pixel_A_ * k);
    double kept = before;
    if (exposure.is_damaged)
      kept *= undamaged(critical_exposure_e_per_A2(k, tilt.voltage_kV), tilt.pre_exposure_e_per_A2,
                        tilt.dose_e_per_A2);
    spectrum_[i] *= static_cast<float>(kept);
    if (exposure.ice_rad > 0)
      spectrum_[i] += static_cast<float>(before * lens.contrast(kx, ky, tilt.defocus_A)) * ice_spectrum_[i];
  });
  transform_.inverse(spectrum_.data(), plane_.data(), scratch_);
  crop(mean_.data());
}

void ViewCounter::draw(double mean, Random electrons, float* counts, const Services& services) const {
  for (std::int64_t y = 0; y < height_; ++y) {
    services.stop_if_cancelled();
    for (std::int64_t i = y * width_; i < (y + 1) * width_; ++i)
      counts[i] = static_cast<float>(
          poisson(mean * (1 + static_cast<double>(mean_[static_cast<std::size_t>(i)])), electrons));
  }
}

void ViewCounter::blur(float* counts) {
  load(counts);
  transform_.forward(plane_.data(), spectrum_.data(), scratch_);
  for_each_bin(transform_, pixel_A_, [&](std::size_t i, double kx, double ky) {
    spectrum_[i] *= static_cast<float>(detector_.after(2 * pixel_A_ * std::hypot(kx, ky)));
  });
  transform_.inverse(spectrum_.data(), plane_.data(), scratch_);
  crop(counts);
}

void ViewCounter::count(const float* contrast, const Tilt& tilt, const ViewExposure& exposure,
                        const Random& random, const std::vector<float*>& frames, const Services& services) {
  std::copy_n(contrast, mean_.size(), mean_.begin());
  if (exposure.is_damaged || exposure.ice_rad > 0 || !detector_.is_ideal())
    add_ice_and_damage(tilt, exposure, random.child("ice"));
  const double per_frame = exposure.electrons * detector_.dqe() / static_cast<double>(frames.size());
  for (std::size_t frame = 0; frame < frames.size(); ++frame) {
    draw(per_frame, random.child("electrons").child(frame), frames[frame], services);
    if (!detector_.is_ideal()) blur(frames[frame]);
  }
}

}  // namespace cryocosm::tem
