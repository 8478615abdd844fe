// CTF correction: against the formula of the transfer, along the gradient, and in whole reconstructions.
#include "ctf_correction.hpp"

#include <gtest/gtest.h>

#include "ctf.hpp"
#include "hosts.hpp"
#include "project.hpp"
#include "reconstruct.hpp"
#include "spectrum.hpp"

namespace cryocosm::tem {
namespace {

constexpr double k_pixel_A = 4;

CtfParams sharp(double defocus_A) {
  CtfParams params;
  params.defocus_A = defocus_A;
  params.envelope = {0, 0, 0, 0};
  return params;
}

/// Noise that fades to nothing before the edges, so that a transform of the whole image sees no border.
Volume patches_of_noise(std::int64_t width, std::int64_t height, std::int64_t views, double margin) {
  Volume series{{{width, height, views}, k_pixel_A}, {}};
  Random random(4);
  const auto fade = [&](std::int64_t i, std::int64_t n) {
    const double inside = std::min(static_cast<double>(i), static_cast<double>(n - 1 - i)) - margin;
    return std::clamp(inside / margin, 0.0, 1.0);
  };
  for (std::int64_t v = 0; v < views; ++v)
    for (std::int64_t y = 0; y < height; ++y)
      for (std::int64_t x = 0; x < width; ++x)
        series.voxels.push_back(static_cast<float>(random.normal() * fade(x, width) * fade(y, height)));
  return series;
}

/// sin(pi lambda D k^2 - pi/2 Cs lambda^3 k^4 + asin A), with the lens of `sharp` at 300 kV.
double textbook_transfer(double k2, double defocus_A) {
  const double lambda = 0.0196875, cs_A = 2.7e7;
  return std::sin(k_pi * lambda * defocus_A * k2 - k_pi / 2 * cs_A * std::pow(lambda, 3) * k2 * k2 +
                  std::asin(0.07));
}
constexpr double k_rad_per_V_A = 0.6526e-3;  // at 300 kV (Kirkland 2010)

std::vector<float> corrected(const testing::KeptOutput& images, const std::string& method, double snr) {
  std::vector<float> result;
  testing::TestRun run;
  correct_ctf(images.dataset(DataKind::tilt_series, {}), {method, snr}, result, run);
  return result;
}

/// Relative rms difference between the spectrum of `image` and `gain(k^2)` times that of `original`.
template <class Gain>
double misfit(const std::vector<float>& image, const Volume& original, Gain&& gain) {
  const auto n = static_cast<std::size_t>(original.grid.size.x);
  const Spectrum found = fourier_2d(image.data(), n, n), before = fourier_2d(original.voxels.data(), n, n);
  double difference = 0, power = 0;
  for (std::size_t j = 0; j < n; ++j)
    for (std::size_t m = 0; m < n; ++m) {
      const double kx = cycles(m, n) / k_pixel_A, ky = cycles(j, n) / k_pixel_A;
      const auto expected = gain(kx * kx + ky * ky) * before[j * n + m];
      difference += std::norm(found[j * n + m] - expected);
      power += std::norm(expected);
    }
  return std::sqrt(difference / power);
}

// The wavelength and the interaction constant above are rounded to five figures: at k Nyquist of 4 Å pixels the
// aberration is 10 rad, so the rounding turns it by less than 1e-3; what the mirrored edges and the finite image
// leave is below that too.
constexpr double k_formula_tolerance = 0.005;

TEST(CtfCorrection, FlippingLeavesTheMagnitudeOfTheTransfer) {
  const Volume series = patches_of_noise(512, 512, 1, 160);
  const auto images = run_stage(Ctf(sharp(10000)), dataset_of(series, std::vector<Tilt>(1), {}));
  const auto result = corrected(images, "phase_flip", 1);
  EXPECT_LT(misfit(result, series,
                   [](double k2) { return -2 * k_rad_per_V_A * std::abs(textbook_transfer(k2, 10000)); }),
            k_formula_tolerance);
}

TEST(CtfCorrection, TheWienerFilterRestoresThePhaseAsFarAsItsRatioAllows) {
  const Volume series = patches_of_noise(512, 512, 1, 160);
  const auto images = run_stage(Ctf(sharp(10000)), dataset_of(series, std::vector<Tilt>(1), {}));
  for (const double snr : {2.0, 20.0})
    EXPECT_LT(misfit(corrected(images, "wiener", snr), series,
                     [&](double k2) {
                       const double c2 = std::pow(textbook_transfer(k2, 10000), 2);
                       return -2 * k_rad_per_V_A * c2 / (c2 + 1 / snr);
                     }),
              k_formula_tolerance)
        << snr;
}

/// The share of the signal's power, in columns [first, first + 128), whose phase comes out right: the
/// correlation of both images there, frequency by frequency, is negative where contrast is protein dark.
double share_in_phase(const std::vector<float>& image, const Volume& original, std::size_t first) {
  constexpr std::size_t k_side = 128;
  const auto width = static_cast<std::size_t>(original.grid.size.x);
  std::vector<float> a, b;
  for (std::size_t y = 64; y < 64 + k_side; ++y)
    for (std::size_t x = first; x < first + k_side; ++x) {
      a.push_back(image[y * width + x]);
      b.push_back(original.voxels[y * width + x]);
    }
  const Spectrum fa = fourier_2d(a.data(), k_side, k_side), fb = fourier_2d(b.data(), k_side, k_side);
  double right = 0, all = 0;
  for (std::size_t i = 0; i < fa.size(); ++i) {
    const double cross = -(fa[i] * std::conj(fb[i])).real();
    right += std::max(cross, 0.0);
    all += std::abs(cross);
  }
  return right / all;
}

TEST(CtfCorrection, FollowsTheGradientOfATiltedView) {
  std::vector<Tilt> tilted(1);
  tilted[0].angle_deg = 60;
  const Volume series = patches_of_noise(1024, 256, 1, 20);
  auto images = run_stage(Ctf(sharp(15000)), dataset_of(series, tilted, {}));
  const auto along = corrected(images, "phase_flip", 1);
  images.tilts[0].angle_deg = 0;  // what a correction that knows no gradient takes the view for
  const auto flat = corrected(images, "phase_flip", 1);
  for (const std::size_t first : {std::size_t{64}, std::size_t{832}}) {
    EXPECT_GT(share_in_phase(along, series, first), 0.98) << first;
    // 1.3 um off the defocus at the axis, three reversals of contrast are taken for others
    EXPECT_LT(share_in_phase(flat, series, first), 0.8) << first;
  }
}

double correlation(const Volume& a, const Volume& b) {
  double ab = 0, aa = 0, bb = 0, mean_a = 0, mean_b = 0;
  const auto n = static_cast<double>(a.voxels.size());
  for (std::size_t i = 0; i < a.voxels.size(); ++i) {
    mean_a += static_cast<double>(a.voxels[i]) / n;
    mean_b += static_cast<double>(b.voxels[i]) / n;
  }
  for (std::size_t i = 0; i < a.voxels.size(); ++i) {
    const double p = static_cast<double>(a.voxels[i]) - mean_a, q = static_cast<double>(b.voxels[i]) - mean_b;
    ab += p * q, aa += p * p, bb += q * q;
  }
  return ab / std::sqrt(aa * bb);
}

TEST(CtfCorrection, TomogramsComeCloserToThatOfAPerfectMicroscope) {
  const GridSpec grid{{128, 16, 64}, k_pixel_A};
  std::vector<Blob> blobs;
  Random random(3);
  for (int i = 0; i < 60; ++i)
    blobs.push_back({{20 + 88 * random.uniform(), 4 + 8 * random.uniform(), 12 + 40 * random.uniform()}, 1});
  const auto tilts = tilts_between(-60, 60, 3);
  const Volume series = series_of(grid, blobs, tilts);
  const auto images = run_stage(Ctf(sharp(60000)), dataset_of(series, tilts, grid));
  const auto tomogram = [&](const Dataset& in, const std::string& method) {
    ReconstructParams params;
    params.ctf_correction = {method, 100};
    return run_stage(Reconstruct(params), in).volume;
  };
  const Volume perfect = tomogram(dataset_of(series, tilts, grid), "none");
  const Dataset seen = images.dataset(DataKind::tilt_series, grid);
  const double none = correlation(tomogram(seen, "none"), perfect);
  const double flipped = correlation(tomogram(seen, "phase_flip"), perfect);
  const double restored = correlation(tomogram(seen, "wiener"), perfect);
  // protein is dark, so the perfect correlation is -1
  EXPECT_LT(flipped, none - 0.1) << none;
  EXPECT_LT(restored, flipped - 0.05) << flipped;
  EXPECT_LT(restored, -0.9);
}

TEST(CtfCorrection, TheSameBytesOnAnyNumberOfThreads) {
  const auto tilts = tilts_between(-40, 40, 20);
  const auto images =
      run_stage(Ctf(sharp(10000)), dataset_of(patches_of_noise(128, 64, 5, 8), tilts, {}));
  std::vector<float> first, second;
  SplitRun one(1, 5, 1), three(1, 1, 3);
  const Dataset in = images.dataset(DataKind::tilt_series, {});
  correct_ctf(in, {"wiener", 10}, first, one);
  correct_ctf(in, {"wiener", 10}, second, three);
  EXPECT_EQ(first, second);
}

TEST(CtfCorrection, ImagesWithoutOpticsAreRefused) {
  const GridSpec grid{{16, 4, 8}, k_pixel_A};
  const auto tilts = tilts_between(-10, 10, 10);
  const Volume series = series_of(grid, {{{8, 2, 4}, 2, 1}}, tilts);
  ReconstructParams params;
  params.ctf_correction.method = "phase_flip";
  EXPECT_EQ(data_error_of([&] { run_stage(Reconstruct(params), dataset_of(series, tilts, grid)); }),
            Texts("no contrast transfer function is recorded for image 0, so there is none to correct",
                  "put tem.ctf before, or set ctf_correction.method to none"));
}

}  // namespace
}  // namespace cryocosm::tem
