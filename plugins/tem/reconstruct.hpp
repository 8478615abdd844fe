// tem.reconstruct: a tilt series to a tomogram, by weighted back-projection or SIRT.
#pragma once

#include "cryocosm/run_context.hpp"
#include "ctf_correction.hpp"
#include "weighting.hpp"

namespace cryocosm::tem {

struct ReconstructParams {
  std::string method = "wbp";
  std::string filter = WeightingParams().filter;
  double cutoff = WeightingParams().cutoff;
  double falloff = WeightingParams().falloff;
  std::int64_t iterations = WeightingParams().iterations;
  std::string alignment = "exact";
  CtfCorrectionParams ctf_correction;
  double thickness_A = 0;  ///< 0 = the specimen's own
  std::int64_t binning = 1;
};

/// The result estimates the density itself: quantitative wherever the views go all around and see the
/// whole object. Contrast is the tilt series'; width, height and voxel size too, but for binning, and the
/// middle of the tomogram is the middle of the specimen.
class Reconstruct final : public AcquisitionStage {
 public:
  static Schema<ReconstructParams> schema();
  explicit Reconstruct(const ReconstructParams& params) : params_(params) {}

  Ports ports() const override { return {DataKind::tilt_series, DataKind::tomogram}; }
  void run(const Dataset& in, AcquisitionOutput& out, RunContext& run) const override;

 private:
  ReconstructParams params_;
};

}  // namespace cryocosm::tem
