// CIF text to gemmi's document, without gemmi's own parser, which needs the PEGTL library.
#pragma once

#include <gemmi/cifdoc.hpp>
#include <string>
#include <string_view>

namespace cryocosm::macromolecules {

/// Parses CIF 1.1 (Hall, Allen & Brown, Acta Cryst. A47, 655, 1991). Values keep their quotes, as gemmi
/// expects. Throws std::runtime_error "line 12: ..." for what breaks the grammar. [any]
gemmi::cif::Document parse_cif(std::string_view text, const std::string& source);

}  // namespace cryocosm::macromolecules
