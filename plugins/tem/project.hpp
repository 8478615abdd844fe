// tem.project: parallel projections of a volume, the noise-free tilt series.
#pragma once

#include "cryocosm/run_context.hpp"

namespace cryocosm::tem {

/// Random image shifts that stand for an imperfect alignment; x and y are independent and normal.
struct Misalignment {
  double untilted_A = 0;  ///< root mean square length of the shift of an untilted view
  double tilted_A = 0;    ///< of the most tilted view
};

struct ProjectParams {
  double first_deg = -60;
  double last_deg = 60;
  double step_deg = 3;
  std::string contrast = "dark";
  Misalignment misalignment;
};

/// Each pixel is the integral of the density along its ray, in density * Å, and negative where there is
/// protein when the contrast is dark. Outside the volume the density is 0. The image has the volume's width,
/// height and voxel size. Geometry: see ViewPlan.
class Project final : public AcquisitionStage {
 public:
  static Schema<ProjectParams> schema();
  explicit Project(const ProjectParams& params) : params_(params) {}

  Ports ports() const override { return {DataKind::volume, DataKind::tilt_series}; }
  void run(const Dataset& in, AcquisitionOutput& out, RunContext& run) const override;

 private:
  ProjectParams params_;
};

}  // namespace cryocosm::tem
