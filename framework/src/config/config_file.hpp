// From a pipeline file, JSON or INI, to one tree of the same shape.
#pragma once

#include <filesystem>
#include <string>

#include "config/config_node.hpp"
#include "config/problems.hpp"

namespace cryocosm {

/// Reads a .json or .ini pipeline. Throws FileError when it cannot be read, ConfigError when nothing
/// can be made of it; duplicate keys and unknown sections go to `problems`. [host]
ConfigNode read_config_file(const std::filesystem::path& path, Problems& problems);

/// The same for a text in memory; `name` is for the places. [any]
ConfigNode read_json_config(std::string text, const std::string& name, Problems& problems);
ConfigNode read_ini_config(std::string text, const std::string& name, Problems& problems);

/// Puts a value at a dotted key ("params.radius") of `group`, making the groups between. Used for
/// INI keys. Reports conflicts to `problems`.
void insert_at_dotted_key(ConfigNode& group, ConfigNode value, Problems& problems);

}  // namespace cryocosm
