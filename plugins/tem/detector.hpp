// What a detector does to contrast and to noise, from its DQE and MTF.
#pragma once

#include <string>
#include <vector>

#include "cryocosm/run_context.hpp"

namespace cryocosm::tem {

struct DetectorParams {
  std::string model = "ideal";
  double dqe = 0.8;
  double dqe_nyquist = 0.3;
  double mtf_nyquist = 0.4;
  InputFile file;
};
Schema<DetectorParams> detector_schema();

/// A detector counts the share dqe() of the electrons. Their pattern was multiplied by before(s) first, and
/// the counts are multiplied by after(s) afterwards, where s is the frequency as a fraction of the Nyquist
/// frequency. With before = sqrt(DQE(s) / DQE(0)) and after = MTF(s) / before the image has the given MTF, a
/// noise power of (electrons per pixel) DQE(0) MTF^2 DQE(0) / DQE, and so the given DQE.
class Detector {
 public:
  /// Reads the file of the model "file". Throws FileError, or DataError for a curve that is not whole.
  explicit Detector(const DetectorParams& params);

  double dqe() const { return dqe_; }
  double before(double s) const { return looked_up(before_, s); }
  double after(double s) const { return looked_up(after_, s); }
  bool is_ideal() const { return is_ideal_; }  ///< before and after are 1

  /// One line of a file of curves; `frequency` in cycles per pixel.
  struct Row {
    double frequency = 0, mtf = 1, dqe = 0;
  };

 private:
  static double looked_up(const std::vector<double>& table, double s);
  template <class Mtf, class Dqe>
  void fill(Mtf&& mtf, Dqe&& relative_dqe);

  double dqe_ = 1;
  bool is_ideal_ = false;
  std::vector<double> before_, after_;  ///< at equal steps of s from 0 to sqrt(2), the corner of the spectrum
};

/// The rows of a file of curves: frequency in cycles per pixel, MTF and, in all rows or in none, DQE, between
/// blanks or commas; '#' starts a comment, and the header lines of RELION's MTF files are passed over. Throws
/// FileError, or DataError unless the frequencies rise from 0 to 0.5 in steps of at most 0.1, MTF is from 0
/// to 1.2 and near 1 at first, and DQE above 0 and at most 1. [any]
std::vector<Detector::Row> read_detector_file(const std::string& path, bool& has_dqe);

}  // namespace cryocosm::tem
