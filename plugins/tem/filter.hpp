// tem.filter: low-pass and high-pass, by the host's Fourier transforms.
#pragma once

#include "cryocosm/run_context.hpp"

namespace cryocosm::tem {

struct FilterParams {
  double low_pass_A = 0;
  double high_pass_A = 0;  ///< 0 = none
  double softness = 0.1;
};

/// Gain at a frequency in 1/Å: the product of a low-pass that falls through 1/2 at 1 / low_pass_A and a
/// high-pass that rises through 1/2 at 1 / high_pass_A, both as a raised cosine that is `softness` times
/// that frequency wide on either side. The mean is kept by the low-pass and taken away by the high-pass.
/// [any]
double filter_gain(const FilterParams& params, double frequency);

/// Images of a tilt series are filtered each alone, volumes and tomograms as a whole.
class Filter final : public AcquisitionStage {
 public:
  static Schema<FilterParams> schema();
  explicit Filter(const FilterParams& params) : params_(params) {}

  Ports ports() const override { return {DataKind::any, DataKind::any}; }
  void run(const Dataset& in, AcquisitionOutput& out, RunContext& run) const override;

 private:
  FilterParams params_;
};

}  // namespace cryocosm::tem
