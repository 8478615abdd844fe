// A mesh that encloses something, and the proof that it does.
#pragma once

#include <array>
#include <string>

#include "../mesh.hpp"

namespace cryocosm::membranes {

struct ClosedMesh {
  Mesh mesh;
  /// For each triangle, those beyond its sides a-b, b-c and c-a.
  std::vector<std::array<std::uint32_t, 3>> neighbours;
  std::size_t degenerate = 0;  ///< triangles left out because two corners are the same point
  bool was_inside_out = false;
};

/// Points at the same place become one, triangles without an area are left out, and a mesh that faces inwards
/// as a whole is turned. Throws DataError for edges that have not two triangles of opposite direction. `path`
/// is for messages. [any]
ClosedMesh closed_mesh(const Mesh& mesh, const std::string& path);

/// "(1, 2.5, 3)", to tenths.
std::string place_text(Vec3 p);

}  // namespace cryocosm::membranes
