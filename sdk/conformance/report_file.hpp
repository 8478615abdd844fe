// What a process of the kit tells the one that started it: texts in a file, each ended by a zero byte.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace cryocosm::conformance {

/// Written at once and at the very end: a process that dies before leaves no report. Throws FileError.
void write_report(const std::filesystem::path& file, const std::vector<std::string>& texts);

/// Empty when there is no whole report.
std::vector<std::string> read_report(const std::filesystem::path& file);

}  // namespace cryocosm::conformance
