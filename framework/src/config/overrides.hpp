// --set path=value: changes of a pipeline from the command line, made before it is validated.
#pragma once

#include <vector>

#include "config/config_node.hpp"
#include "config/pipeline_spec.hpp"
#include "config/problems.hpp"

namespace cryocosm {

/// The "file" that values given with --set come from.
constexpr const char* k_command_line = "--set";

/// Sets each override in `root`. Paths are dotted keys; items of a list by index, structures by their
/// name too: structures.NAME.params.KEY, acquisition[1].params.KEY. The value is read as INI
/// text, or as JSON when it starts with {, [ or ". [any]
void apply_overrides(ConfigNode& root, const std::vector<Override>& overrides, Problems& problems);

/// The name of every entry of "structures": the one given, else the last part of its component's id,
/// made unique with -2, -3, ... [any]
std::vector<std::string> entry_names(const ConfigNode& structures);

}  // namespace cryocosm
