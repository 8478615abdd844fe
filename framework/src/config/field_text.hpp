// How a parameter's unit, range and values read, in messages and descriptions alike.
#pragma once

#include <string>

#include "cryocosm/schema.hpp"

namespace cryocosm {

bool is_numeric(const FieldInfo& field);
bool has_range(const FieldInfo& field);

/// "50 to 5000 A", "at least 50 A", "at most 1"; empty without a range. [any]
std::string range_text(const FieldInfo& field);

/// A number in the field's unit: "35 A". [any]
std::string quantity_text(const FieldInfo& field, double value);

/// A value as an INI file has it: "400", "uniform(25, 35)", "true", "1, 2, 3"; bare numbers have the
/// declared unit. Empty for groups. [any]
std::string value_text(const Value& value);

/// What a parameter means, when it came, and what to do if it is to go: "Outer radius. Since 0.2.
/// Deprecated: use 'size'." [any]
std::string help_text(const FieldInfo& field);

/// The kind of value in words: "number or distribution", "text", "list of 3 numbers". [any]
std::string type_text(const FieldInfo& field);

}  // namespace cryocosm
