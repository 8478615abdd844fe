// tem.reconstruct: weighted back-projection of a tilt series to a tomogram.
#pragma once

#include <optional>

#include "cryocosm/run_context.hpp"

namespace cryocosm::tem {

struct ReconstructParams {
  std::string filter = "ramp";
  double cutoff = 0.7;
  double falloff = 0.07;
  std::string alignment = "exact";
  double thickness_A = 0;  ///< 0 = the specimen's own
};

/// The result estimates the density itself: quantitative wherever the views go all around and see the
/// whole object. Contrast and voxel size are the tilt series'; width and height too, and the middle of
/// the tomogram is the middle of the specimen.
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
