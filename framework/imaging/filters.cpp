// The filters: Gaussian, resampling and radial Fourier filters, on ITK.
//
// ITK is built with FFTW on many systems, whose plans depend on the processor and on the number of threads,
// and whose licence is the GPL. The transform that ITK brings itself (Temperton's prime factor algorithm, in
// VNL) gives the same bits everywhere, so FFTW is switched off before its headers are looked for.
#include <itkConfigure.h>
#undef ITK_USE_FFTWF
#undef ITK_USE_FFTWD

#include <fmt/format.h>
#include <itkBSplineInterpolateImageFunction.h>
#include <itkImage.h>
#include <itkLinearInterpolateImageFunction.h>
#include <itkMultiThreaderBase.h>
#include <itkNearestNeighborExtrapolateImageFunction.h>
#include <itkResampleImageFilter.h>
#include <itkVnlHalfHermitianToRealInverseFFTImageFilter.h>
#include <itkVnlRealToHalfHermitianForwardFFTImageFilter.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <cstdint>
#include <new>
#include <vector>

#include "cryocosm/error.hpp"
#include "imaging/gaussian_kernel.hpp"
#include "imaging/imaging.hpp"
#include "imaging/separable.hpp"

namespace cryocosm {
namespace {

using Image = itk::Image<float, 3>;
using ComplexImage = itk::Image<std::complex<float>, 3>;

constexpr double k_same_voxel = 1e-6;           // relative; sizes that float32 headers do not tell apart
constexpr double k_most_voxels = 8589934592.0;  // 2^33: 32 GiB of float32
constexpr double k_most_fourier_voxels = 2147483648.0;  // VNL counts voxels with 32 bits
constexpr std::int64_t k_cubic_needs = 4;               // samples along an axis, for the spline's poles

// ITK's pool of threads is compiled without the sanitizer, which would take every hand-over of work for a
// race.
#ifdef __SANITIZE_THREAD__
constexpr bool k_thread_sanitizer = true;
#else
constexpr bool k_thread_sanitizer = false;
#endif

void check(const Volume& volume) {
  const Index3 size = volume.grid.size;
  if (size.x < 1 || size.y < 1 || size.z < 1 || volume.grid.count() != volume.voxels.size()) {
    throw DataError(fmt::format("a volume of {} x {} x {} voxels that holds {} values", size.x, size.y,
                                size.z, volume.voxels.size()),
                    {}, Code::wrong_size);
  }
  if (!std::isfinite(volume.grid.voxel_A) || volume.grid.voxel_A <= 0) {
    throw DataError(fmt::format("a voxel size of {} Å", volume.grid.voxel_A),
                    "It must be positive and finite.", Code::bad_voxel_size);
  }
}

itk::Size<3> itk_size(Index3 size) {
  return {{static_cast<itk::SizeValueType>(size.x), static_cast<itk::SizeValueType>(size.y),
           static_cast<itk::SizeValueType>(size.z)}};
}

Image::SpacingType itk_spacing(double voxel_A) {
  Image::SpacingType spacing;
  spacing.Fill(voxel_A);
  return spacing;
}

std::array<double, 3> centre_to_first_A(Index3 size, double voxel_A) {
  return {-static_cast<double>(size.x / 2) * voxel_A, -static_cast<double>(size.y / 2) * voxel_A,
          -static_cast<double>(size.z / 2) * voxel_A};
}

// An image over the voxels of `volume`, which must outlive it; the centre voxel N/2 lies at zero.
Image::Pointer image_over(Volume& volume) {
  const auto image = Image::New();
  image->SetRegions(itk_size(volume.grid.size));
  image->SetSpacing(itk_spacing(volume.grid.voxel_A));
  image->SetOrigin(centre_to_first_A(volume.grid.size, volume.grid.voxel_A).data());
  image->GetPixelContainer()->SetImportPointer(volume.voxels.data(), volume.voxels.size(), false);
  return image;
}

void copy_voxels(const Image& image, std::vector<float>& voxels) {
  voxels.assign(image.GetBufferPointer(), image.GetBufferPointer() + image.GetPixelContainer()->Size());
}

/// Errors of ITK as our own: what can go wrong after check() is memory, the rest is a defect.
template <class F>
void guarded(F&& filter) {
  try {
    filter();
  } catch (const itk::MemoryAllocationError&) {
    throw DataError("not enough memory to filter a volume", "Use a smaller volume or larger voxels.",
                    Code::too_large);
  } catch (const std::bad_alloc&) {
    throw DataError("not enough memory to filter a volume", "Use a smaller volume or larger voxels.",
                    Code::too_large);
  } catch (const itk::ExceptionObject& error) {
    throw Error(Code::defect, std::string("ITK refused to filter a volume: ") + error.GetDescription());
  }
}

void smooth(Volume& volume, double sigma_A) {
  const std::vector<double> kernel = gaussian_kernel(sigma_A / volume.grid.voxel_A);
  if (kernel.size() > 1) convolve_separable(volume, kernel);
}

// Sizes that keep the field of view: the smallest whole number of new voxels that covers it. The tolerance
// keeps 100 voxels of 10 Å at 200 of 5 Å whatever the rounding.
Index3 covering_size(Index3 size, double ratio) {
  const auto cover = [&](std::int64_t n) {
    return std::max<std::int64_t>(1, std::llround(std::ceil(static_cast<double>(n) * ratio - 1e-6)));
  };
  return {cover(size.x), cover(size.y), cover(size.z)};
}

GridSpec resampled_grid(const GridSpec& grid, double voxel_A) {
  const double ratio = grid.voxel_A / voxel_A;
  const double longest = static_cast<double>(std::max({grid.size.x, grid.size.y, grid.size.z})) * ratio;
  const double estimate = static_cast<double>(grid.count()) * ratio * ratio * ratio;
  if (!(longest < k_most_voxels && estimate < k_most_voxels)) {
    throw DataError(fmt::format("resampling {} x {} x {} voxels from {} to {} Å gives {:.3g} voxels",
                                grid.size.x, grid.size.y, grid.size.z, grid.voxel_A, voxel_A, estimate),
                    "Choose larger voxels.", Code::too_large);
  }
  return {covering_size(grid.size, ratio), voxel_A};
}

using Interpolator = itk::InterpolateImageFunction<Image, double>;

Interpolator::Pointer interpolator_for(Index3 size) {
  if (std::min({size.x, size.y, size.z}) < k_cubic_needs) {
    return itk::LinearInterpolateImageFunction<Image, double>::New().GetPointer();
  }
  const auto cubic = itk::BSplineInterpolateImageFunction<Image, double, float>::New();
  cubic->SetSplineOrder(3);
  return cubic.GetPointer();
}

Volume interpolate(Volume& volume, const GridSpec& grid) {
  const auto filter = itk::ResampleImageFilter<Image, Image>::New();
  filter->SetInput(image_over(volume));
  filter->SetInterpolator(interpolator_for(volume.grid.size));
  // new voxels whose centre falls beyond the last old one continue it, as the Gaussian does
  filter->SetExtrapolator(itk::NearestNeighborExtrapolateImageFunction<Image, double>::New());
  filter->SetSize(itk_size(grid.size));
  filter->SetOutputSpacing(itk_spacing(grid.voxel_A));
  filter->SetOutputOrigin(centre_to_first_A(grid.size, grid.voxel_A).data());
  filter->Update();
  Volume result{grid, {}};
  copy_voxels(*filter->GetOutput(), result.voxels);
  return result;
}

// The next size that VNL transforms: no prime factor above 5.
std::int64_t transform_size(std::int64_t n) {
  for (;; ++n) {
    std::int64_t rest = n;
    for (const int factor : {2, 3, 5}) {
      while (rest % factor == 0) rest /= factor;
    }
    if (rest == 1) return n;
  }
}

// Copies the block of `size` voxels at `from_begin` of one grid to `to_begin` of another; indices outside
// `from_size` take the border's value.
void copy_block(const std::vector<float>& from, Index3 from_size, Index3 from_begin, std::vector<float>& to,
                Index3 to_size) {
  const auto inside = [](std::int64_t i, std::int64_t n) { return std::clamp<std::int64_t>(i, 0, n - 1); };
  float* out = to.data();
  for (std::int64_t z = 0; z < to_size.z; ++z) {
    for (std::int64_t y = 0; y < to_size.y; ++y) {
      const float* const row = from.data() + (inside(z + from_begin.z, from_size.z) * from_size.y +
                                              inside(y + from_begin.y, from_size.y)) *
                                                 from_size.x;
      for (std::int64_t x = 0; x < to_size.x; ++x) *out++ = row[inside(x + from_begin.x, from_size.x)];
    }
  }
}

// Signed frequencies (1/Å) of the transform's samples along one axis, squared.
std::vector<double> squared_frequencies(std::int64_t n, std::int64_t kept, double voxel_A) {
  std::vector<double> squares(static_cast<std::size_t>(kept));
  for (std::int64_t i = 0; i < kept; ++i) {
    const double frequency = static_cast<double>(std::min(i, n - i)) / (static_cast<double>(n) * voxel_A);
    squares[static_cast<std::size_t>(i)] = frequency * frequency;
  }
  return squares;
}

void multiply(ComplexImage& spectrum, const GridSpec& grid, FunctionRef<double(double)> gain) {
  const auto x2 = squared_frequencies(grid.size.x, grid.size.x / 2 + 1, grid.voxel_A);
  const auto y2 = squared_frequencies(grid.size.y, grid.size.y, grid.voxel_A);
  const auto z2 = squared_frequencies(grid.size.z, grid.size.z, grid.voxel_A);
  std::complex<float>* next = spectrum.GetBufferPointer();
  for (const double z : z2) {
    for (const double y : y2) {
      for (const double x : x2) *next++ *= static_cast<float>(gain(std::sqrt(x + y + z)));
    }
  }
}

// A filter of a volume whose sizes VNL transforms; it continues periodically.
void filter_periodic(Volume& volume, FunctionRef<double(double)> gain) {
  const auto forward = itk::VnlRealToHalfHermitianForwardFFTImageFilter<Image>::New();
  forward->SetInput(image_over(volume));
  forward->Update();
  const ComplexImage::Pointer spectrum = forward->GetOutput();
  spectrum->DisconnectPipeline();
  multiply(*spectrum, volume.grid, gain);
  const auto inverse = itk::VnlHalfHermitianToRealInverseFFTImageFilter<ComplexImage>::New();
  inverse->SetInput(spectrum);
  inverse->SetActualXDimensionIsOdd(volume.grid.size.x % 2 != 0);
  inverse->Update();
  copy_voxels(*inverse->GetOutput(), volume.voxels);
}

class ItkImaging final : public Imaging {
 public:
  void gaussian(Volume& volume, double sigma_A) const override {
    check(volume);
    if (!std::isfinite(sigma_A) || sigma_A < 0) {
      throw DataError(fmt::format("a Gaussian filter of standard deviation {} Å", sigma_A),
                      "It must be 0 or more.", Code::out_of_range);
    }
    guarded([&] { smooth(volume, sigma_A); });
  }

  Volume resample(const Volume& volume, double voxel_A) const override {
    check(volume);
    if (!std::isfinite(voxel_A) || voxel_A <= 0) {
      throw DataError(fmt::format("resampling to a voxel size of {} Å", voxel_A),
                      "It must be positive and finite.", Code::bad_voxel_size);
    }
    const double old_A = volume.grid.voxel_A;
    if (std::abs(voxel_A - old_A) <= k_same_voxel * old_A) {
      return {{volume.grid.size, voxel_A}, volume.voxels};
    }
    const GridSpec grid = resampled_grid(volume.grid, voxel_A);
    Volume result;
    guarded([&] {
      Volume source = volume;
      if (voxel_A > old_A) smooth(source, antialias_sigma_A(old_A, voxel_A));
      result = interpolate(source, grid);
    });
    return result;
  }

  void radial_filter(Volume& volume, FunctionRef<double(double)> gain) const override {
    check(volume);
    const Index3 size = volume.grid.size;
    const Index3 padded{transform_size(size.x), transform_size(size.y), transform_size(size.z)};
    if (static_cast<double>(padded.x) * static_cast<double>(padded.y) * static_cast<double>(padded.z) >=
        k_most_fourier_voxels) {
      throw DataError(fmt::format("a Fourier filter of {} x {} x {} voxels", size.x, size.y, size.z),
                      "At most 2^31 voxels can be transformed; use larger voxels.", Code::too_large);
    }
    guarded([&] {
      if (padded == size) return filter_periodic(volume, gain);
      const Index3 before{(padded.x - size.x) / 2, (padded.y - size.y) / 2, (padded.z - size.z) / 2};
      Volume wide{{padded, volume.grid.voxel_A}, {}};
      wide.voxels.resize(wide.grid.count());
      copy_block(volume.voxels, size, {-before.x, -before.y, -before.z}, wide.voxels, padded);
      filter_periodic(wide, gain);
      copy_block(wide.voxels, padded, before, volume.voxels, size);
    });
  }
};

}  // namespace

std::unique_ptr<Imaging> make_imaging() {
  if (k_thread_sanitizer) set_imaging_threads(1);
  return std::make_unique<ItkImaging>();
}

void set_imaging_threads(int threads) {
  const auto count = static_cast<itk::ThreadIdType>(k_thread_sanitizer ? 1 : std::max(1, threads));
  itk::MultiThreaderBase::SetGlobalMaximumNumberOfThreads(
      std::max(count, itk::MultiThreaderBase::GetGlobalMaximumNumberOfThreads()));
  itk::MultiThreaderBase::SetGlobalDefaultNumberOfThreads(count);
}

}  // namespace cryocosm
