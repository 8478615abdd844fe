// Reads where structures may lie: masks of the volume and of entries, and the regions of entries.
#pragma once

#include <string>
#include <vector>

#include "config/config_node.hpp"
#include "config/pipeline_spec.hpp"
#include "config/problems.hpp"
#include "config/sections.hpp"

namespace cryocosm {

/// The mask of `group`, under its key "mask"; `path` is where the group stands in the pipeline. [host]
Mask mask_of(const InputFile& file, const ConfigNode& group, const std::string& path);

/// What a region may refer to.
struct RegionSite {
  const std::vector<std::string>& names;  ///< of all entries
  std::size_t index;                      ///< of the region's own
  const GridSpec& grid;                   ///< without voxels when the volume could not be read
};

/// `value` is the group of the region as read from `node`, and `section` what it binds to. Reports names
/// that are not those of earlier entries, and parts that hold no voxel. [host]
RegionSpec read_region(const Value& value, const RegionSection& section, const ConfigNode& node,
                       const std::string& path, const RegionSite& site, Problems& problems);

}  // namespace cryocosm
