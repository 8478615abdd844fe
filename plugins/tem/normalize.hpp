// tem.normalize: a given mean and standard deviation.
#pragma once

#include "cryocosm/run_context.hpp"

namespace cryocosm::tem {

struct NormalizeParams {
  double mean = 0;
  double deviation = 1;
  std::string over = "all";
  std::string contrast = "same";
};

/// A straight line through all values: over the whole dataset, or for each image or section alone. Changing
/// the contrast turns the sign about the mean.
class Normalize final : public AcquisitionStage {
 public:
  static Schema<NormalizeParams> schema();
  explicit Normalize(const NormalizeParams& params) : params_(params) {}

  Ports ports() const override { return {DataKind::any, DataKind::any}; }
  void run(const Dataset& in, AcquisitionOutput& out, RunContext& run) const override;

 private:
  NormalizeParams params_;
};

}  // namespace cryocosm::tem
