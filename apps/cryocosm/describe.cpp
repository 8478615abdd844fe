// cryocosm describe: what a component is and takes.
#include "describe/describe.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <iostream>

#include "session.hpp"

namespace cryocosm::cli {
namespace {

const Component& component_named(const Kernel& kernel, const std::string& id) {
  if (const Component* component = kernel.find(id)) return *component;
  const auto close = kernel.near_misses(id);
  throw Error(Code::unknown_component, fmt::format("no component '{}'", id),
              close.empty()
                  ? "'cryocosm list' shows all components"
                  : fmt::format("closest: {}; 'cryocosm list' shows all components", fmt::join(close, ", ")));
}

}  // namespace

int describe(const Arguments& arguments) {
  CommandLine line("cryocosm describe COMPONENT [--json | --markdown]",
                   "Explains a component and its parameters: units, ranges, defaults, help.");
  line.positional("component").with_plugins();
  line.options()("all", "all components")("json", "as JSON")("markdown", "as a page of the reference");
  if (!line.parse(arguments)) return 0;

  Kernel kernel;
  load_plugins(kernel, line, true);
  const auto components = line.has("all") ? kernel.components()
                                          : std::vector<const Component*>{&component_named(
                                                kernel, line.required("component", "the component's name"))};
  if (line.has("json")) {
    std::cout << describe_json(components);
    return 0;
  }
  for (std::size_t i = 0; i < components.size(); ++i)
    std::cout << (i > 0 ? "\n" : "")
              << (line.has("markdown") ? reference_page(*components[i]) : describe_text(*components[i]));
  return 0;
}

}  // namespace cryocosm::cli
