// What happens inside the process of one check, or of the listing: the only ones that load the plugin.
#pragma once

#include "options.hpp"

namespace cryocosm::conformance {

constexpr int k_passed = 0, k_failed = 1, k_usage = 2, k_refused = 3;

/// Loads the plugin and reports its id, its version, and the checks that apply to it, each as
/// "component<tab>check". Returns the exit code.
int list_here(const Options& options);

/// Loads the plugin, makes the one check that is wanted, and reports the verdict and what it found. Without
/// a report file, prints them. Returns the exit code.
int check_here(const Options& options);

}  // namespace cryocosm::conformance
