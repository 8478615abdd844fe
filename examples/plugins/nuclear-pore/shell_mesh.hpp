// Closed triangle meshes of shells with pores.
#pragma once

#include "shell.hpp"

namespace nuclear_pore {

/// Appends to empty vectors, in the shell's frame. At most `max_triangles`, but at least 40. Pores take many:
/// if all are too many, those through `first_axes` alone are there, and if these are too many, none.
void shell_mesh(const Shell& shell, const std::vector<cryocosm::Vec3>& first_axes, std::size_t max_triangles,
                std::vector<cryocosm::Vec3>& points, std::vector<cryocosm::Triangle>& triangles);

}  // namespace nuclear_pore
