// tem.noise: moments of what it adds, independence of the split, and errors.
#include "noise.hpp"

#include <gtest/gtest.h>

#include "hosts.hpp"

namespace cryocosm::tem {
namespace {

constexpr std::int64_t k_nx = 203, k_ny = 100, k_views = 7;  // an odd width: the last pair of a row is cut

/// Views of different mean, so that brightness between views would count if it were taken for signal.
const Volume& signal() {
  static const Volume made = [] {
    Volume series{{{k_nx, k_ny, k_views}, 10}, {}};
    for (std::int64_t v = 0; v < k_views; ++v)
      for (std::int64_t y = 0; y < k_ny; ++y)
        for (std::int64_t x = 0; x < k_nx; ++x)
          series.voxels.push_back(
              static_cast<float>(100.0 * double(v) + double(1 + v) * ((x + y) % 2 == 0 ? 1 : -1)));
    return series;
  }();
  return made;
}

/// Within view v the pixels are its mean +- (1+v), so the mean variance is (1 + 4 + ... + 49) / 7 = 20
/// (each view has as many of one kind as of the other: k_nx * k_ny is even).
constexpr double k_signal_variance = 20;

const std::vector<Tilt>& tilts() {
  static const std::vector<Tilt> made = tilts_between(-9, 9, 3);
  return made;
}

std::vector<double> noise_of(const Volume& noisy) {
  std::vector<double> noise(noisy.voxels.size());
  for (std::size_t i = 0; i < noise.size(); ++i)
    noise[i] = static_cast<double>(noisy.voxels[i]) - static_cast<double>(signal().voxels[i]);
  return noise;
}

double mean_product(const std::vector<double>& values, std::size_t lag) {
  double sum = 0;
  for (std::size_t i = 0; i + lag < values.size(); ++i) sum += values[i] * values[i + lag];
  return sum / static_cast<double>(values.size() - lag);
}

Noise with_snr(const Distribution& snr, bool halves = false) {
  NoiseParams params;
  params.snr = snr;
  params.halves = halves;
  return Noise(params);
}

TEST(Noise, MomentsAreThoseOfTheAskedRatio) {
  const auto out = run_stage(with_snr(0.5), dataset_of(signal(), tilts(), {}), 11);
  const auto noise = noise_of(out.volume);
  const auto n = static_cast<double>(noise.size());
  const double variance = k_signal_variance / 0.5;
  double mean = 0, fourth = 0;
  for (const double value : noise) {
    mean += value / n;
    fourth += std::pow(value, 4) / n;
  }
  // 5 standard errors of the mean, of the variance (2 s^4 / n) and of the fourth moment (96 s^8 / n)
  EXPECT_NEAR(mean, 0, 5 * std::sqrt(variance / n));
  EXPECT_NEAR(mean_product(noise, 0), variance, 5 * variance * std::sqrt(2 / n));
  EXPECT_NEAR(fourth, 3 * variance * variance, 5 * variance * variance * std::sqrt(96 / n));
}

TEST(Noise, MeasuredRatioIsTheTarget) {
  for (const double snr : {0.05, 1.0, 2.0}) {
    const auto noise = noise_of(run_stage(with_snr(snr), dataset_of(signal(), tilts(), {}), 14).volume);
    // 2 % is five standard errors of a variance from 142,100 values
    EXPECT_NEAR(k_signal_variance / mean_product(noise, 0) / snr, 1, 0.02);
  }
}

TEST(Noise, HalvesAreIndependentAndTheirMeanIsTheWhole) {
  const auto whole = run_stage(with_snr(1), dataset_of(signal(), tilts(), {}), 15);
  const auto out = run_stage(with_snr(1, true), dataset_of(signal(), tilts(), {}), 15);
  EXPECT_EQ(out.volume.voxels, whole.volume.voxels);
  const auto first = noise_of({signal().grid, out.halves[0]}),
             second = noise_of({signal().grid, out.halves[1]});
  double product = 0;
  for (std::size_t i = 0; i < first.size(); ++i) {
    EXPECT_NEAR(0.5F * (out.halves[0][i] + out.halves[1][i]), out.volume.voxels[i], 1e-3);
    product += first[i] * second[i] / static_cast<double>(first.size());
  }
  const double variance = 2 * k_signal_variance, error = 5 / std::sqrt(static_cast<double>(first.size()));
  EXPECT_NEAR(mean_product(first, 0), variance, variance * std::sqrt(2.0) * error);
  EXPECT_NEAR(mean_product(second, 0), variance, variance * std::sqrt(2.0) * error);
  EXPECT_NEAR(product, 0, variance * error);
}

TEST(Noise, RefusesToGiveBothHalvesTheSameNoise) {
  Dataset half = dataset_of(signal(), tilts(), {});
  half.is_half = true;
  EXPECT_EQ(data_error_of([&] { run_stage(with_snr(1), half); }),
            Texts("the tilt series comes in two halves, and new noise would be the same in both",
                  "make the halves with the last tem.noise of the pipeline"));
}

TEST(Noise, PixelsRowsAndViewsAreIndependent) {
  const auto out = run_stage(with_snr(1), dataset_of(signal(), tilts(), {}), 12);
  const auto noise = noise_of(out.volume);
  const double error = k_signal_variance / std::sqrt(static_cast<double>(noise.size()));
  const std::vector<std::size_t> lags{1, 2, 3, 4, 5, k_nx, k_nx * k_ny};
  for (const std::size_t lag : lags)
    EXPECT_NEAR(mean_product(noise, lag), 0, 5.5 * error) << lag;  // 5.5: lags leave some pairs out
}

TEST(Noise, EveryViewHasTheSameVariance) {
  const auto out = run_stage(with_snr(2), dataset_of(signal(), tilts(), {}), 13);
  const auto noise = noise_of(out.volume);
  constexpr std::size_t k_pixels = k_nx * k_ny;
  for (std::size_t v = 0; v < k_views; ++v) {
    const std::vector<double> one(noise.begin() + static_cast<std::ptrdiff_t>(v * k_pixels),
                                  noise.begin() + static_cast<std::ptrdiff_t>((v + 1) * k_pixels));
    EXPECT_NEAR(mean_product(one, 0), k_signal_variance / 2,
                5 * k_signal_variance / 2 * std::sqrt(2.0 / static_cast<double>(k_pixels)));
  }
}

TEST(Noise, SameBitsForEverySplitAndSeed) {
  const auto serial = run_stage(with_snr(1), dataset_of(signal(), tilts(), {}), 5);
  for (const std::size_t chunk : {1U, 3U, 50U, 100000U}) {
    SplitRun run(5, chunk, 3);
    testing::KeptOutput out;
    with_snr(1).run(dataset_of(signal(), tilts(), {}), out, run);
    EXPECT_EQ(out.volume.voxels, serial.volume.voxels) << chunk;
    EXPECT_EQ(run.finished, 1);
  }
  const auto other = run_stage(with_snr(1), dataset_of(signal(), tilts(), {}), 6);
  std::size_t equal = 0;
  for (std::size_t i = 0; i < other.volume.voxels.size(); ++i)
    if (other.volume.voxels[i] == serial.volume.voxels[i]) ++equal;
  EXPECT_LT(equal, other.volume.voxels.size() / 100);
}

TEST(Noise, DrawsOneRatioForTheSeries) {
  testing::TestRun run(21);
  const double snr = run.draw("snr", Distribution::uniform(1, 2));
  const auto drawn = run_stage(with_snr(Distribution::uniform(1, 2)), dataset_of(signal(), tilts(), {}), 21);
  const auto constant = run_stage(with_snr(snr), dataset_of(signal(), tilts(), {}), 21);
  EXPECT_EQ(drawn.volume.voxels, constant.volume.voxels);
}

TEST(Noise, CarriesTiltsAndContrastAlong) {
  Dataset in = dataset_of(signal(), tilts(), {});
  in.contrast = Contrast::protein_dark;
  std::vector<Tilt> shifted = tilts();
  shifted[2].shift_y_A = 3;
  in.tilts = view(shifted);
  const auto out = run_stage(with_snr(1), in);
  EXPECT_EQ(out.contrast, Contrast::protein_dark);
  ASSERT_EQ(out.tilts.size(), shifted.size());
  EXPECT_EQ(out.tilts[2].angle_deg, -3);
  EXPECT_EQ(out.tilts[2].shift_y_A, 3);
  EXPECT_EQ(out.volume.grid.size, signal().grid.size);
}

TEST(Noise, TwoPixelsAreEnough) {
  const Volume series{{{2, 1, 1}, 1}, {-1, 1}};
  const std::vector<Tilt> one(1);
  const auto out = run_stage(with_snr(1e6), dataset_of(series, one, {}));
  EXPECT_NEAR(out.volume.voxels[0], -1, 0.01);  // 10 standard deviations of 0.001
  EXPECT_NE(out.volume.voxels[0], -1.0F);
}

TEST(Noise, RefusesWhatHasNoSignal) {
  const std::vector<Tilt> two(2);
  const Volume blank{{{2, 2, 2}, 1}, {3, 3, 3, 3, 5, 5, 5, 5}};
  EXPECT_EQ(data_error_of([&] { run_stage(with_snr(0.5), dataset_of(blank, two, {})); }),
            Texts("every view of the tilt series is constant, so no noise has a signal-to-noise ratio of 0.5",
                  "place at least one structure, or leave tem.noise out"));
  const Volume broken{{{1, 1, 2}, 1}, {1, std::numeric_limits<float>::quiet_NaN()}};
  EXPECT_EQ(data_error_of([&] { run_stage(with_snr(1), dataset_of(broken, two, {})); }),
            Texts("image 1 of the tilt series has values that are not finite",
                  "check the stage or the file that it comes from"));
}

TEST(Noise, RefusesInconsistentTilts) {
  std::vector<Tilt> three(3);
  const Volume series{{{1, 1, 2}, 1}, {1, 2}};
  EXPECT_EQ(data_error_of([&] { run_stage(with_snr(1), dataset_of(series, three, {})); }),
            Texts("the tilt series has 2 images but 3 tilt angles",
                  "the stage that made it must give one Tilt for each image"));
  three.pop_back();
  three[1].angle_deg = std::numeric_limits<double>::infinity();
  EXPECT_EQ(data_error_of([&] { run_stage(with_snr(1), dataset_of(series, three, {})); }),
            Texts("the tilt angle or shift of image 1 is not finite",
                  "the stage that made the tilt series must give finite numbers"));
}

TEST(Noise, StopsWhenCancelled) {
  testing::TestRun run;
  run.is_cancelled = true;
  testing::KeptOutput out;
  EXPECT_THROW(with_snr(1).run(dataset_of(signal(), tilts(), {}), out, run), Cancelled);
}

}  // namespace
}  // namespace cryocosm::tem
