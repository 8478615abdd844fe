// Names of the sections of an ELF file, read without loading it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace cryocosm {

/// Names of all sections of the 64-bit ELF file `file`, stripped or not. Every offset is checked
/// against the file's size, the loadable segments' too, so a truncated or damaged file is refused
/// here and never reaches the dynamic loader. Throws Error: plugin_load when the file cannot be
/// opened, plugin_no_door when it is no such file. [any]
///
/// boost::dll::library_info::sections() does the same for files that are sound, but it trusts the
/// sizes it finds: it reads past the name table when that lacks its final zero and allocates
/// whatever a damaged header asks for.
std::vector<std::string> elf_sections(const std::filesystem::path& file);

}  // namespace cryocosm
