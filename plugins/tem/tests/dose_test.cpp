// tem.noise by dose: mean, variance and spectrum of counts, damage, ice, halves, and errors.
#include <gtest/gtest.h>

#include "electron_optics.hpp"
#include "hosts.hpp"
#include "noise.hpp"
#include "spectrum.hpp"

namespace cryocosm::tem {
namespace {

constexpr std::size_t k_n = 256;
constexpr double k_pixel_A = 4;

/// Views as a perfect phase plate shows them: contrast = -2 phase.
std::vector<Tilt> seen(std::vector<Tilt> tilts) {
  for (Tilt& tilt : tilts) {
    tilt.voltage_kV = 300;
    tilt.phase_shift_deg = 90;
  }
  return tilts;
}

/// contrast = height * cos(2 pi m x / n): `m` waves across the image, the same in every view.
Volume waves(std::size_t m, double height, std::size_t views = 1) {
  Volume series{{{k_n, k_n, std::int64_t(views)}, k_pixel_A}, {}};
  for (std::size_t i = 0; i < series.grid.count(); ++i)
    series.voxels.push_back(static_cast<float>(height * std::cos(2 * k_pi * double(m * (i % k_n)) / k_n)));
  return series;
}

NoiseParams counts(double electrons_per_pixel, std::size_t views = 1) {
  NoiseParams params;
  params.mode = "dose";
  params.dose.total_e_per_A2 = double(views) * electrons_per_pixel / (k_pixel_A * k_pixel_A);
  params.dose.damage = false;
  params.dose.output = "counts";
  return params;
}

testing::KeptOutput counted(const NoiseParams& params, const Volume& series, const std::vector<Tilt>& tilts,
                            std::uint64_t seed = 1) {
  return run_stage(Noise(params), dataset_of(series, tilts, {}), seed);
}

struct Moments {
  double mean = 0, variance = 0;
};
Moments moments_of(const float* pixels) {
  Moments m;
  for (std::size_t i = 0; i < k_n * k_n; ++i) m.mean += double(pixels[i]) / (k_n * k_n);
  for (std::size_t i = 0; i < k_n * k_n; ++i)
    m.variance += std::pow(double(pixels[i]) - m.mean, 2) / (k_n * k_n);
  return m;
}

/// Amplitude of the wave in an image, by projection onto it.
double wave_in(const float* pixels, std::size_t m) {
  double sum = 0;
  for (std::size_t i = 0; i < k_n * k_n; ++i)
    sum += double(pixels[i]) * std::cos(2 * k_pi * double(m * (i % k_n)) / k_n);
  return 2 * sum / (k_n * k_n);
}

/// Mean power per pixel of the bins whose frequency is within `width` of s, a fraction of the Nyquist
/// frequency; the wave's own bins left out.
double power_at(const float* pixels, double s, double width, double& bins) {
  const Spectrum spectrum = fourier_2d(pixels, k_n, k_n);
  double power = 0;
  bins = 0;
  for (std::size_t j = 0; j < k_n; ++j)
    for (std::size_t i = 0; i < k_n; ++i) {
      if (j == 0 || std::abs(2 * std::hypot(cycles(i, k_n), cycles(j, k_n)) - s) > width) continue;
      power += std::norm(spectrum[j * k_n + i]) / (k_n * k_n);
      bins += 1;
    }
  return power / bins;
}

TEST(Dose, CountsHaveTheMeanAndVarianceOfTheDose) {
  const auto tilts = seen(tilts_between(-60, 60, 60));
  for (const double electrons : {0.7, 25.0, 400.0}) {
    const auto out = counted(counts(electrons, 3), waves(0, 0, 3), tilts);
    for (std::size_t v = 0; v < 3; ++v) {
      const Moments m = moments_of(out.volume.voxels.data() + v * k_n * k_n);
      EXPECT_NEAR(m.mean, electrons, 5 * std::sqrt(electrons) / k_n);
      EXPECT_NEAR(m.variance, electrons, 5 * electrons * std::sqrt(2 + 1 / electrons) / k_n);
    }
    EXPECT_EQ(out.volume.voxels[0], std::floor(out.volume.voxels[0]));
    EXPECT_NEAR(out.tilts[1].dose_e_per_A2, electrons / 16, 1e-9);
    EXPECT_NEAR(out.tilts[2].pre_exposure_e_per_A2, 2 * electrons / 16, 1e-9);
  }
}

TEST(Dose, NoiseFollowsTheIntensity) {
  const auto out = counted(counts(100), waves(1, 0.6), seen(std::vector<Tilt>(1)));
  double bright = 0, dark = 0;  // squared deviations near the crest and near the trough
  constexpr std::size_t k_columns = 16;
  for (std::size_t y = 0; y < k_n; ++y)
    for (std::size_t i = 0; i < k_columns; ++i) {
      const std::size_t crest = (i + k_n - k_columns / 2) % k_n, trough = i + (k_n - k_columns) / 2;
      const auto deviation = [&](std::size_t x) {
        const double mean = 100 * (1 + 0.6 * std::cos(2 * k_pi * double(x) / k_n));
        return std::pow(double(out.volume.voxels[y * k_n + x]) - mean, 2) / (k_n * k_columns);
      };
      bright += deviation(crest);
      dark += deviation(trough);
    }
  const double error = 5 * std::sqrt(2.0 / (k_n * k_columns));
  EXPECT_NEAR(bright / 160, 1, error + 0.01);  // the cosine falls by 2 % over the columns
  EXPECT_NEAR(dark / 40, 1, error + 0.03);
}

TEST(Dose, SpectrumHasTheMtfAndTheDqeOfTheDetector) {
  NoiseParams params = counts(200);
  params.dose.detector.model = "parametric";
  const double dqe0 = 0.8;
  for (const std::size_t m : {8U, 48U, 96U}) {
    const double s = 2.0 * double(m) / k_n, height = 0.3;
    const double dqe = dqe0 * std::pow(0.3 / dqe0, s * s), mtf = std::pow(0.4, s * s);
    const auto out = counted(params, waves(m, height), seen(std::vector<Tilt>(1)), 3);
    const float* const pixels = out.volume.voxels.data();
    EXPECT_NEAR(moments_of(pixels).mean, 200 * dqe0, 5 * std::sqrt(200 * dqe0) / k_n);
    // the wave: as high as the MTF says; its error is that of the noise power in its bin
    const double noise = 200 * dqe0 * mtf * mtf * dqe0 / dqe;
    EXPECT_NEAR(wave_in(pixels, m) / (200 * dqe0 * height * mtf), 1,
                5 * std::sqrt(2 * noise) / k_n / (200 * dqe0 * height * mtf) + 2e-3);
    // the noise: power of a bin is exponential, so of n bins (in pairs) the mean errs by sqrt(2 / n)
    double bins = 0;
    const double power = power_at(pixels, s, 0.03, bins);
    EXPECT_NEAR(power / noise, 1, 5 * std::sqrt(2 / bins) + 0.01);  // and the curves bend over the ring
    // and so the ratio that the name stands for: (signal out)^2 / noise out over (signal in)^2 / noise in
    const double measured = std::pow(wave_in(pixels, m) / height, 2) / power / 200;
    EXPECT_NEAR(measured / dqe, 1, 5 * std::sqrt(2 / bins) + 0.03);
  }
}

TEST(Dose, DetailFadesWithTheExposureInTheOrderOfAcquisition) {
  auto tilts = seen(tilts_between(-60, 60, 60));
  tilts[0].acquired = 2;
  tilts[1].acquired = 0;
  tilts[2].acquired = 1;
  NoiseParams params = counts(1600, 3);  // 100 e/Å^2 for each view, far beyond what is used
  params.dose.per_view_e_per_A2 = {30, 20, 10};
  params.dose.damage = true;
  const std::size_t m = 32;  // k = 32 / (256 * 4 Å) = 1 / 32 Å
  const auto out = counted(params, waves(m, 0.3, 3), tilts);
  const double critical = 0.245 * std::pow(32, 1.665) + 2.81;
  const double before[] = {30, 0, 20}, dose[] = {30, 20, 10};
  for (std::size_t v = 0; v < 3; ++v) {
    const double electrons = dose[v] * 16;
    double kept = 0;
    for (int i = 0; i < 1000; ++i)
      kept += std::exp(-(before[v] + dose[v] * (i + 0.5) / 1000) / (2 * critical)) / 1000;
    const double wave = wave_in(out.volume.voxels.data() + v * k_n * k_n, m) / electrons;
    EXPECT_NEAR(wave, 0.3 * kept, 5 * std::sqrt(2 / electrons) / k_n + 3e-4) << v;
  }
}

TEST(Dose, IceTakesElectronsAndAddsNoise) {
  const auto tilts = seen(tilts_between(0, 60, 60));
  NoiseParams params = counts(4000, 2);
  params.dose.ice = {2000, 4000, 0.06};
  const auto out = counted(params, waves(0, 0, 2), tilts);
  for (std::size_t v = 0; v < 2; ++v) {
    const double path = v == 0 ? 1 : 2;
    const double electrons = 4000 * std::exp(-0.5 * path);
    const Moments m = moments_of(out.volume.voxels.data() + v * k_n * k_n);
    // contrast -2 phase; phase = 6.526e-4 * 145.6 V Å^3 sqrt(0.0311 * 2000 Å * path * 0.06) / 4 Å
    const double ice = electrons * 2 * 6.5262e-4 * 145.60 * std::sqrt(0.031089 * 2000 * path * 0.06) / 4;
    const double variance = electrons + ice * ice;
    EXPECT_NEAR(m.mean, electrons, 5 * std::sqrt(variance) / k_n);
    EXPECT_NEAR(m.variance, variance, variance * (5 * std::sqrt(2.0) / k_n + 1e-3));
    EXPECT_GT(ice * ice, electrons);  // the test tests something
  }
}

TEST(Dose, ContrastIsCountsOverTheirMean) {
  NoiseParams params = counts(50);
  params.dose.detector.model = "parametric";
  const auto raw = counted(params, waves(5, 0.2), seen(std::vector<Tilt>(1)));
  params.dose.output = "contrast";
  const auto out = counted(params, waves(5, 0.2), seen(std::vector<Tilt>(1)));
  for (std::size_t i = 0; i < out.volume.voxels.size(); ++i)
    ASSERT_NEAR(out.volume.voxels[i], raw.volume.voxels[i] / (50 * 0.8F) - 1, 1e-5);
}

TEST(Dose, HalvesShareTheElectrons) {
  NoiseParams params = counts(60);
  params.halves = true;
  const auto out = counted(params, waves(0, 0), seen(std::vector<Tilt>(1)));
  double product = 0;
  for (std::size_t i = 0; i < k_n * k_n; ++i) {
    ASSERT_EQ(out.volume.voxels[i], out.halves[0][i] + out.halves[1][i]);
    product += (double(out.halves[0][i]) - 30) * (double(out.halves[1][i]) - 30) / (k_n * k_n);
  }
  for (const auto& half : out.halves) {
    const Moments m = moments_of(half.data());
    EXPECT_NEAR(m.mean, 30, 5 * std::sqrt(30.0) / k_n);
    EXPECT_NEAR(m.variance, 30, 5 * 30 * std::sqrt(2.0 + 1 / 30.0) / k_n);
  }
  EXPECT_NEAR(product, 0, 5 * 30.0 / k_n);
  params.dose.output = "contrast";
  const auto contrast = counted(params, waves(0, 0), seen(std::vector<Tilt>(1)));
  EXPECT_NEAR(contrast.halves[0][7], out.halves[0][7] / 30 - 1, 1e-6);
}

TEST(Dose, SameBitsForEverySplit) {
  const auto tilts = seen(tilts_between(-60, 60, 20));
  Volume series{{{33, 21, 7}, k_pixel_A}, std::vector<float>(33 * 21 * 7, 0.1F)};
  NoiseParams params = counts(20);
  params.halves = params.dose.damage = true;
  params.dose.detector.model = "square_pixel";
  params.dose.ice.thickness_A = 1000;
  const auto serial = run_stage(Noise(params), dataset_of(series, tilts, {}), 5);
  for (const std::size_t chunk : {1U, 2U, 100U}) {
    SplitRun run(5, chunk, 3);
    testing::KeptOutput out;
    Noise(params).run(dataset_of(series, tilts, {}), out, run);
    EXPECT_EQ(out.volume.voxels, serial.volume.voxels) << chunk;
    EXPECT_EQ(out.halves, serial.halves) << chunk;
  }
}

TEST(Dose, RefusesWhatCanNotBeCounted) {
  const Volume series{{{2, 1, 2}, k_pixel_A}, {0, 0, 0, 0}};
  const std::vector<Tilt> two(2);
  const auto refused = [&](const NoiseParams& params, const std::vector<Tilt>& tilts) {
    return data_error_of([&] { run_stage(Noise(params), dataset_of(series, tilts, {})); });
  };
  EXPECT_EQ(refused(counts(10), two),
            Texts("image 0 of the tilt series is not what a microscope shows",
                  "put tem.ctf before tem.noise; a defocus of 0 with a phase shift of 90 deg is the perfect "
                  "phase plate"));
  EXPECT_EQ(refused(counts(0), seen(two)),
            Texts("the pixels of image 0 would get 0 electrons each",
                  "choose another dose or thickness of ice: from 1e-06 to 1e+06 electrons can be counted"));
  NoiseParams icy = counts(10);
  icy.dose.ice.thickness_A = 1000;
  auto steep = seen(two);
  steep[1].angle_deg = 90;
  EXPECT_EQ(refused(icy, steep).first, "the pixels of image 1 would get 0 electrons each");
  NoiseParams listed = counts(10);
  listed.dose.per_view_e_per_A2 = {1};
  EXPECT_EQ(refused(listed, seen(two)).first, "there are 1 doses for 2 images");
}

TEST(Dose, AskingForNoDoseOrNoRatioIsOutOfRange) {
  const auto schema = Noise::schema();
  const auto least = [](const SchemaInfo& info, const std::string& key) {
    for (const FieldInfo& field : info.fields)
      if (field.key == key) return field.minimum;
    return -1.0;
  };
  EXPECT_GT(least(schema.info(), "snr"), 0);
  const SchemaInfo& dose = schema.info().fields.back().group.at(0);
  EXPECT_GT(least(dose, "total"), 0);
  EXPECT_GT(least(dose, "per_view"), 0);
}

TEST(Dose, RulesBetweenParameters) {
  EXPECT_EQ(
      Noise::schema().info().rules,
      (std::vector<std::string>{"dose.total and dose.per_view are for mode 'dose', snr is for mode 'snr'",
                                "the detector model 'file' needs the parameter dose.detector.file",
                                "dose.detector.dqe_nyquist must not be greater than dose.detector.dqe"}));
}

TEST(Dose, IsRefusedInTheOtherMode) {
  const auto broken = [](const char* mode, const char* key, double number) {
    Value value, text, group;
    value.type = Value::Type::distribution;
    value.distribution = number;
    text.type = Value::Type::text;
    text.text = mode;
    group.type = Value::Type::group;
    if (std::string(key) == "snr") {
      group.keys = {"mode", "snr"};
      group.items = {text, value};
    } else {
      Value dose;
      dose.type = Value::Type::group;
      dose.keys = {key};
      dose.items = {value};
      group.keys = {"mode", "dose"};
      group.items = {text, dose};
    }
    return Noise::schema().first_broken_rule(group);
  };
  EXPECT_EQ(broken("snr", "snr", 0.5), -1);
  EXPECT_EQ(broken("dose", "snr", 0.5), 0);
  EXPECT_EQ(broken("dose", "total", 90), -1);
  EXPECT_EQ(broken("snr", "total", 90), 0);
}

TEST(Dose, StopsWhenCancelled) {
  testing::TestRun run;
  run.is_cancelled = true;
  testing::KeptOutput out;
  const auto tilts = seen(std::vector<Tilt>(1));
  const Volume series = waves(1, 0.1);
  EXPECT_THROW(Noise(counts(5)).run(dataset_of(series, tilts, {}), out, run), Cancelled);
}

}  // namespace
}  // namespace cryocosm::tem
