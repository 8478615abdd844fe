// The processes that load the plugin, seen from outside: whatever happens in there becomes a result.
#pragma once

#include <string>
#include <vector>

#include "options.hpp"
#include "results.hpp"

namespace cryocosm::conformance {

/// What a plugin is called and which checks apply to it.
struct Listing {
  std::string plugin_id;
  std::string plugin_version;
  std::vector<CheckName> checks;
  std::string refusal;  ///< why there is none; else empty
};

/// Lists the checks of the plugin. [any]
Listing list_checks(const Options& options);

/// Makes one check. [any]
CheckResult make_check(const Options& options, const CheckName& name);

}  // namespace cryocosm::conformance
