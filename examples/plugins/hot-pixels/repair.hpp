// The acquisition stage hot_pixels.repair: pixels that do not fit to their neighbours are replaced.
#pragma once

#include "cryocosm/acquisition.hpp"
#include "cryocosm/schema.hpp"

namespace hot_pixels {

/// The parameters and their defaults.
struct RepairParams {
  double threshold = 6;
  std::int64_t radius = 2;
};

/// What preprocessing does to recorded images. It is not told which pixels are defective.
class Repair final : public cryocosm::AcquisitionStage {
 public:
  static cryocosm::Schema<RepairParams> schema();
  explicit Repair(const RepairParams& params) : params_(params) {}

  cryocosm::Ports ports() const override;
  void run(const cryocosm::Dataset& in, cryocosm::AcquisitionOutput& out,
           cryocosm::RunContext& run) const override;

 private:
  RepairParams params_;
};

}  // namespace hot_pixels
