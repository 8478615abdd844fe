// The checks of the kit: what each is called, to which extension points it applies, and its code.
#pragma once

#include <string>
#include <vector>

#include "kernel/kernel.hpp"
#include "subject.hpp"

namespace cryocosm::conformance {

/// One check of a component. Its code reports failures through GoogleTest.
struct Check {
  const char* name;
  std::vector<std::string> points;  ///< empty means all
  void (*run)(const Subject& subject, const Component& component);
};

/// One check of the plugin as a whole.
struct PluginCheck {
  const char* name;
  void (*run)(const Subject& subject);
};

const std::vector<PluginCheck>& plugin_checks();
const std::vector<Check>& component_checks();

bool applies(const Check& check, const Component& component);

// The checks themselves, one file for each group.

/// One exported symbol, nothing refused, loaded in less than 100 ms of its own time.
void check_door(const Subject& subject);
/// Loading prints nothing, starts no thread, and leaves locale and floating-point modes alone.
void check_quiet_loading(const Subject& subject);
/// Plugin id and version.
void check_plugin_names(const Subject& subject);

/// Component id, summary and help are what people can read.
void check_names(const Subject& subject, const Component& component);
/// Defaults, ranges, units and partners fit together.
void check_schema(const Subject& subject, const Component& component);
/// Defaults and bounds construct, or what is wrong with an input file is told by its name; whatever else is
/// allowed constructs or is refused with an Error.
void check_construction(const Subject& subject, const Component& component);
/// The id is found, and nothing that resembles it.
void check_identity(const Subject& subject, const Component& component);
/// The starter pipeline that `describe` writes is valid and means the defaults.
void check_starter(const Subject& subject, const Component& component);
/// Same seed, same bytes, on any number of threads; another seed, other bytes.
void check_reproducible(const Subject& subject, const Component& component);
/// Finite output, unchanged input, nothing written elsewhere.
void check_contained(const Subject& subject, const Component& component);
/// Rasterizers: radius, translation, tiling, exclusion and probes agree.
void check_geometry(const Subject& subject, const Component& component);

/// What the process that check_quiet_loading() starts does: loads `file` alone and prints a report on
/// its state before and after to `report`. Returns the exit code.
int probe_loading(const std::string& file, const std::string& report);

}  // namespace cryocosm::conformance
