// Finds the places of sections and keys in an INI text, duplicates, and its first syntax error.
#pragma once

#include <string>
#include <string_view>

#include "config/config_node.hpp"
#include "config/problems.hpp"

namespace cryocosm {

/// A group of sections, each a group of texts; texts are left to the parser. Duplicate keys are
/// reported to `problems` and blanked out in `ini`; a line that is neither a section, a key nor a
/// comment, and a section given twice, throw ConfigError. [any]
ConfigNode scan_ini(std::string& ini, const std::string& file, Problems& problems);

}  // namespace cryocosm
