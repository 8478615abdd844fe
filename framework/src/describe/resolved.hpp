// A validated pipeline written back as a pipeline file in which nothing is left to defaults.
#pragma once

#include <string>

#include "config/pipeline_spec.hpp"
#include "describe/json_writer.hpp"

namespace cryocosm {

/// JSON that reads back to the same spec, but for `drawn_once`: what was drawn is now constant. Files
/// have absolute paths. [any]
std::string resolved_json(const PipelineSpec& spec);

/// The same as one value inside a larger document, such as run.json.
void write_resolved(JsonWriter& json, const PipelineSpec& spec);

}  // namespace cryocosm
