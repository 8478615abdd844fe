// Starting in the middle: a volume, tilt series or tomogram that another program made.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "acquisition/acquisition_runner.hpp"

namespace cryocosm {

/// A file that takes the place of everything up to some stage.
struct StartFile {
  std::string path;
  DataKind kind = DataKind::tilt_series;
  std::string angles;      ///< file of tilt angles; empty = beside the stack, with suffix .tlt or .rawtlt
  std::string from_stage;  ///< component to begin with; empty = the first one that fits
  Contrast contrast = Contrast::protein_dark;
};

/// Reads it. The specimen is `specimen` in size and thickness, for nothing else knows. Images count as
/// acquired in the order of the file. Throws FileError or DataError: no such file, no voxel size, values that
/// are not finite, no angles, as many angles as there are not images. [host]
OwnedDataset read_start(const StartFile& start, const Volumes& volumes, const GridSpec& specimen);

/// Index of the first stage that `start` can go to so that all later ports fit; of the component
/// `start.from_stage` when it is given. Throws ConfigError when there is none. [host]
std::size_t first_stage(const StartFile& start, const std::vector<ComponentUse>& uses,
                        const std::vector<const AcquisitionStage*>& stages);

}  // namespace cryocosm
