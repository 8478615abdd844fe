// The plugin under test: loaded as the program loads it, beside the installed plugins.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "config/pipeline_spec.hpp"
#include "kernel/kernel.hpp"

namespace cryocosm::conformance {

struct Subject {
  std::filesystem::path file;
  Kernel kernel;
  const Plugin* plugin = nullptr;
  std::vector<const Component*> components;  ///< those of the plugin, sorted by id
  std::optional<PipelineSpec> example;       ///< its settings replace defaults
  std::filesystem::path docs;                ///< folder of the components' pages, or empty
  std::string refusal;                       ///< why the plugin, or the example, was not taken; else empty
};

/// Loads `file` and whatever the default search path offers, and reads the pipeline `example` if it
/// is not empty. Never throws for a bad plugin. [host]
void load_subject(Subject& subject, const std::filesystem::path& file, const std::filesystem::path& example,
                  const std::filesystem::path& docs);

}  // namespace cryocosm::conformance
