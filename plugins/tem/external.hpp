// tem.external: another program as a stage.
#pragma once

#include "cryocosm/run_context.hpp"

namespace cryocosm::tem {

struct ExternalParams {
  std::vector<std::string> command;
  std::vector<std::string> version_command;
  InputFile script;
  std::string takes = "any";
  std::string gives = "same";
  std::vector<double> angles_deg;  ///< of a tilt series that the program makes from a volume
  std::vector<double> size;        ///< voxels of the result; empty = follows from the input
  double voxel_A = 0;              ///< of the result; 0 = the input's
  std::string contrast = "same";
  double timeout_s = 3600;
  std::vector<std::string> environment{"PATH", "HOME", "LANG"};
};

/// Hands the data over as an MRC file, runs the program, and reads what it wrote. Nothing it writes is
/// trusted: size, voxel size and values are checked. Log and version are kept with the run.
class External final : public AcquisitionStage {
 public:
  static Schema<ExternalParams> schema();
  /// Throws DataError for unknown placeholders or a command without {output}, or FileError when there is no
  /// such program.
  explicit External(const ExternalParams& params);

  Ports ports() const override;
  void run(const Dataset& in, AcquisitionOutput& out, RunContext& run) const override;

 private:
  ExternalParams params_;
  std::string program_;                   ///< full path
  std::vector<std::string> environment_;  ///< NAME=value
};

}  // namespace cryocosm::tem
