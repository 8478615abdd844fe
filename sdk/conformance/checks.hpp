// The checks of the kit: what each is called, the rule behind it, to which points it applies, and its code.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "findings.hpp"
#include "kernel/kernel.hpp"
#include "subject.hpp"

namespace cryocosm::conformance {

/// One check of a component.
struct Check {
  const char* name;
  const char* rule;                 ///< a sentence
  std::vector<const char*> points;  ///< empty means all
  void (*run)(const Subject& subject, const Component& component, Findings& findings);
};

/// One check of the plugin as a whole.
struct PluginCheck {
  const char* name;
  const char* rule;
  void (*run)(const Subject& subject, Findings& findings);
};

/// Stands for the plugin where checks are listed by component.
constexpr std::string_view k_whole_plugin = "plugin";

const std::vector<PluginCheck>& plugin_checks();
const std::vector<Check>& component_checks();

bool applies(const Check& check, const Component& component);

/// The rule behind the check `name` of `component`, which may be k_whole_plugin.
std::string rule_of(std::string_view component, std::string_view name);

/// The heading of docs/reference/conformance.md that explains it: "names", or "plugin names".
std::string heading_of(std::string_view component, std::string_view name);

// The checks themselves, one file for each group.

void check_door(const Subject& subject, Findings& findings);
void check_quiet_loading(const Subject& subject, Findings& findings);
void check_plugin_names(const Subject& subject, Findings& findings);
void check_example(const Subject& subject, Findings& findings);

void check_names(const Subject& subject, const Component& component, Findings& findings);
void check_schema(const Subject& subject, const Component& component, Findings& findings);
void check_construction(const Subject& subject, const Component& component, Findings& findings);
void check_identity(const Subject& subject, const Component& component, Findings& findings);
void check_starter(const Subject& subject, const Component& component, Findings& findings);
void check_documented(const Subject& subject, const Component& component, Findings& findings);
void check_reproducible(const Subject& subject, const Component& component, Findings& findings);
void check_contained(const Subject& subject, const Component& component, Findings& findings);
void check_side_effects(const Subject& subject, const Component& component, Findings& findings);
void check_instances(const Subject& subject, const Component& component, Findings& findings);
void check_memory(const Subject& subject, const Component& component, Findings& findings);
void check_cancellation(const Subject& subject, const Component& component, Findings& findings);
void check_proposals(const Subject& subject, const Component& component, Findings& findings);
void check_geometry(const Subject& subject, const Component& component, Findings& findings);
void check_datasets(const Subject& subject, const Component& component, Findings& findings);

/// What the process that check_quiet_loading() starts does: loads `file` alone and writes what it changed to
/// `report`. Returns the exit code.
int probe_loading(const std::string& file, const std::string& report);

}  // namespace cryocosm::conformance
