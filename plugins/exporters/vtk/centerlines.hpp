// centerlines.vtp: one polyline for each chain that has a centerline.
#pragma once

#include <string>

#include "cryocosm/exporter.hpp"

namespace cryocosm::exporters {

/// Points are the units' positions in Å, with `instance`, `branches` (chains that start there) and what
/// line_geometry() knows; lines carry `chain`, `class`, `parent`, the instance that the chain branches from
/// (0 = none), `network` and `polarity`. A chain of one unit has no line. Throws FileError. [worker]
void write_centerlines(const FinishedRun& finished, const std::string& path);

}  // namespace cryocosm::exporters
