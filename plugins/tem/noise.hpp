// tem.noise: additive Gaussian noise of a given signal-to-noise ratio.
#pragma once

#include "cryocosm/run_context.hpp"

namespace cryocosm::tem {

struct NoiseParams {
  Distribution snr = 1;
};

/// Adds independent normal noise of mean 0 and the same variance to every pixel of every view. The
/// signal-to-noise ratio is drawn once for a tilt series and means: variance of the pixels about their
/// view's mean, averaged over the views of the input, divided by the variance of the noise.
class Noise final : public AcquisitionStage {
 public:
  static Schema<NoiseParams> schema();
  explicit Noise(const NoiseParams& params) : params_(params) {}

  Ports ports() const override { return {DataKind::tilt_series, DataKind::tilt_series}; }
  void run(const Dataset& in, AcquisitionOutput& out, RunContext& run) const override;

 private:
  NoiseParams params_;
};

}  // namespace cryocosm::tem
