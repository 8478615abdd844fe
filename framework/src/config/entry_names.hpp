// Parameters that name an entry of the pipeline: FieldBuilder::names_entry().
#pragma once

#include <string>
#include <vector>

#include "config/config_node.hpp"
#include "config/pipeline_spec.hpp"
#include "config/problems.hpp"

namespace cryocosm {

/// Reports parameters of `use`, a partner of entry `index` of `names`, that name neither this entry nor one
/// before it. `node` is what the pipeline says of the partner. [host]
void check_entry_names(const ComponentUse& use, const ConfigNode& node, const std::vector<std::string>& names,
                       std::size_t index, Problems& problems);

}  // namespace cryocosm
