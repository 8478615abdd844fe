// Triangle meshes from files, by VTK.
#pragma once

#include <string>

#include "../mesh.hpp"

namespace cryocosm::membranes {

/// Reads .stl, .ply, .obj, .vtk and .vtp; polygons and strips are cut into triangles, lines and vertices left
/// out. Coordinates are multiplied by `scale`. Throws FileError for what can not be read, DataError for files
/// without polygons and for coordinates that are not finite. [host]
Mesh read_mesh(const std::string& path, double scale);

}  // namespace cryocosm::membranes
