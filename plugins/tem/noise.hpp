// tem.noise: noise of a given signal-to-noise ratio, or that of a given dose on a given detector.
#pragma once

#include "detector.hpp"
#include "exposure.hpp"

namespace cryocosm::tem {

struct DoseParams {
  Distribution total_e_per_A2 = 120;
  double growth = 0;
  std::vector<double> per_view_e_per_A2;
  bool damage = true;
  std::string output = "contrast";
  DetectorParams detector;
  IceParams ice;
};

struct NoiseParams {
  std::string mode = "snr";
  Distribution snr = 1;
  bool halves = false;
  DoseParams dose;
};

/// Mode "snr" adds independent normal noise of mean 0 and the same variance to every pixel of every view. The
/// signal-to-noise ratio is drawn once for a tilt series and means: variance of the pixels about their
/// view's mean, averaged over the views of the input, divided by the variance of the noise.
///
/// Mode "dose" takes relative contrast, as tem.ctf gives it, and counts electrons: see ViewCounter. The doses
/// are recorded in each Tilt.
///
/// With halves, each half has half of the electrons, or independent noise of twice the variance, and the
/// whole is their sum (of counts) or mean.
class Noise final : public AcquisitionStage {
 public:
  static Schema<NoiseParams> schema();
  /// Reads the detector's file. Throws FileError or DataError.
  explicit Noise(const NoiseParams& params) : params_(params), detector_(params.dose.detector) {}

  Ports ports() const override { return {DataKind::tilt_series, DataKind::tilt_series}; }
  void run(const Dataset& in, AcquisitionOutput& out, RunContext& run) const override;

 private:
  void add_by_ratio(const Dataset& in, AcquisitionOutput& out, RunContext& run) const;
  void count_electrons(const Dataset& in, AcquisitionOutput& out, RunContext& run) const;

  NoiseParams params_;
  Detector detector_;
};

}  // namespace cryocosm::tem
