// tem.ctf: power spectra against the set optics, closed forms, the gradient, and errors.
#include "ctf.hpp"

#include <gtest/gtest.h>

#include "electron_optics.hpp"
#include "hosts.hpp"
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

/// Projections of white noise, 1 V Å deviation: their power spectrum is flat, so that of the images is the
/// square of the transfer function.
Volume white(std::int64_t size, std::int64_t views) {
  Volume series{{{size, size, views}, k_pixel_A}, {}};
  Random random(8);
  for (std::size_t i = 0; i < series.grid.count(); ++i)
    series.voxels.push_back(static_cast<float>(random.normal()));
  return series;
}

/// Power of a width x height piece, averaged over rings of equal area in frequency: element i holds the
/// frequencies with k^2 from i to i + 1 steps.
std::vector<double> rings(const std::vector<float>& piece, std::size_t width, std::size_t height,
                          std::size_t count, double k2_max) {
  const Spectrum spectrum = fourier_2d(piece.data(), width, height);
  std::vector<double> power(count), hits(count);
  for (std::size_t j = 0; j < height; ++j)
    for (std::size_t m = 0; m < width; ++m) {
      const double kx = cycles(m, width) / k_pixel_A, ky = cycles(j, height) / k_pixel_A;
      const auto ring = static_cast<std::size_t>((kx * kx + ky * ky) / k2_max * double(count));
      if (ring == 0 || ring >= count) continue;
      power[ring] += std::norm(spectrum[j * width + m]);
      hits[ring] += 1;
    }
  for (std::size_t i = 0; i < count; ++i) power[i] /= std::max(hits[i], 1.0);
  return power;
}

/// The zero of order n that the textbooks give for a phase pi lambda D k^2 - pi/2 Cs lambda^3 k^4 + extra.
double textbook_zero_k2(double defocus_A, double extra_rad, int n) {
  const double lambda = 0.0196875, cs_A = 2.7e7;
  const double a = k_pi / 2 * cs_A * std::pow(lambda, 3), b = k_pi * lambda * defocus_A;
  const double c = n * k_pi - extra_rad;
  return 2 * c / (b + std::sqrt(b * b - 4 * a * c));  // the smaller root of a t^2 - b t + c
}

/// The defocus whose zeros explain the minima of the spectrum best: the mean power at the first `zeros` of
/// them is least. Found on a grid of 0.1 % steps.
double fitted_defocus(const std::vector<double>& power, double k2_max, double guess_A, double extra_rad,
                      int zeros) {
  double best = 0, least = std::numeric_limits<double>::infinity();
  for (double defocus_A = 0.85 * guess_A; defocus_A < 1.15 * guess_A; defocus_A += 0.001 * guess_A) {
    double sum = 0;
    for (int n = 1; n <= zeros; ++n) {
      const double ring = textbook_zero_k2(defocus_A, extra_rad, n) / k2_max * double(power.size()) - 0.5;
      const auto below = static_cast<std::size_t>(ring);
      const double part = ring - double(below);
      sum += (1 - part) * power.at(below) + part * power.at(below + 1);
    }
    if (sum < least) least = sum, best = defocus_A;
  }
  return best;
}

constexpr double k2_nyquist = 1 / (4 * k_pixel_A * k_pixel_A);
const double k_amplitude_rad = std::asin(0.07);

std::vector<float> view_of(const testing::KeptOutput& out, std::size_t v) {
  const std::size_t pixels = out.volume.grid.count() / static_cast<std::size_t>(out.volume.grid.size.z);
  const auto first = out.volume.voxels.begin() + static_cast<std::ptrdiff_t>(v * pixels);
  return {first, first + static_cast<std::ptrdiff_t>(pixels)};
}

TEST(Ctf, ZerosFitTheDefocusOfEveryTilt) {
  const auto tilts = tilts_between(-60, 60, 30);
  const Volume series = white(512, 5);
  CtfParams params = sharp(20000);
  params.defocus_error_A = Distribution::uniform(-4000, 4000);
  params.gradient = false;
  const auto out = run_stage(Ctf(params), dataset_of(series, tilts, {}));
  for (std::size_t v = 0; v < 5; ++v) {
    const double set_A = out.tilts[v].defocus_A;
    EXPECT_NE(set_A, out.tilts[(v + 1) % 5].defocus_A);
    const auto power = rings(view_of(out, v), 512, 512, 600, k2_nyquist);
    EXPECT_NEAR(fitted_defocus(power, k2_nyquist, set_A, k_amplitude_rad, 4) / set_A, 1, 0.01) << v;
  }
}

TEST(Ctf, APhasePlateShiftsTheZeros) {
  const std::vector<Tilt> one(1);
  for (const double shift_deg : {30.0, 90.0}) {
    CtfParams params = sharp(20000);
    params.phase_shift_deg = shift_deg;
    const auto out = run_stage(Ctf(params), dataset_of(white(512, 1), one, {}));
    const auto power = rings(view_of(out, 0), 512, 512, 600, k2_nyquist);
    const double extra = k_amplitude_rad + shift_deg * k_pi / 180;
    EXPECT_NEAR(fitted_defocus(power, k2_nyquist, 20000, extra, 4) / 20000, 1, 0.01);
    // and not where they were
    EXPECT_GT(std::abs(fitted_defocus(power, k2_nyquist, 20000, k_amplitude_rad, 3) / 20000 - 1), 0.03);
  }
}

TEST(Ctf, ZerosFollowTheGradient) {
  std::vector<Tilt> tilts(2);
  tilts[0].angle_deg = 60;
  tilts[1].angle_deg = -45;
  tilts[1].shift_x_A = 400;
  const std::int64_t size = 1024;
  const auto out = run_stage(Ctf(sharp(20000)), dataset_of(white(size, 2), tilts, {}));
  constexpr std::size_t k_width = 64;  // over which the defocus changes by 440 Å at 60 degrees
  for (std::size_t v = 0; v < 2; ++v)
    for (const std::int64_t first : {0, 300, 480, 700, 960}) {
      std::vector<float> piece;
      const auto image = view_of(out, v);
      for (std::int64_t y = 0; y < size; ++y)
        for (std::int64_t x = first; x < first + std::int64_t{k_width}; ++x) {
          // Hann's window: without one the ends of the piece leak over the zeros
          const double w = std::pow(std::sin(k_pi * (double(x - first) + 0.5) / k_width), 2);
          piece.push_back(static_cast<float>(w * double(image[static_cast<std::size_t>(y * size + x)])));
        }
      const double x_A = (double(first) + (k_width - 1) / 2.0 - (size - 1) / 2.0) * k_pixel_A;
      const double set_A = 20000 - (x_A - tilts[v].shift_x_A) * std::tan(tilts[v].angle_deg * k_pi / 180);
      const auto power = rings(piece, k_width, static_cast<std::size_t>(size), 300, k2_nyquist);
      EXPECT_NEAR(fitted_defocus(power, k2_nyquist, set_A, k_amplitude_rad, 4) / set_A, 1, 0.01)
          << v << " " << first;
    }
}

TEST(Ctf, StripsBlendIntoTheDefocusOfEveryColumn) {
  std::vector<Tilt> tilts(1);
  tilts[0].angle_deg = 55;
  const std::int64_t size = 256;
  const Volume series = white(size, 1);
  for (const char* model : {"weak_phase", "phase_object"}) {
    CtfParams params = sharp(15000);
    params.model = model;
    const auto out = run_stage(Ctf(params), dataset_of(series, tilts, {}));
    double squares = 0, error = 0;
    for (const std::int64_t x : {0, 17, 90, 128, 201, 255}) {
      const double x_A = (double(x) - (size - 1) / 2.0) * k_pixel_A;
      CtfParams flat = params;
      flat.gradient = false;
      flat.defocus_A = 15000 - x_A * std::tan(55 * k_pi / 180);
      const auto exact = run_stage(Ctf(flat), dataset_of(series, tilts, {}));
      for (std::int64_t y = 0; y < size; ++y) {
        const double truth = at(exact.volume, x, y, 0);
        squares += truth * truth;
        error += std::pow(double(at(out.volume, x, y, 0)) - truth, 2);
      }
    }
    // 0.3^2 / 8 of the amplitude at the Nyquist frequency in x, up to four times that in the corners
    EXPECT_LT(std::sqrt(error / squares), 0.02) << model;
    EXPECT_GT(error, 0);
  }
}

TEST(Ctf, APointShowsTheWholeFunction) {
  const std::size_t n = 128;
  Volume series{{{n, n, 1}, k_pixel_A}, std::vector<float>(n * n)};
  series.voxels[64 * n + 64] = 1000;
  CtfParams params = sharp(8000);
  params.astigmatism_A = 1500;
  params.astigmatism_angle_deg = 30;
  params.envelope.b_factor_A2 = 600;  // or the cut at the Nyquist frequency rings over the edges
  const std::vector<Tilt> one(1);
  const auto out = run_stage(Ctf(params), dataset_of(series, one, {}));
  Tilt tilt = out.tilts[0];
  EXPECT_EQ(tilt.astigmatism_A, 1500);
  const Lens lens(tilt, {});
  const Spectrum spectrum = fourier_2d(out.volume.voxels.data(), n, n);
  const double height = 1000 * interaction_rad_per_V_A(300);
  for (std::size_t j = 0; j < n; ++j)
    for (std::size_t m = 0; m < n; ++m) {
      const double kx = cycles(m, n) / k_pixel_A, ky = cycles(j, n) / k_pixel_A;
      const std::complex<double> here = spectrum[j * n + m] * ((m + j) % 2 == 0 ? 1.0 : -1.0) / height;
      if (m == n / 2 || j == n / 2) continue;  // a real image can not tell +k from -k there
      // what of the point's image falls beyond the edge is mirrored back
      EXPECT_NEAR(here.real(), lens.contrast(kx, ky, 8000), 0.02);
      EXPECT_NEAR(here.imag(), 0, 0.02);
    }
}

// exp(i a cos(q x)) = sum over n of i^n J_n(a) exp(i n q x); the lens turns order n by its aberration.
TEST(Ctf, APhaseGratingHasTheIntensityOfItsBesselSeries) {
  const std::int64_t size = 240;
  const double phase = 0.8, k = 1.0 / (24 * k_pixel_A);
  Volume series{{{size, 2, 1}, k_pixel_A}, {}};
  for (std::int64_t i = 0; i < 2 * size; ++i)  // symmetric about the edges, which are mirrors
    series.voxels.push_back(
        static_cast<float>(phase / interaction_rad_per_V_A(300) *
                           std::cos(2 * k_pi * k * k_pixel_A * (double(i % size) + 0.5))));
  CtfParams params = sharp(25000);
  params.model = "phase_object";
  params.amplitude_contrast = 0;
  const std::vector<Tilt> one(1);
  const auto out = run_stage(Ctf(params), dataset_of(series, one, {}));
  const Lens lens(out.tilts[0], {});
  for (std::int64_t x = 0; x < size; ++x) {
    std::complex<double> wave = 0;
    for (int n = -12; n <= 12; ++n) {
      const double bessel = std::cyl_bessel_j(std::abs(n), phase);  // J_-n = (-1)^n J_n, i^-n = (-1)^n i^n
      wave += bessel * std::polar(1.0, k_pi / 2 * std::abs(n) + lens.aberration(n * k, 0, 25000) +
                                           2 * k_pi * n * k * k_pixel_A * (double(x) + 0.5));
    }
    EXPECT_NEAR(double(at(out.volume, x, 0, 0)), std::norm(wave) - 1, 1e-4);
  }
}

TEST(Ctf, WeakAndFullModelsAgreeForWeakPhases) {
  const std::vector<Tilt> one(1);
  const Volume series = white(64, 1);
  CtfParams params = sharp(10000);
  const auto weak = run_stage(Ctf(params), dataset_of(series, one, {}));
  params.model = "phase_object";
  const auto full = run_stage(Ctf(params), dataset_of(series, one, {}));
  double squares = 0, error = 0;
  for (std::size_t i = 0; i < weak.volume.voxels.size(); ++i) {
    squares += std::pow(double(weak.volume.voxels[i]), 2);
    error += std::pow(double(full.volume.voxels[i]) - double(weak.volume.voxels[i]), 2);
  }
  // the next order is the phase itself, 6.5e-4 radians, to 1
  EXPECT_LT(std::sqrt(error / squares), 2e-3);
}

TEST(Ctf, MatterIsDarkAtUnderfocusWhateverTheContrastOfTheProjections) {
  const GridSpec grid{{64, 64, 1}, k_pixel_A};
  Volume series = volume_of(grid, {{{32, 32, 0}, 10, 1000}});
  const std::vector<Tilt> one(1);
  Dataset in = dataset_of(series, one, {});
  const auto bright = run_stage(Ctf(CtfParams{}), in);
  EXPECT_LT(at(bright.volume, 32, 32, 0), -0.05);
  EXPECT_EQ(bright.contrast, Contrast::protein_dark);
  for (float& value : series.voxels) value = -value;
  in.contrast = Contrast::protein_dark;
  EXPECT_EQ(run_stage(Ctf(CtfParams{}), in).volume.voxels, bright.volume.voxels);
}

TEST(Ctf, RecordsItsOpticsWithEveryView) {
  std::vector<Tilt> tilts(2);
  tilts[1].angle_deg = 30;
  tilts[1].shift_y_A = 4;
  CtfParams params = sharp(12000);
  params.phase_shift_deg = 50;
  params.envelope.b_factor_A2 = 80;
  const auto out = run_stage(Ctf(params), dataset_of(white(16, 2), tilts, {}));
  const Tilt& tilt = out.tilts[1];
  EXPECT_EQ(tilt.angle_deg, 30);
  EXPECT_EQ(tilt.shift_y_A, 4);
  EXPECT_EQ(tilt.defocus_A, 12000);
  EXPECT_EQ(tilt.voltage_kV, 300);
  EXPECT_EQ(tilt.spherical_aberration_mm, 2.7);
  EXPECT_EQ(tilt.amplitude_contrast, 0.07);
  EXPECT_EQ(tilt.phase_shift_deg, 50);
  EXPECT_EQ(tilt.b_factor_A2, 80);
}

TEST(Ctf, SameBitsForEverySplit) {
  const auto tilts = tilts_between(-60, 60, 20);
  const Volume series = white(61, 7);
  for (const char* model : {"weak_phase", "phase_object"}) {
    CtfParams params;
    params.model = model;
    params.defocus_A = Distribution::uniform(10000, 30000);
    params.defocus_error_A = Distribution::normal(0, 100);
    const auto serial = run_stage(Ctf(params), dataset_of(series, tilts, {}), 5);
    for (const std::size_t chunk : {1U, 3U, 100U}) {
      SplitRun run(5, chunk, 3);
      testing::KeptOutput out;
      Ctf(params).run(dataset_of(series, tilts, {}), out, run);
      EXPECT_EQ(out.volume.voxels, serial.volume.voxels) << chunk;
    }
  }
}

TEST(Ctf, OnePixelIsEnough) {
  const Volume series{{{1, 1, 1}, 4}, {100}};
  std::vector<Tilt> one(1);
  one[0].angle_deg = 90;
  const auto out = run_stage(Ctf(sharp(1000)), dataset_of(series, one, {}));
  // a constant has amplitude contrast only
  EXPECT_NEAR(out.volume.voxels[0], -2 * 0.07 * 100 * interaction_rad_per_V_A(300), 1e-6);
}

TEST(Ctf, RefusesWhatItCanNotUse) {
  std::vector<Tilt> two(2);
  Volume series{{{2, 1, 2}, 4}, {1, 2, 3, 4}};
  two[1].voltage_kV = 300;
  EXPECT_EQ(
      data_error_of([&] { run_stage(Ctf({}), dataset_of(series, two, {})); }),
      Texts("a contrast transfer function was applied to image 1 before", "use tem.ctf once in a pipeline"));
  two[1] = {};
  two[1].rotation_deg = 0.5;
  EXPECT_EQ(data_error_of([&] { run_stage(Ctf({}), dataset_of(series, two, {})); }),
            Texts("the tilt axis of image 1 is turned by 0.5 deg, but the gradient needs it along y",
                  "put tem.ctf before tem.misalign, or set gradient to false"));
  two[1] = {};
  series.voxels[2] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(data_error_of([&] { run_stage(Ctf({}), dataset_of(series, two, {})); }),
            Texts("image 1 of the tilt series has values that are not finite",
                  "check the stage or the file that it comes from"));
  series.voxels[2] = 0;
  series.grid.voxel_A = 0;
  EXPECT_EQ(data_error_of([&] { run_stage(Ctf({}), dataset_of(series, two, {})); }),
            Texts("the voxel size of the tilt series is 0 A", "it must be a positive number"));
}

TEST(Ctf, StopsWhenCancelled) {
  const std::vector<Tilt> one(1);
  testing::TestRun run;
  run.is_cancelled = true;
  testing::KeptOutput out;
  EXPECT_THROW(Ctf({}).run(dataset_of(white(8, 1), one, {}), out, run), Cancelled);
}

}  // namespace
}  // namespace cryocosm::tem
