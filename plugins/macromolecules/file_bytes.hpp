// Whole files in memory, decompressed when their name ends in .gz.
#pragma once

#include <string>
#include <vector>

namespace cryocosm::macromolecules {

/// The bytes of `path`. Throws FileError when it cannot be opened or read, when its gzip data is
/// damaged or cut off, and when it would unpack to more than 4 GiB. [host]
std::vector<char> read_file_bytes(const std::string& path);

}  // namespace cryocosm::macromolecules
