// SHA-256 of files, in the spelling of sha256sum.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

namespace cryocosm {

/// 64 lower-case hex digits. Throws FileError when the file can not be read, and Cancelled as soon as
/// `cancelled` says so. [any]
std::string sha256_of(const std::filesystem::path& file, const std::function<bool()>& cancelled = {});

}  // namespace cryocosm
