// Boost Property Tree as the parser of configuration files; nothing but texts is taken from it.
#pragma once

#include <string>

#include "config/config_node.hpp"

namespace cryocosm {

/// Fills in the keys and texts of a scanned tree. Property Tree's own conversions are never used:
/// they turn "10 nm" into a default, -1 into 4294967295 and obey the locale. Bytes that are not
/// UTF-8 pass through unchanged. Throws ConfigError (Code::syntax). [any]
void parse_json_texts(const std::string& json, ConfigNode& scanned);
void parse_ini_texts(const std::string& ini, ConfigNode& scanned);

}  // namespace cryocosm
