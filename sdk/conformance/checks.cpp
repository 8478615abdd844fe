// The list of checks. A bug that a plugin's author meets becomes a line here before it is fixed.
#include "checks.hpp"

#include <algorithm>

namespace cryocosm::conformance {

const std::vector<PluginCheck>& plugin_checks() {
  static const std::vector<PluginCheck> checks{
      {"door", "A plugin exports its door alone, and is loaded in less than 100 ms of processor time.",
       check_door},
      {"quiet_loading", "Loading prints nothing and changes nothing of the process.", check_quiet_loading},
      {"names", "The plugin's id, version and file name have the form that others rely on.",
       check_plugin_names},
      {"example", "The example pipeline runs to its end.", check_example}};
  return checks;
}

const std::vector<Check>& component_checks() {
  static const std::vector<Check> checks{
      {"names", "Ids are well formed; summary and help texts are sentences.", {}, check_names},
      {"schema", "Defaults, ranges, units and partners fit together.", {}, check_schema},
      {"construction",
       "Defaults and the ends of ranges construct; whatever else is allowed constructs or throws an Error.",
       {},
       check_construction},
      {"identity", "The id finds the component, and nothing that resembles it does.", {}, check_identity},
      {"starter",
       "The starter pipeline that describe writes is valid and means the defaults.",
       {},
       check_starter},
      {"documented", "The component has a page, and the page names every parameter.", {}, check_documented},
      {"reproducible",
       "The same seed gives the same bytes at any time and on any number of threads; another seed, others.",
       {},
       check_reproducible},
      {"contained",
       "Output is finite, input stays as it was, and nothing is written elsewhere.",
       {},
       check_contained},
      {"side_effects",
       "Making, using and destroying a component prints nothing and leaves the process as it was.",
       {},
       check_side_effects},
      {"instances",
       "Two instances do not know of each other, on two threads and in any order of destruction.",
       {},
       check_instances},
      {"memory",
       "Making, using and destroying a component again and again takes no more memory.",
       {},
       check_memory},
      {"cancellation",
       "Whatever is running ends within a second of being cancelled.",
       {},
       check_cancellation},
      {"proposals",
       "Proposed poses are finite and proper, and a scene that is full or empty is no trap.",
       {"transform"},
       check_proposals},
      {"geometry",
       "Radius, translation, tiling, exclusion and probes agree.",
       {"rasterizer"},
       check_geometry},
      {"datasets",
       "A stage takes and gives what its ports say, with tilts, pixel size and contrast that are true.",
       {"acquisition"},
       check_datasets}};
  return checks;
}

bool applies(const Check& check, const Component& component) {
  return check.points.empty() ||
         std::find(check.points.begin(), check.points.end(), std::string_view(component.record.point.name)) !=
             check.points.end();
}

std::string rule_of(std::string_view component, std::string_view name) {
  if (component == k_whole_plugin) {
    for (const PluginCheck& check : plugin_checks())
      if (check.name == name) return check.rule;
  } else {
    for (const Check& check : component_checks())
      if (check.name == name) return check.rule;
  }
  return {};
}

std::string heading_of(std::string_view component, std::string_view name) {
  const bool is_of_both = component == k_whole_plugin && name == "names";
  return (is_of_both ? "plugin " : "") + std::string(name);
}

}  // namespace cryocosm::conformance
