// What a user should know about entries that did not get all they asked for.
#pragma once

#include <string>
#include <vector>

#include "placement/engine.hpp"

namespace cryocosm {

/// One text for each entry that ended early or was refused poses, and at last what may help; `reports` are in
/// the order of the pipeline's entries. [host]
std::vector<std::string> placement_warnings(const PipelineSpec& spec, const std::vector<EntryReport>& reports,
                                            const Scene& scene);

}  // namespace cryocosm
