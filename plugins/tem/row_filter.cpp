// Two real rows in one complex transform, by KISS FFT.
#include "row_filter.hpp"

#include <kiss_fft.h>

#include <algorithm>
#include <new>

namespace cryocosm::tem {
namespace {

static_assert(sizeof(kiss_fft_cpx) == sizeof(std::complex<float>), "KISS FFT must be the float library");

/// IMOD pads by 10 % of the width, at least 16 and at most 50 pixels, to the next even length without a
/// prime factor above 13.
std::int64_t tapered_length(std::int64_t width) {
  const std::int64_t pad = std::min<std::int64_t>(50, 2 * std::max<std::int64_t>(8, width / 20));
  const auto is_fast = [](std::int64_t n) {
    for (const std::int64_t prime : {2, 3, 5, 7, 11, 13})
      while (n % prime == 0) n /= prime;
    return n == 1;
  };
  std::int64_t length = (width + pad) / 2 * 2;
  while (!is_fast(length)) length += 2;
  return length;
}

/// The padding of both rows, which go from index width on.
void fill_taper(std::vector<std::complex<float>>& rows, std::size_t width) {
  const std::size_t ends = std::min<std::size_t>(3, width), gap = rows.size() - width;
  std::complex<float> first{}, last{};
  for (std::size_t i = 0; i < ends; ++i) {
    first += rows[i];
    last += rows[width - 1 - i];
  }
  first /= static_cast<float>(ends);
  last /= static_cast<float>(ends);
  for (std::size_t i = 0; i < gap; ++i) {
    const float t = static_cast<float>(i + 1) / static_cast<float>(gap + 1);
    rows[width + i] = last + t * (first - last);
  }
}

/// The transform of a real row times a real, even gain: both rows at once.
void apply_one(const std::vector<float>& gains, std::vector<std::complex<float>>& spectrum) {
  const std::size_t length = spectrum.size();
  const float share = 1 / static_cast<float>(length);
  for (std::size_t m = 0; m <= length / 2; ++m) spectrum[m] *= share * gains[m];
  for (std::size_t m = 1; 2 * m < length; ++m) spectrum[length - m] *= share * gains[m];
}

/// With gains a and b, a A + i b B is (a + b)/2 times the bin plus (a - b)/2 times the conjugate of the
/// opposite bin, where the bin is A + i B.
void apply_two(const std::vector<float>& first_gains, const std::vector<float>& second_gains,
               std::vector<std::complex<float>>& spectrum) {
  const std::size_t length = spectrum.size();
  const float share = 0.5F / static_cast<float>(length);
  for (std::size_t m = 0; m <= length / 2; ++m) {
    const std::size_t opposite = (length - m) % length;
    const float mean = share * (first_gains[m] + second_gains[m]);
    const float half = share * (first_gains[m] - second_gains[m]);
    const std::complex<float> here = spectrum[m], there = spectrum[opposite];
    spectrum[m] = mean * here + half * std::conj(there);
    spectrum[opposite] = mean * there + half * std::conj(here);
  }
}

}  // namespace

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

RowFilter::RowFilter(std::int64_t width, RowPadding padding)
    : width_(width),
      // even, so that there is a bin at the Nyquist frequency
      length_(padding == RowPadding::taper ? tapered_length(width)
                                           : 2 * kiss_fft_next_fast_size(static_cast<int>(width))),
      padding_(padding),
      forward_(make_plan(length_, false)),
      inverse_(make_plan(length_, true)) {}

void RowFilter::apply(float* first, const std::vector<float>& first_gains, float* second,
                      const std::vector<float>& second_gains, Scratch& scratch) const {
  const auto width = static_cast<std::size_t>(width_), length = static_cast<std::size_t>(length_);
  scratch.rows.assign(length, {});
  scratch.spectrum.resize(length);
  for (std::size_t i = 0; i < width; ++i) scratch.rows[i] = {first[i], second[i]};
  if (padding_ == RowPadding::taper) fill_taper(scratch.rows, width);
  kiss_fft(forward_->config, reinterpret_cast<const kiss_fft_cpx*>(scratch.rows.data()),
           reinterpret_cast<kiss_fft_cpx*>(scratch.spectrum.data()));

  if (&first_gains == &second_gains)
    apply_one(first_gains, scratch.spectrum);
  else
    apply_two(first_gains, second_gains, scratch.spectrum);
  kiss_fft(inverse_->config, reinterpret_cast<const kiss_fft_cpx*>(scratch.spectrum.data()),
           reinterpret_cast<kiss_fft_cpx*>(scratch.rows.data()));
  for (std::size_t i = 0; i < width; ++i) {
    first[i] = scratch.rows[i].real();
    second[i] = scratch.rows[i].imag();
  }
}

}  // namespace cryocosm::tem
