// tem.crop: a part of images or volumes.
#pragma once

#include "cryocosm/run_context.hpp"

namespace cryocosm::tem {

struct CropParams {
  std::vector<double> size;    ///< x, y and, but for tilt series, z
  std::vector<double> offset;  ///< of the first kept pixel; empty = about the middle
};

/// Values stay as they are. The alignment truth of a tilt series moves along, so that its specimen stays
/// where it is; nothing can say that for volumes, whose frame begins anew at the first voxel kept.
class Crop final : public AcquisitionStage {
 public:
  static Schema<CropParams> schema();
  explicit Crop(const CropParams& params) : params_(params) {}

  Ports ports() const override { return {DataKind::any, DataKind::any}; }
  void run(const Dataset& in, AcquisitionOutput& out, RunContext& run) const override;

 private:
  CropParams params_;
};

}  // namespace cryocosm::tem
