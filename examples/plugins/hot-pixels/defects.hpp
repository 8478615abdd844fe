// The acquisition stage hot_pixels.defects: a tilt series as a flawed detector would record it.
#pragma once

#include "cryocosm/acquisition.hpp"
#include "cryocosm/schema.hpp"
#include "detector.hpp"
#include "ray_hits.hpp"

namespace hot_pixels {

/// The parameters and their defaults.
struct DefectsParams {
  std::string unit = "deviation";
  HotParams hot;
  DeadParams dead;
  RayParams rays;
  std::int64_t detector = 0;
};

/// Hot and dead pixels are the detector's, so they are the same in every image; rays hit each image anew.
/// What was done to which pixel is noted in run.json. Of two half data sets each has the same detector and,
/// because a ray arrives in one frame only, rays of its own, half as many.
class Defects final : public cryocosm::AcquisitionStage {
 public:
  static cryocosm::Schema<DefectsParams> schema();
  explicit Defects(const DefectsParams& params) : params_(params) {}

  cryocosm::Ports ports() const override;
  void run(const cryocosm::Dataset& in, cryocosm::AcquisitionOutput& out,
           cryocosm::RunContext& run) const override;

 private:
  DefectsParams params_;
};

}  // namespace hot_pixels
