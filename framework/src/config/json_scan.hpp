// Finds the places, kinds and nesting of everything in a JSON text, and its first syntax error.
#pragma once

#include <string>
#include <string_view>

#include "config/config_node.hpp"

namespace cryocosm {

/// The tree of `json` with places and kinds but without texts: keys, strings and numbers are left to
/// the parser. Throws ConfigError (Code::syntax) with the place and what was expected. Deep nesting
/// and huge numbers of values are refused. `file` is only for the places. [any]
ConfigNode scan_json(std::string_view json, const std::string& file);

}  // namespace cryocosm
