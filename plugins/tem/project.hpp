// tem.project: parallel projections of a volume, the noise-free tilt series.
#pragma once

#include "cryocosm/run_context.hpp"

namespace cryocosm::tem {

struct ProjectParams {
  double first_deg = -60;
  double last_deg = 60;
  double step_deg = 3;
  std::vector<double> angles_deg;  ///< instead of the range; empty = not given
  InputFile angle_file;            ///< .tlt, instead of the range; empty = not given
  std::string scheme = "continuous";
  double start_deg = 0;
  std::int64_t group = 1;
  double pixel_A = 0;       ///< 0 = the volume's voxel size
  std::int64_t width = 0;   ///< pixels; 0 = as many as the volume is wide
  std::int64_t height = 0;  ///< pixels; 0 = as many as the volume is high
  std::string contrast = "dark";
};

/// The views in the order of the stack: ascending for a range, as given for a list or a
/// file. Throws FileError or DataError for the file. [any]
std::vector<Tilt> tilts_of(const ProjectParams& params);

/// Each pixel is the integral of the density along its ray, in density * Å, and negative where there is
/// protein when the contrast is dark. Outside the volume the density is 0. The middle of the image is the
/// middle of the volume. Geometry: see ViewPlan.
class Project final : public AcquisitionStage {
 public:
  static Schema<ProjectParams> schema();
  /// Reads the file of angles. Throws FileError or DataError.
  explicit Project(const ProjectParams& params) : params_(params), tilts_(tilts_of(params)) {}

  Ports ports() const override { return {DataKind::volume, DataKind::tilt_series}; }
  void run(const Dataset& in, AcquisitionOutput& out, RunContext& run) const override;

 private:
  ProjectParams params_;
  std::vector<Tilt> tilts_;
};

}  // namespace cryocosm::tem
