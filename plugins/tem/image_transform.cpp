// Rows two by two as real and imaginary part of one transform, then columns in blocks; by KISS FFT.
#include "image_transform.hpp"

#include <kiss_fft.h>

#include <algorithm>
#include <new>

#include "cryocosm/error.hpp"

namespace cryocosm::tem {
namespace {

static_assert(sizeof(kiss_fft_cpx) == sizeof(std::complex<float>), "KISS FFT must be the float library");

using Complex = ImageTransform::Complex;

kiss_fft_cpx* raw(Complex* values) { return reinterpret_cast<kiss_fft_cpx*>(values); }

/// z = a + i b of two rows; gives the lower half of the spectra of a and b.
void separate(const Complex* z, std::int64_t width, Complex* a, Complex* b) {
  for (std::int64_t m = 0; m <= width / 2; ++m) {
    const Complex here = z[m], there = std::conj(z[m == 0 ? 0 : width - m]);
    const Complex sum = here + there, difference = here - there;
    a[m] = 0.5F * sum;
    if (b != nullptr) b[m] = {0.5F * difference.imag(), -0.5F * difference.real()};
  }
}

/// The inverse of separate(); `b` may be null.
void combine(const Complex* a, const Complex* b, std::int64_t width, Complex* z) {
  for (std::int64_t m = 0; m <= width / 2; ++m) {
    const Complex second = b != nullptr ? b[m] : Complex{};
    z[m] = {a[m].real() - second.imag(), a[m].imag() + second.real()};
    if (m > 0) z[width - m] = {a[m].real() + second.imag(), second.real() - a[m].imag()};
  }
}

std::int64_t mirrored(std::int64_t i, std::int64_t n) {
  const std::int64_t period = 2 * n;
  const std::int64_t folded = (i % period + period) % period;
  return folded < n ? folded : period - 1 - folded;
}

}  // namespace

std::int64_t fast_size(std::int64_t at_least) {
  constexpr std::int64_t k_longest = 1 << 24;
  if (at_least > k_longest)
    throw DataError("an image of " + std::to_string(at_least) + " pixels on a side can not be transformed",
                    "use fewer pixels", Code::too_large);
  return kiss_fft_next_fast_size(static_cast<int>(std::max<std::int64_t>(at_least, 2)));
}

struct ImageTransform::Plan {
  kiss_fft_cfg config;
};

void ImageTransform::PlanDeleter::operator()(const Plan* plan) const noexcept {
  kiss_fft_free(plan->config);
  delete plan;
}

ImageTransform::PlanPtr ImageTransform::make_plan(std::int64_t length, bool inverse) {
  auto plan = std::make_unique<Plan>();
  plan->config = kiss_fft_alloc(static_cast<int>(length), inverse ? 1 : 0, nullptr, nullptr);
  if (plan->config == nullptr) throw std::bad_alloc();
  return PlanPtr(plan.release());
}

ImageTransform::ImageTransform(std::int64_t width, std::int64_t height)
    : width_(width),
      height_(height),
      row_forward_(make_plan(width, false)),
      row_inverse_(make_plan(width, true)),
      column_forward_(make_plan(height, false)),
      column_inverse_(make_plan(height, true)) {}

void ImageTransform::columns(const Plan& plan, Complex* spectrum, Scratch& scratch) const {
  constexpr std::int64_t k_block = 8;  // columns that share the cache lines of a row
  scratch.from.resize(static_cast<std::size_t>(k_block * height_));
  scratch.to.resize(static_cast<std::size_t>(height_));
  for (std::int64_t first = 0; first < bins(); first += k_block) {
    const std::int64_t count = std::min(k_block, bins() - first);
    for (std::int64_t j = 0; j < height_; ++j)
      for (std::int64_t c = 0; c < count; ++c)
        scratch.from[static_cast<std::size_t>(c * height_ + j)] = spectrum[j * bins() + first + c];
    for (std::int64_t c = 0; c < count; ++c) {
      Complex* const column = scratch.from.data() + c * height_;
      kiss_fft(plan.config, raw(column), raw(scratch.to.data()));
      std::copy(scratch.to.begin(), scratch.to.end(), column);
    }
    for (std::int64_t j = 0; j < height_; ++j)
      for (std::int64_t c = 0; c < count; ++c)
        spectrum[j * bins() + first + c] = scratch.from[static_cast<std::size_t>(c * height_ + j)];
  }
}

void ImageTransform::forward(const float* image, Complex* spectrum, Scratch& scratch) const {
  scratch.from.resize(static_cast<std::size_t>(width_));
  scratch.to.resize(static_cast<std::size_t>(width_));
  for (std::int64_t y = 0; y < height_; y += 2) {
    const float* const row = image + y * width_;
    const bool is_pair = y + 1 < height_;
    for (std::int64_t x = 0; x < width_; ++x)
      scratch.from[static_cast<std::size_t>(x)] = {row[x], is_pair ? row[width_ + x] : 0.0F};
    kiss_fft(row_forward_->config, raw(scratch.from.data()), raw(scratch.to.data()));
    separate(scratch.to.data(), width_, spectrum + y * bins(),
             is_pair ? spectrum + (y + 1) * bins() : nullptr);
  }
  columns(*column_forward_, spectrum, scratch);
}

void ImageTransform::inverse(Complex* spectrum, float* image, Scratch& scratch) const {
  columns(*column_inverse_, spectrum, scratch);
  scratch.from.resize(static_cast<std::size_t>(width_));
  scratch.to.resize(static_cast<std::size_t>(width_));
  const auto scale = static_cast<float>(1.0 / (static_cast<double>(width_) * static_cast<double>(height_)));
  for (std::int64_t y = 0; y < height_; y += 2) {
    const bool is_pair = y + 1 < height_;
    combine(spectrum + y * bins(), is_pair ? spectrum + (y + 1) * bins() : nullptr, width_,
            scratch.from.data());
    kiss_fft(row_inverse_->config, raw(scratch.from.data()), raw(scratch.to.data()));
    float* const row = image + y * width_;
    for (std::int64_t x = 0; x < width_; ++x) {
      row[x] = scale * scratch.to[static_cast<std::size_t>(x)].real();
      if (is_pair) row[width_ + x] = scale * scratch.to[static_cast<std::size_t>(x)].imag();
    }
  }
}

void load_mirrored(const float* image, std::int64_t width, std::int64_t height, const Piece& piece,
                   float* out) {
  std::vector<std::int64_t> columns(static_cast<std::size_t>(piece.width));
  for (std::int64_t i = 0; i < piece.width; ++i)
    columns[static_cast<std::size_t>(i)] = mirrored(piece.x + i, width);
  for (std::int64_t j = 0; j < piece.height; ++j) {
    const float* const row = image + mirrored(piece.y + j, height) * width;
    for (const std::int64_t x : columns) *out++ = row[x];
  }
}

}  // namespace cryocosm::tem
