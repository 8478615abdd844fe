// A pipeline in its other form: from INI to JSON, from JSON to INI.
#pragma once

#include <filesystem>
#include <string>

#include "kernel/kernel.hpp"

namespace cryocosm {

/// The pipeline `file` in the form that it does not have, with values as they are written, units and
/// distributions too, and nothing added. Comments are lost. The result is read back and compared; a pipeline
/// that the other form can not say is refused. Throws ConfigError for a pipeline that is not sound. [host]
std::string converted(const Kernel& kernel, const std::filesystem::path& file);

}  // namespace cryocosm
