// Plans the strips of a view, filters each with its surroundings mirrored, and blends them.
#include "view_transfer.hpp"

#include <algorithm>
#include <cmath>

#include "image_transform.hpp"

namespace cryocosm::tem {
namespace {

/// The columns that get a defocus of their own, and the pieces of the image around them.
struct Strips {
  std::int64_t distance = 1;  ///< from one column to the next
  std::int64_t count = 1;
  std::int64_t margin = 0;  ///< pixels around a strip that the lens may bring into it
};

double middle_of(std::int64_t n) { return static_cast<double>(n - 1) / 2; }

Strips plan_strips(const TransferSettings& settings, const Tilt& tilt, const Lens& lens) {
  const double nyquist = 1 / (2 * settings.pixel_A);
  const double slope = settings.gradient ? std::abs(depth_slope(tilt.angle_deg)) : 0;
  const double half_width_A = (middle_of(settings.width) + 1) * settings.pixel_A + std::abs(tilt.shift_x_A);
  const double reach_A =
      lens.reach_A(std::sqrt(2.0) * nyquist, std::abs(tilt.defocus_A) + slope * half_width_A);

  Strips strips;
  constexpr std::int64_t k_least_margin = 8;
  const double longest = static_cast<double>(std::max(settings.width, settings.height));
  strips.margin = k_least_margin + std::llround(std::min(reach_A / settings.pixel_A, longest));
  const double rad_per_pixel = lens.per_defocus(nyquist) * slope * settings.pixel_A;
  const std::int64_t last = settings.width - 1;
  if (rad_per_pixel * static_cast<double>(last) <= k_strip_rad * k_strip_rad / 4) {
    strips.distance = last + 1;
    return strips;  // one strip of the defocus in the middle is as good
  }
  const double pixels = std::min(k_strip_rad / rad_per_pixel, static_cast<double>(last));
  const auto intervals =
      static_cast<std::int64_t>(std::ceil(static_cast<double>(last) / std::max(pixels, 1.0)));
  strips.distance = (last + intervals - 1) / intervals;
  strips.count = (last + strips.distance - 1) / strips.distance + 1;
  return strips;
}

/// Filters pieces of one size.
class PieceFilter {
 public:
  PieceFilter(const TransferSettings& settings, const Lens& lens, std::int64_t width, std::int64_t height)
      : settings_(settings),
        lens_(lens),
        transform_(fast_size(width), fast_size(height)),
        piece_(transform_.image_size()),
        spectrum_(transform_.spectrum_size()) {
    if (settings.phase_object) {
      imaginary_.resize(piece_.size());
      spectrum_of_imaginary_.resize(spectrum_.size());
    }
  }
  std::int64_t width() const { return transform_.width(); }
  const float* row(std::int64_t y) const { return piece_.data() + y * transform_.width(); }

  /// The contrast, at this defocus, of the piece whose first pixel is (x, y) of the projection.
  void run(const float* projection, std::int64_t x, std::int64_t y, double defocus_A) {
    load_mirrored(projection, settings_.width, settings_.height,
                  {x, y, transform_.width(), transform_.height()}, piece_.data());
    const auto scale = static_cast<float>(settings_.phase_per_value);
    for (float& value : piece_) value *= scale;
    if (settings_.phase_object)
      run_phase_object(defocus_A);
    else
      run_weak_phase(defocus_A);
  }

 private:
  void run_weak_phase(double defocus_A) {
    transform_.forward(piece_.data(), spectrum_.data(), scratch_);
    for_each_bin(transform_, settings_.pixel_A, [&](std::size_t i, double kx, double ky) {
      spectrum_[i] *= static_cast<float>(lens_.contrast(kx, ky, defocus_A));
    });
    transform_.inverse(spectrum_.data(), piece_.data(), scratch_);
  }

  /// The scattered wave, exp((i cos c - sin c) phase) - 1 with sin c the amplitude contrast, through the
  /// lens. Its factor is even in k, so the spectra of the real and of the imaginary part suffice.
  void run_phase_object(double defocus_A) {
    const double absorbed = std::sin(lens_.amplitude_rad()), shifted = std::cos(lens_.amplitude_rad());
    for (std::size_t i = 0; i < piece_.size(); ++i) {
      const auto phase = static_cast<double>(piece_[i]);
      const double left = std::exp(-absorbed * phase);
      piece_[i] = static_cast<float>(left * std::cos(shifted * phase) - 1);
      imaginary_[i] = static_cast<float>(left * std::sin(shifted * phase));
    }
    transform_.forward(piece_.data(), spectrum_.data(), scratch_);
    transform_.forward(imaginary_.data(), spectrum_of_imaginary_.data(), scratch_);
    for_each_bin(transform_, settings_.pixel_A, [&](std::size_t i, double kx, double ky) {
      const double aberration = lens_.aberration(kx, ky, defocus_A);
      const double envelope = lens_.envelope(kx, ky, defocus_A);
      const auto c = static_cast<float>(envelope * std::cos(aberration));
      const auto s = static_cast<float>(envelope * std::sin(aberration));
      const auto real = spectrum_[i], imaginary = spectrum_of_imaginary_[i];
      spectrum_[i] = c * real - s * imaginary;
      spectrum_of_imaginary_[i] = c * imaginary + s * real;
    });
    transform_.inverse(spectrum_.data(), piece_.data(), scratch_);
    transform_.inverse(spectrum_of_imaginary_.data(), imaginary_.data(), scratch_);
    for (std::size_t i = 0; i < piece_.size(); ++i)
      piece_[i] = 2 * piece_[i] + piece_[i] * piece_[i] + imaginary_[i] * imaginary_[i];
  }

  const TransferSettings& settings_;
  const Lens& lens_;
  ImageTransform transform_;
  ImageTransform::Scratch scratch_;
  std::vector<float> piece_, imaginary_;
  std::vector<ImageTransform::Complex> spectrum_, spectrum_of_imaginary_;
};

}  // namespace

void transfer_view(const TransferSettings& settings, const Tilt& tilt, const Lens& lens,
                   const float* projection, float* contrast, const Services& services) {
  const Strips strips = plan_strips(settings, tilt, lens);
  const std::int64_t seen = std::min(2 * strips.distance - 1, settings.width);
  PieceFilter filter(settings, lens, seen + 2 * strips.margin, settings.height + 2 * strips.margin);
  std::fill_n(contrast, settings.width * settings.height, 0.0F);
  for (std::int64_t strip = 0; strip < strips.count; ++strip) {
    services.stop_if_cancelled();
    const bool is_only = strips.count == 1;
    const double column = is_only ? middle_of(settings.width) : static_cast<double>(strip * strips.distance);
    const double x_A = (column - middle_of(settings.width)) * settings.pixel_A - tilt.shift_x_A;
    const std::int64_t first = is_only ? 0 : std::max<std::int64_t>((strip - 1) * strips.distance + 1, 0);
    const std::int64_t end =
        is_only ? settings.width : std::min((strip + 1) * strips.distance, settings.width);
    if (first >= end) continue;
    filter.run(projection, first - strips.margin, -strips.margin,
               settings.gradient ? defocus_at(tilt, x_A) : tilt.defocus_A);
    for (std::int64_t x = first; x < end; ++x) {
      const double away = is_only ? 0 : std::abs(static_cast<double>(x) - column);
      const auto weight = static_cast<float>(1 - away / static_cast<double>(strips.distance));
      for (std::int64_t y = 0; y < settings.height; ++y)
        contrast[y * settings.width + x] += weight * filter.row(y + strips.margin)[x - first + strips.margin];
    }
  }
}

}  // namespace cryocosm::tem
