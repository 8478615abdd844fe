// Poly data to a .vtp file: compressed, appended raw, the same bytes for the same data.
#pragma once

#include <string>

class vtkPolyData;

namespace cryocosm::exporters {

/// Throws FileError. [worker]
void write_poly_file(vtkPolyData& data, const std::string& path);

}  // namespace cryocosm::exporters
