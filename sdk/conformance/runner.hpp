// Makes the checks that are wanted, a few at a time.
#pragma once

#include <string>
#include <vector>

#include "options.hpp"
#include "processes.hpp"
#include "results.hpp"

namespace cryocosm::conformance {

/// Those of `checks` that `wanted` names: by check, by component, or by both. `unknown` gets the first name
/// that fits none. All when `wanted` is empty.
std::vector<CheckName> select(const std::vector<CheckName>& checks, const std::vector<std::string>& wanted,
                              std::string& unknown);

/// Makes `checks`, at most options.jobs at once. [host]
Results run_checks(const Options& options, const Listing& listing, const std::vector<CheckName>& checks);

}  // namespace cryocosm::conformance
