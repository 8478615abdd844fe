// The symbols that a shared library offers to others, read from its file.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace cryocosm::conformance {

/// Names of the defined symbols in the dynamic symbol table of a 64-bit ELF library, sorted. Stripped
/// files keep that table. Throws FileError when the file is not such a library. [any]
std::vector<std::string> exported_symbols(const std::filesystem::path& library);

}  // namespace cryocosm::conformance
