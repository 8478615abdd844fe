// Two-dimensional Fourier transforms of real images, and pieces of images with mirrored surroundings.
#pragma once

#include <complex>
#include <cstdint>
#include <memory>
#include <vector>

namespace cryocosm::tem {

/// The smallest size from `at_least` on that transforms fast; throws DataError when it would not fit the
/// library's counters. [any]
std::int64_t fast_size(std::int64_t at_least);

/// Transforms images of one size, x fastest. A spectrum holds the bins (m, j) with m = 0 .. width/2 and
/// j = 0 .. height - 1, m fastest; the other half follows from it. Immutable once made; each thread brings
/// its own Scratch.
class ImageTransform {
 public:
  ImageTransform(std::int64_t width, std::int64_t height);
  std::int64_t width() const { return width_; }
  std::int64_t height() const { return height_; }
  std::int64_t bins() const { return width_ / 2 + 1; }
  std::size_t image_size() const { return static_cast<std::size_t>(width_ * height_); }
  std::size_t spectrum_size() const { return static_cast<std::size_t>(bins() * height_); }

  using Complex = std::complex<float>;
  struct Scratch {
    std::vector<Complex> from, to;
  };
  /// Sum over the pixels of image * exp(-2 pi i (m x / width + j y / height)). [any]
  void forward(const float* image, Complex* spectrum, Scratch& scratch) const;
  /// Takes back forward(), its factor width * height included; overwrites the spectrum. [any]
  void inverse(Complex* spectrum, float* image, Scratch& scratch) const;

 private:
  struct Plan;
  struct PlanDeleter {
    void operator()(const Plan* plan) const noexcept;
  };
  using PlanPtr = std::unique_ptr<const Plan, PlanDeleter>;
  static PlanPtr make_plan(std::int64_t length, bool inverse);
  void columns(const Plan& plan, Complex* spectrum, Scratch& scratch) const;

  std::int64_t width_, height_;
  PlanPtr row_forward_, row_inverse_, column_forward_, column_inverse_;
};

/// The frequencies of bin (m, j), in 1/Å. [any]
inline double frequency(std::int64_t bin, std::int64_t length, double pixel_A) {
  const std::int64_t wrapped = 2 * bin > length ? bin - length : bin;
  return static_cast<double>(wrapped) / (static_cast<double>(length) * pixel_A);
}

/// Calls visit(index into the spectrum, frequency along x, along y) for every bin, in the order of memory.
template <class Visit>
void for_each_bin(const ImageTransform& transform, double pixel_A, Visit&& visit) {
  std::size_t i = 0;
  for (std::int64_t j = 0; j < transform.height(); ++j) {
    const double fy = frequency(j, transform.height(), pixel_A);
    for (std::int64_t m = 0; m < transform.bins(); ++m, ++i)
      visit(i, static_cast<double>(m) / (static_cast<double>(transform.width()) * pixel_A), fy);
  }
}

/// A piece of an image: pixel (0, 0) of the piece is pixel (x, y) of the image, which goes on mirrored at its
/// edges (the edge pixel comes twice) as far as it takes.
struct Piece {
  std::int64_t x = 0, y = 0;
  std::int64_t width = 0, height = 0;
};
void load_mirrored(const float* image, std::int64_t width, std::int64_t height, const Piece& piece,
                   float* out);

}  // namespace cryocosm::tem
