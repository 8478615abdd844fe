// surfaces.vtp: the meshes of all placed units in the tomogram's frame.
#pragma once

#include <string>

#include "cryocosm/exporter.hpp"

namespace cryocosm {
class RunContext;
}

namespace cryocosm::exporters {

/// Cells carry `class`, `instance` and `chain`, points `mean_curvature_per_A` and
/// `gaussian_curvature_per_A2`. Half of `max_triangles` goes to structures that offer a surface, the rest to
/// units, evenly. Throws FileError, Cancelled. [worker]
void write_surfaces(const FinishedRun& finished, std::size_t max_triangles, const std::string& path,
                    RunContext& run);

}  // namespace cryocosm::exporters
