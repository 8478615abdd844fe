// What gemmi's reader of PDB files takes on trust: that the columns of coordinates hold numbers.
#pragma once

#include <string_view>

namespace cryocosm::macromolecules {

/// Throws std::runtime_error "line 12: ..." for the first atom with a coordinate that is no number; gemmi
/// would take it for 0. [any]
void require_coordinates(std::string_view pdb_text);

}  // namespace cryocosm::macromolecules
