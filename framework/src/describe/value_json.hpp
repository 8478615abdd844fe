// Parameter values as JSON, in declared units.
#pragma once

#include "cryocosm/schema.hpp"
#include "describe/json_writer.hpp"

namespace cryocosm {

/// Anything but groups and component references, which need to know more than the value. [any]
void write_value(JsonWriter& json, const Value& value);

}  // namespace cryocosm
