// Reconstruction against theory: fidelity, missing wedge, resolution of halves, IMOD's values, and SIRT.
#include <gtest/gtest.h>

#include <complex>

#include "hosts.hpp"
#include "project.hpp"
#include "reconstruct.hpp"

namespace cryocosm::tem {
namespace {

using Complex = std::complex<double>;

std::vector<Complex> dft(const std::vector<Complex>& in) {
  const std::size_t n = in.size();
  std::vector<Complex> out(n);
  for (std::size_t k = 0; k < n; ++k)
    for (std::size_t i = 0; i < n; ++i)
      out[k] += in[i] * std::polar(1.0, -2 * k_pi * static_cast<double>(k * i % n) / static_cast<double>(n));
  return out;
}

/// Transform of a square slice, kx fastest.
std::vector<Complex> dft_of_slice(const Volume& slice) {
  const auto n = static_cast<std::size_t>(slice.grid.size.x);
  std::vector<Complex> result(n * n);
  for (std::size_t z = 0; z < n; ++z) {
    const auto begin = slice.voxels.begin() + static_cast<std::ptrdiff_t>(z * n);
    const auto row = dft({begin, begin + static_cast<std::ptrdiff_t>(n)});
    std::copy(row.begin(), row.end(), result.begin() + static_cast<std::ptrdiff_t>(z * n));
  }
  for (std::size_t x = 0; x < n; ++x) {
    std::vector<Complex> column(n);
    for (std::size_t z = 0; z < n; ++z) column[z] = result[z * n + x];
    column = dft(column);
    for (std::size_t z = 0; z < n; ++z) result[z * n + x] = column[z];
  }
  return result;
}

double signed_index(std::size_t k, std::size_t n) {
  return k <= n / 2 ? static_cast<double>(k) : static_cast<double>(k) - static_cast<double>(n);
}

ReconstructParams open_band(const std::string& filter = "ramp") {
  ReconstructParams params;
  params.filter = filter;
  params.cutoff = 1;
  return params;
}

/// A disc of density 1 with softer things in it, and its projections in closed form.
struct Phantom {
  GridSpec grid{{128, 1, 128}, 10};
  double radius = 50;
  std::vector<Blob> inside{{{50.3, 0, 70.2}, 4, 0.4}, {{80.2, 0, 60.7}, 5, -0.3}, {{66.1, 0, 40.5}, 3, 0.5}};

  double at(double x, double z) const {
    double sum = std::hypot(x - 63.5, z - 63.5) < radius ? 1 : 0;
    for (const Blob& b : inside) sum += b.height * bell(std::hypot(x - b.centre.x, z - b.centre.z), b.sigma);
    return sum;
  }
  Volume series(const std::vector<Tilt>& tilts) const {
    Volume series = series_of(grid, inside, tilts);
    for (std::size_t i = 0; i < series.voxels.size(); ++i)
      for (int part = 0; part < 8; ++part) {
        const double x = double(i % 128) - 63.5 + (part + 0.5) / 8 - 0.5;
        const double half = radius * radius - x * x;
        if (half > 0) series.voxels[i] += static_cast<float>(2 * std::sqrt(half) * grid.voxel_A / 8);
      }
    return series;
  }
  /// Relative rms difference where the disc is, edges left out; the mean difference counts or not.
  double error_of(const Volume& slice, bool with_mean = true) const {
    double error = 0, energy = 0, sum = 0, count = 0;
    for (std::int64_t z = 0; z < 128; ++z)
      for (std::int64_t x = 0; x < 128; ++x) {
        if (std::hypot(double(x) - 63.5, double(z) - 63.5) > 0.9 * radius) continue;
        const double truth = at(double(x), double(z));
        const double difference = double(tem::at(slice, x, 0, z)) - truth;
        error += difference * difference;
        energy += truth * truth;
        sum += difference;
        ++count;
      }
    return std::sqrt((error - (with_mean ? 0 : sum * sum / count)) / energy);
  }
};

TEST(ReconstructMethods, OneHundredAndEightyOneTiltsBringThePhantomBackToThreePercent) {
  const Phantom phantom;
  const auto tilts = tilts_between(-90, 90, 1);
  ASSERT_EQ(tilts.size(), 181U);
  const Volume series = phantom.series(tilts);
  for (const char* const filter : {"ramp", "hamming"})
    EXPECT_LT(phantom.error_of(
                  run_stage(Reconstruct(open_band(filter)), dataset_of(series, tilts, phantom.grid)).volume),
              0.03)
        << filter;
  // the overlap of central sections is a model of the lowest frequencies: the mean is not to be relied on
  EXPECT_LT(
      phantom.error_of(
          run_stage(Reconstruct(open_band("exact")), dataset_of(series, tilts, phantom.grid)).volume, false),
      0.03);
  ReconstructParams sirt;
  sirt.method = "sirt";
  sirt.iterations = 60;
  EXPECT_LT(phantom.error_of(run_stage(Reconstruct(sirt), dataset_of(series, tilts, phantom.grid)).volume),
            0.05);
}

TEST(ReconstructMethods, TheMissingWedgeIsEmpty) {
  const GridSpec grid{{64, 1, 64}, 1};
  const std::vector<Blob> blobs{{{31.5, 0, 31.5}, 1.5, 1}};
  const auto tilts = tilts_between(-60, 60, 1);
  const Volume series = series_of(grid, blobs, tilts);
  for (const char* const filter : {"ramp", "hamming", "exact", "sirt-like"}) {
    const auto spectrum =
        dft_of_slice(run_stage(Reconstruct(open_band(filter)), dataset_of(series, tilts, grid)).volume);
    double inside = 0, outside = 0;
    for (std::size_t kz = 0; kz < 64; ++kz)
      for (std::size_t kx = 0; kx < 64; ++kx) {
        const double x = std::abs(signed_index(kx, 64)), z = std::abs(signed_index(kz, 64));
        // central sections are as thick as one over the slice's width: a bin on either side of the edge
        (x < z * std::tan(30 * k_pi / 180) - 1 ? inside : outside) += std::norm(spectrum[kz * 64 + kx]);
      }
    EXPECT_LT(inside / outside, 0.01) << filter;
  }
}

TEST(ReconstructMethods, HalvesCorrelateAsTheirSignalToNoiseSays) {
  // a central blob looks the same in all views, so at each frequency its power over that of the noise, and
  // with it the correlation S / (S + N), is that of one row
  constexpr std::int64_t n = 64;
  const GridSpec grid{{n, 1, n}, 1};
  const std::vector<Blob> blobs{{{31.5, 0, 31.5}, 1.5, 1}};
  const auto tilts = tilts_between(-90, 88, 2);
  const Volume clean = series_of(grid, blobs, tilts);
  constexpr double noise = 0.35;
  constexpr int runs = 24;
  std::vector<double> cross(n / 2), first_power(n / 2), second_power(n / 2), count(n / 2);
  for (int r = 0; r < runs; ++r) {
    std::vector<std::vector<Complex>> halves;
    for (int half = 0; half < 2; ++half) {
      Random random(static_cast<std::uint64_t>(2 * r + half + 1));
      Volume series = clean;
      for (float& pixel : series.voxels) pixel += static_cast<float>(noise * random.normal());
      halves.push_back(
          dft_of_slice(run_stage(Reconstruct(open_band()), dataset_of(series, tilts, grid)).volume));
    }
    for (std::size_t i = 0; i < halves[0].size(); ++i) {
      const double k = std::hypot(signed_index(i % n, n), signed_index(i / n, n));
      const auto ring = static_cast<std::size_t>(std::lround(k));
      if (ring >= n / 2) continue;
      cross[ring] += (halves[0][i] * std::conj(halves[1][i])).real();
      first_power[ring] += std::norm(halves[0][i]);
      second_power[ring] += std::norm(halves[1][i]);
      count[ring] += 0.5;  // opposite bins are conjugates
    }
  }
  for (std::size_t ring = 3; ring < 20; ++ring) {
    const double fsc = cross[ring] / std::sqrt(first_power[ring] * second_power[ring]);
    const double row = std::sqrt(2 * k_pi) * 1.5 * std::sqrt(2 * k_pi) * 1.5 *
                       std::exp(-2 * std::pow(k_pi * 1.5 * double(ring) / n, 2));
    const double expected = row * row / (row * row + n * noise * noise);
    // a correlation of m complex pairs has the error (1 - r^2) / sqrt(2 m) at worst; views spread over
    // neighbouring bins, so that there are fewer independent ones by up to 4; 5 sigma, and the ring's width
    // on top
    const double slope = 0.5 * 4 * std::pow(k_pi * 1.5 / n, 2) * double(ring) * 2 * expected * (1 - expected);
    EXPECT_NEAR(fsc, expected,
                5 * std::sqrt(4 / (2 * count[ring])) * (1 - expected * expected) + slope + 0.01)
        << ring;
  }
}

/// IMOD's tilt as conventions describe it, in double precision and with a plain transform: pad with a
/// straight line, multiply bins by their number, interpolate linearly, a fifth of the mean outside, divide by
/// the number of views.
std::vector<double> imod_slice(const Volume& series, const std::vector<Tilt>& tilts, std::int64_t depth) {
  const std::int64_t n = series.grid.size.x;
  const auto width = static_cast<std::size_t>(n);
  const std::size_t length = 96;  // for 80 pixels: 16 more, and 96 = 2^5 3
  double mean = 0;
  for (const float pixel : series.voxels) mean += double(pixel) / double(series.voxels.size());
  std::vector<double> slice(static_cast<std::size_t>(n * depth));
  for (std::size_t v = 0; v < tilts.size(); ++v) {
    std::vector<Complex> row(length);
    for (std::size_t i = 0; i < width; ++i) row[i] = double(series.voxels[v * width + i]);
    const Complex last = (row[width - 1] + row[width - 2] + row[width - 3]) / 3.0;
    const Complex first = (row[0] + row[1] + row[2]) / 3.0;
    for (std::size_t i = width; i < length; ++i)
      row[i] = last + (first - last) * (double(i - width + 1) / double(length - width + 1));
    auto spectrum = dft(row);
    for (std::size_t k = 0; k < length; ++k) {
      const double bin = std::abs(signed_index(k, length));
      spectrum[k] = std::conj(spectrum[k] * (bin == 0 ? 0.2 : bin));
    }
    row = dft(spectrum);  // the inverse, but for a conjugate and 1/length
    const double a = tilts[v].angle_deg * k_pi / 180;
    for (std::int64_t z = 0; z < depth; ++z)
      for (std::int64_t x = 0; x < n; ++x) {
        const double at =
            middle(n) + (double(x) - middle(n)) * std::cos(a) + (double(z) - middle(depth)) * std::sin(a);
        double value = 0.2 * mean;
        if (at >= 0 && at <= double(n - 1)) {
          const auto i = std::min(static_cast<std::size_t>(at), width - 2);
          const double t = at - double(i);
          value = ((1 - t) * row[i].real() + t * row[i + 1].real()) / double(length);
        }
        slice[static_cast<std::size_t>(z * n + x)] += value / double(tilts.size());
      }
  }
  return slice;
}

TEST(ReconstructMethods, ImodGivesTheValuesOfItsOwnFormula) {
  const GridSpec grid{{80, 1, 40}, 1};
  const std::vector<Blob> blobs{{{44.3, 0, 22.6}, 3, 1}, {{25, 0, 12}, 4, 0.5}};
  const auto tilts = tilts_between(-60, 60, 3);
  Volume series = series_of(grid, blobs, tilts);
  for (float& pixel : series.voxels) pixel += 2;  // a mean, so that padding and edges matter
  const auto expected = imod_slice(series, tilts, 40);
  const auto out = run_stage(Reconstruct(open_band("imod")), dataset_of(series, tilts, grid));
  double error = 0, energy = 0;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    error += std::pow(double(out.volume.voxels[i]) - expected[i], 2);
    energy += std::pow(expected[i], 2);
  }
  // one linear interpolation there, a cubic and a linear one here
  EXPECT_LT(std::sqrt(error / energy), 0.02);
  // the relation to a density: value = density * length / (views * step), two thirds of it for this wedge
  const double scale = 96 / (41 * 3 * k_pi / 180);
  EXPECT_NEAR(at(out.volume, 44, 0, 23) / scale, 0.667, 0.06);
}

TEST(ReconstructMethods, SirtDrawsNearerToTheImagesWithEachIteration) {
  const Phantom phantom;
  const auto tilts = tilts_between(-60, 60, 3);
  const Volume series = phantom.series(tilts);
  double before = 1e300;
  for (const std::int64_t iterations : {1, 4, 16, 64}) {
    ReconstructParams params;
    params.method = "sirt";
    params.iterations = iterations;
    const auto out = run_stage(Reconstruct(params), dataset_of(series, tilts, phantom.grid));
    ProjectParams project;
    project.contrast = "bright";
    const auto again = run_stage(Project(project), dataset_of(out.volume));
    double difference = 0;
    for (std::size_t i = 0; i < series.voxels.size(); ++i)
      difference += std::pow(double(again.volume.voxels[i]) - double(series.voxels[i]), 2);
    EXPECT_LT(difference, before);
    before = difference;
  }
  double energy = 0;
  for (const float pixel : series.voxels) energy += double(pixel) * double(pixel);
  EXPECT_LT(std::sqrt(before / energy), 0.02);  // the disc's sharp edge can not be shown in voxels
}

TEST(ReconstructMethods, SirtHasTheSameBitsForEverySplit) {
  const GridSpec grid{{37, 23, 19}, 10};
  const auto tilts = tilts_between(-75, 75, 15);
  const Volume series = series_of(grid, {{{17, 11, 9}, 3, 1}}, tilts);
  ReconstructParams params;
  params.method = "sirt";
  params.iterations = 3;
  const auto serial = run_stage(Reconstruct(params), dataset_of(series, tilts, grid));
  SplitRun run(1, 5, 3);
  testing::KeptOutput out;
  Reconstruct(params).run(dataset_of(series, tilts, grid), out, run);
  EXPECT_EQ(out.volume.voxels, serial.volume.voxels);
}

TEST(ReconstructMethods, SirtLikeLooksLikeSirt) {
  const GridSpec grid{{128, 1, 128}, 1};
  const std::vector<Blob> blobs{{{63.5, 0, 63.5}, 3, 1}, {{50, 0, 75}, 2, 1}};
  const auto tilts = tilts_between(-60, 60, 2);
  const Volume series = series_of(grid, blobs, tilts);
  ReconstructParams params = open_band("sirt-like");
  params.iterations = 10;
  const auto like = run_stage(Reconstruct(params), dataset_of(series, tilts, grid));
  params.method = "sirt";
  const auto sirt = run_stage(Reconstruct(params), dataset_of(series, tilts, grid));
  double ab = 0, aa = 0, bb = 0;
  for (std::size_t i = 0; i < like.volume.voxels.size(); ++i) {
    const double a = double(like.volume.voxels[i]), b = double(sirt.volume.voxels[i]);
    ab += a * b;
    aa += a * a;
    bb += b * b;
  }
  EXPECT_GT(ab / std::sqrt(aa * bb), 0.95);
}

TEST(ReconstructMethods, BinningIsAveragingBeforehand) {
  const GridSpec grid{{80, 20, 40}, 10};
  const std::vector<Blob> blobs{{{44.3, 9.2, 22.6}, 5, 1}};
  const auto tilts = tilts_between(-90, 87, 3);
  const Volume series = series_of(grid, blobs, tilts);
  ReconstructParams params = open_band();
  params.binning = 2;
  const auto out = run_stage(Reconstruct(params), dataset_of(series, tilts, grid));
  EXPECT_EQ(out.volume.grid.size, (Index3{40, 10, 20}));
  EXPECT_EQ(out.volume.grid.voxel_A, 20);
  // new voxel (22, 4, 11) has its middle at old (44.5, 8.5, 22.5)
  const double distance = std::sqrt(0.2 * 0.2 + 0.7 * 0.7 + 0.1 * 0.1);
  EXPECT_NEAR(at(out.volume, 22, 4, 11), bell(distance, 5), 0.04);
  params.binning = 3;
  EXPECT_EQ(data_error_of([&] { run_stage(Reconstruct(params), dataset_of(series, tilts, grid)); }).first,
            "the image of 80 x 20 pixels can not be binned by 3");
}

TEST(ReconstructMethods, TurnedAndMagnifiedImagesComeBackInPlace) {
  const GridSpec grid{{60, 60, 30}, 10};
  const std::vector<Blob> blobs{{{36.3, 24.2, 16.6}, 3, 1}};
  auto tilts = tilts_between(-90, 87, 3);
  Volume series = series_of(grid, {}, tilts);
  Random random(9);
  for (std::size_t v = 0; v < tilts.size(); ++v) {
    Tilt& tilt = tilts[v];
    tilt.rotation_deg = random.uniform(-4, 4);
    tilt.magnification = random.uniform(0.97, 1.03);
    tilt.shift_x_A = random.uniform(-20, 20);
    tilt.shift_y_A = random.uniform(-20, 20);
    tilt.angle_error_deg = 2;
    // the closed form: turned from x towards y, magnified, then shifted
    const double a = tilt.angle_deg * k_pi / 180, r = tilt.rotation_deg * k_pi / 180, m = tilt.magnification;
    const double u = (36.3 - 29.5) * std::cos(a) + (16.6 - 14.5) * std::sin(a), w = 24.2 - 29.5;
    const double cx = 29.5 + m * (std::cos(r) * u - std::sin(r) * w) + tilt.shift_x_A / 10;
    const double cy = 29.5 + m * (std::sin(r) * u + std::cos(r) * w) + tilt.shift_y_A / 10;
    for (std::size_t i = 0; i < 3600; ++i)
      series.voxels[v * 3600 + i] = static_cast<float>(
          std::sqrt(2 * k_pi) * 30 * bell(std::hypot(double(i % 60) - cx, double(i / 60) - cy), 3 * m));
  }
  const auto out = run_stage(Reconstruct(open_band()), dataset_of(series, tilts, grid));
  EXPECT_NEAR(at(out.volume, 36, 24, 17), bell(std::sqrt(0.3 * 0.3 + 0.2 * 0.2 + 0.4 * 0.4), 3), 0.06);
  ReconstructParams unaware = open_band();
  unaware.alignment = "none";
  EXPECT_LT(at(run_stage(Reconstruct(unaware), dataset_of(series, tilts, grid)).volume, 36, 24, 17), 0.8);
}

}  // namespace
}  // namespace cryocosm::tem
