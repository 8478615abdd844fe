// What belongs to the whole process and must be left as it was found, in words.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

namespace cryocosm::conformance {

/// By name: threads, locale, floating-point modes, signal handlers, open files and more. Each is a set, so
/// that what was added and what is gone can be told.
using ProcessState = std::map<std::string, std::set<std::string>>;

/// [host]
ProcessState process_state();

/// "locale: C became de_DE.UTF-8" for everything that differs now. Threads that are about to end get a
/// second for it. [host]
std::vector<std::string> changes_since(const ProcessState& before);

}  // namespace cryocosm::conformance
