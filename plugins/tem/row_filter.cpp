// Ramp and window as spatial-domain samples and gains; transforms by KISS FFT.
#include "row_filter.hpp"

#include <kiss_fft.h>

#include <algorithm>
#include <cmath>
#include <new>

#include "cryocosm/geometry.hpp"

namespace cryocosm::tem {
namespace {

double window(double frequency, const FilterShape& shape) {
  const double beyond = frequency - shape.cutoff;
  if (beyond <= 0) return 1;
  if (shape.falloff <= 0) return 0;
  return std::exp(-0.5 * beyond * beyond / (shape.falloff * shape.falloff));
}

/// Transform of the spatial ramp h(0) = 1/4, h(odd n) = -1 / (pi n)^2, h(even n) = 0, for |n| < length/2.
std::vector<double> ramp_gains(std::int64_t length) {
  const auto size = static_cast<std::size_t>(length);
  std::vector<double> cosine(size);
  for (std::size_t i = 0; i < size; ++i)
    cosine[i] = std::cos(2 * k_pi * static_cast<double>(i) / static_cast<double>(length));
  std::vector<double> gains(size / 2 + 1);
  for (std::size_t m = 0; m < gains.size(); ++m) {
    double sum = 0;
    for (std::size_t n = 1; 2 * n < size; n += 2) sum += cosine[m * n % size] / static_cast<double>(n * n);
    gains[m] = 0.25 - 2 * sum / (k_pi * k_pi);
  }
  return gains;
}

static_assert(sizeof(kiss_fft_cpx) == sizeof(std::complex<float>), "KISS FFT must be the float library");

}  // namespace

std::vector<double> filter_gains(std::int64_t length, double pixel_A, const FilterShape& shape) {
  const auto bins = static_cast<std::size_t>(length / 2 + 1);
  std::vector<double> gains = shape.ramp ? ramp_gains(length) : std::vector<double>(bins, pixel_A);
  for (std::size_t m = 0; m < bins; ++m)
    gains[m] *= window(2 * static_cast<double>(m) / static_cast<double>(length), shape) / pixel_A;
  return gains;
}

struct RowFilter::Transform {
  kiss_fft_cfg config;
};

void RowFilter::TransformDeleter::operator()(const Transform* transform) const noexcept {
  kiss_fft_free(transform->config);
  delete transform;
}

RowFilter::Plan RowFilter::make_plan(std::int64_t length, bool inverse) {
  auto transform = std::make_unique<Transform>();
  transform->config = kiss_fft_alloc(static_cast<int>(length), inverse ? 1 : 0, nullptr, nullptr);
  if (transform->config == nullptr) throw std::bad_alloc();
  return Plan(transform.release());
}

RowFilter::RowFilter(std::int64_t width, double pixel_A, const FilterShape& shape)
    : width_(width), length_(kiss_fft_next_fast_size(static_cast<int>(2 * width))) {
  const std::vector<double> gains = filter_gains(length_, pixel_A, shape);
  gains_.resize(static_cast<std::size_t>(length_));
  for (std::size_t m = 0; m < gains_.size(); ++m) {
    const std::size_t bin = std::min(m, gains_.size() - m);
    gains_[m] = static_cast<float>(gains[bin] / static_cast<double>(length_));
  }
  forward_ = make_plan(length_, false);
  inverse_ = make_plan(length_, true);
}

void RowFilter::apply(float* first, float* second, Scratch& scratch) const {
  const auto width = static_cast<std::size_t>(width_);
  scratch.rows.assign(static_cast<std::size_t>(length_), {});
  scratch.spectrum.resize(static_cast<std::size_t>(length_));
  auto* rows = reinterpret_cast<kiss_fft_cpx*>(scratch.rows.data());
  auto* spectrum = reinterpret_cast<kiss_fft_cpx*>(scratch.spectrum.data());
  for (std::size_t i = 0; i < width; ++i) rows[i] = {first[i], second[i]};
  kiss_fft(forward_->config, rows, spectrum);
  for (std::size_t m = 0; m < gains_.size(); ++m) {
    spectrum[m].r *= gains_[m];
    spectrum[m].i *= gains_[m];
  }
  kiss_fft(inverse_->config, spectrum, rows);
  for (std::size_t i = 0; i < width; ++i) {
    first[i] = rows[i].r;
    second[i] = rows[i].i;
  }
}

}  // namespace cryocosm::tem
