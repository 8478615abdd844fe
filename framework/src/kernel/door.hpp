// The gates of a plugin file up to its record; no function of the plugin is called here.
#pragma once

#include <filesystem>

#include "cryocosm/plugin.hpp"

namespace cryocosm {

/// Passes `file` (an absolute path) through the first four gates: suffix; ABI tag, before anything is loaded;
/// loading, eager and local; record. Throws Error: plugin_suffix, plugin_missing, plugin_no_door, plugin_abi,
/// plugin_load or plugin_door. The library stays loaded for ever, refused or not. [host]
const PluginRecord& open_door(const std::filesystem::path& file);

constexpr const char* k_plugin_suffix = ".cosm";

}  // namespace cryocosm
