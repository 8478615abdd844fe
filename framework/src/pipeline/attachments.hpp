// Whether what units are to be placed on is there before them.
#pragma once

#include <vector>

#include "placement/engine.hpp"

namespace cryocosm {

/// What is wrong with the entries that transforms attach their units to (TransformGenerator::attaches_to):
/// names of no entry or of a later one, and entries that keep a gap to all others. [host]
std::vector<Diagnostic> attachment_problems(const std::vector<PlacementEntry>& entries);

}  // namespace cryocosm
