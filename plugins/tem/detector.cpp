// Models of detectors as tables of two factors.
#include "detector.hpp"

#include <algorithm>
#include <cmath>

namespace cryocosm::tem {
namespace {

constexpr std::size_t k_steps = 1024;
const double k_corner = std::sqrt(2.0);

/// Linear between the rows; the last row holds beyond them.
template <class Value>
double between(const std::vector<Detector::Row>& rows, double frequency, Value&& value) {
  const auto after = std::upper_bound(rows.begin(), rows.end(), frequency,
                                      [](double f, const Detector::Row& row) { return f < row.frequency; });
  if (after == rows.begin()) return value(rows.front());
  if (after == rows.end()) return value(rows.back());
  const Detector::Row& before = *(after - 1);
  const double part = (frequency - before.frequency) / (after->frequency - before.frequency);
  return value(before) * (1 - part) + value(*after) * part;
}

}  // namespace

Schema<DetectorParams> detector_schema() {
  Schema<DetectorParams> s("How electrons become counts.");
  s.field("model", &DetectorParams::model)
      .choices({"ideal", "square_pixel", "parametric", "file"})
      .help(
          "Every electron in its pixel; the best that square pixels can do; curves given by their values at "
          "zero "
          "and at the Nyquist frequency; or curves from a file.");
  s.field("dqe", &DetectorParams::dqe)
      .unit(units::fraction)
      .range(0.001, 1)
      .help("Detective quantum efficiency at frequency zero, unless the file gives it.");
  s.field("dqe_nyquist", &DetectorParams::dqe_nyquist)
      .unit(units::fraction)
      .range(0.001, 1)
      .help("With the model 'parametric': the same at the Nyquist frequency.");
  s.field("mtf_nyquist", &DetectorParams::mtf_nyquist)
      .unit(units::fraction)
      .range(0.001, 1)
      .help("With the model 'parametric': modulation transfer at the Nyquist frequency.");
  s.field("file", &DetectorParams::file)
      .optional()
      .help(
          "With the model 'file': lines of frequency in cycles per pixel, MTF and, if known, DQE; RELION's "
          "MTF "
          "files can be read.");
  return s;
}

double Detector::looked_up(const std::vector<double>& table, double s) {
  const double at = std::min(s / k_corner * k_steps, static_cast<double>(k_steps));
  const auto below = std::min(static_cast<std::size_t>(at), k_steps - 1);
  const double part = at - static_cast<double>(below);
  return table[below] + part * (table[below + 1] - table[below]);
}

template <class Mtf, class Dqe>
void Detector::fill(Mtf&& mtf, Dqe&& relative_dqe) {
  for (std::size_t i = 0; i <= k_steps; ++i) {
    const double s = k_corner * static_cast<double>(i) / k_steps;
    before_.push_back(std::sqrt(relative_dqe(s)));
    after_.push_back(before_.back() > 0 ? mtf(s) / before_.back() : 1);
  }
}

Detector::Detector(const DetectorParams& params) {
  const auto sinc = [](double s) { return s == 0 ? 1.0 : std::sin(k_pi * s / 2) / (k_pi * s / 2); };
  const auto one = [](double) { return 1.0; };
  if (params.model == "square_pixel") {
    fill(sinc, [&](double s) { return sinc(s) * sinc(s); });
  } else if (params.model == "parametric") {
    dqe_ = params.dqe;
    const double fall = params.dqe_nyquist / params.dqe;
    fill([&](double s) { return std::pow(params.mtf_nyquist, s * s); },
         [&](double s) { return std::pow(fall, s * s); });
  } else if (params.model == "file") {
    bool has_dqe = false;
    const std::vector<Row> rows = read_detector_file(params.file.path, has_dqe);
    dqe_ = has_dqe ? rows.front().dqe : params.dqe;
    const auto mtf = [&](double s) { return between(rows, s / 2, [](const Row& row) { return row.mtf; }); };
    const auto from_file = [&](double s) {
      return between(rows, s / 2, [](const Row& row) { return row.dqe; }) / rows.front().dqe;
    };
    // without a DQE the noise is taken to be white, which makes DQE = DQE(0) MTF^2
    if (has_dqe)
      fill(mtf, from_file);
    else
      fill(mtf, [&](double s) { return mtf(s) * mtf(s); });
  } else {
    fill(one, one);
    is_ideal_ = true;
  }
}

}  // namespace cryocosm::tem
