// SHA-256 of files and of bytes in memory, in the spelling of sha256sum.
#pragma once

#include <filesystem>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>

namespace cryocosm {

/// 64 lower-case hex digits. Throws FileError when the file can not be read, and Cancelled as soon as
/// `cancelled` says so. [any]
std::string sha256_of(const std::filesystem::path& file, const std::function<bool()>& cancelled = {});

/// 64 lower-case hex digits of the bytes of all `parts`, one after the other. [any]
std::string sha256_of_bytes(std::initializer_list<std::string_view> parts);

}  // namespace cryocosm
