// Configurations to start from: a component with all its parameters, or a small pipeline that runs.
#pragma once

#include <string>
#include <vector>

#include "kernel/kernel.hpp"

namespace cryocosm {

enum class Format { json, ini };

/// What to paste into a pipeline: an item of one of its lists (or the value of "place" or "draw")
/// with every parameter at its default. INI explains each key in a comment. Parameters without a
/// default that must be given get a plausible value, file names an example. [any]
std::string starter_component(const Component& component, Format format);

/// A whole pipeline: every structure of `kernel` that needs no files, a few of each, and the given
/// acquisition stages in their order (see usual_stages). Accepted by read_pipeline as it stands. Throws
/// Error when the kernel has no such structure. [any]
std::string starter_pipeline(const Kernel& kernel, Format format,
                             const std::vector<const Component*>& stages = {});

}  // namespace cryocosm
