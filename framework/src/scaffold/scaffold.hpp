// New plugins from the installed template: what `cryocosm new-plugin` does.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace cryocosm {

struct ScaffoldRequest {
  std::filesystem::path folder;  ///< to be created; must not exist
  std::string name;              ///< of the plugin and its family, e.g. "granules"
  std::string point;             ///< extension point of its first component
  std::string component;         ///< what it is called after the family; empty: the template's own name
  std::string id;                ///< of the plugin, e.g. "org.example.granules"; empty: org.example.<name>
};

/// Writes a plugin that builds, passes its tests and runs, with one component for the given extension
/// point. The folder appears whole or not at all. Returns the files written, relative to the
/// folder, sorted. Throws Error (Code::usage: name, component, point or id; Code::output_exists: folder) or
/// FileError (template not found, folder not writable). [host]
std::vector<std::filesystem::path> scaffold_plugin(const ScaffoldRequest& request);

/// The folder of the templates that belong to this program: <its folder>/../share/cryocosm/template.
/// Throws FileError when it is not there. [host]
std::filesystem::path template_folder();

}  // namespace cryocosm
