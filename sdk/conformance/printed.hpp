// Results for people and for programs.
#pragma once

#include <string>

#include "results.hpp"

namespace cryocosm::conformance {

/// Tables of components and checks, then each fault with its rule and the place that explains it. [any]
std::string to_table(const Results& results);

/// {"format": "cryocosm-conformance", "version": 1, ...}. Keys are only ever added within a version. [any]
std::string to_json(const Results& results);

}  // namespace cryocosm::conformance
