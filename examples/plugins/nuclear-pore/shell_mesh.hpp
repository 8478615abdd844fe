// Closed triangle meshes of shells with pores.
#pragma once

#include "shell.hpp"

namespace nuclear_pore {

/// Appends to empty vectors, in the shell's frame. At most `max_triangles`, but at least 40. Triangles that
/// are no smaller than the pores leave them out.
void shell_mesh(const Shell& shell, std::size_t max_triangles, std::vector<cryocosm::Vec3>& points,
                std::vector<cryocosm::Triangle>& triangles);

}  // namespace nuclear_pore
