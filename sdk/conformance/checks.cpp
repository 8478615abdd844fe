// The list of checks. A bug that a plugin's author meets becomes a line here before it is fixed.
#include "checks.hpp"

#include <algorithm>

namespace cryocosm::conformance {

const std::vector<PluginCheck>& plugin_checks() {
  static const std::vector<PluginCheck> checks{
      {"door", check_door}, {"quiet_loading", check_quiet_loading}, {"names", check_plugin_names}};
  return checks;
}

const std::vector<Check>& component_checks() {
  static const std::vector<Check> checks{{"names", {}, check_names},
                                         {"schema", {}, check_schema},
                                         {"construction", {}, check_construction},
                                         {"identity", {}, check_identity},
                                         {"starter", {}, check_starter},
                                         {"reproducible", {}, check_reproducible},
                                         {"contained", {}, check_contained},
                                         {"geometry", {"rasterizer"}, check_geometry}};
  return checks;
}

bool applies(const Check& check, const Component& component) {
  return check.points.empty() || std::find(check.points.begin(), check.points.end(),
                                           component.record.point.name) != check.points.end();
}

}  // namespace cryocosm::conformance
