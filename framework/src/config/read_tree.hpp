// The second half of reading a pipeline: from a configuration tree to a validated PipelineSpec.
#pragma once

#include <filesystem>
#include <vector>

#include "config/config_node.hpp"
#include "config/pipeline_spec.hpp"
#include "config/problems.hpp"

namespace cryocosm {

/// Applies the overrides to `root` and validates all of it. `file` is where the tree came from: input
/// files are relative to its folder, and it names the pipeline. Throws ConfigError with everything
/// in `problems` and what was found here. [host]
PipelineSpec read_pipeline_tree(const Kernel& kernel, const std::filesystem::path& file, ConfigNode root,
                                const std::vector<Override>& overrides, Problems& problems);

}  // namespace cryocosm
