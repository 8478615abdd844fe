// Validates a configuration against a JSON Schema: the part of draft 2020-12 that ours is made of.
#pragma once

#include <string>

#include "config/config_node.hpp"

namespace cryocosm::test {

/// Whether `value` satisfies `schema`, whose references lead into `root`. Written from the specification;
/// a keyword it does not know throws, so that none is passed over in silence.
bool satisfies(const ConfigNode& value, const ConfigNode& schema, const ConfigNode& root);

}  // namespace cryocosm::test
