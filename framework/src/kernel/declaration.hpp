// What a component's declaration must satisfy before it may enter a registry.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "cryocosm/plugin.hpp"

namespace cryocosm {

/// Whether `id` is `family.name`: two words of lower-case letters, digits and underscores that begin
/// with a letter. [any]
bool is_component_id(std::string_view id);

/// Whether `id` is `org.example.name`: at least two parts of lower-case letters, digits, '_' and '-'. [any]
bool is_plugin_id(std::string_view id);

/// Whether `version` is three numbers: `1.2.3`. [any]
bool is_version(std::string_view version);

/// Index into k_points of the extension point called `name`; empty when there is none. [any]
std::optional<std::size_t> point_index(std::string_view name);

/// Throws Code::plugin_interface unless this program serves the extension point of `record` in exactly
/// its version. `sdk_version` is the one that the component was built with. [any]
void check_interface(const ComponentRecord& record, std::string_view sdk_version);

/// Throws Code::plugin_schema unless id, functions and schema are sound: sentences, keys, defaults
/// inside ranges and among choices, units on numbers only. [any]
void check_component(const ComponentRecord& record);

}  // namespace cryocosm
