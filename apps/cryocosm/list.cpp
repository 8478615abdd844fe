// cryocosm list: the components that pipelines can use.
#include <algorithm>
#include <iostream>

#include "describe/describe.hpp"
#include "session.hpp"

namespace cryocosm::cli {

int list(const Arguments& arguments) {
  CommandLine line("cryocosm list [--point POINT] [--json]", "Lists the components of all plugins.");
  line.with_plugins();
  line.options()("point", po::value<std::string>()->value_name("POINT"),
                 "only this extension point: structure, transform, rasterizer, acquisition or exporter")(
      "json", "as JSON");
  if (!line.parse(arguments)) return 0;

  Kernel kernel;
  load_plugins(kernel, line, true);
  auto components = kernel.components();
  if (line.has("point")) {
    const std::string point = line.text("point");
    std::string known;
    for (const ExtensionPoint& p : k_points) known += (known.empty() ? "" : ", ") + std::string(p.name);
    if (std::none_of(k_points.begin(), k_points.end(),
                     [&](const ExtensionPoint& p) { return point == p.name; }))
      throw Error(Code::usage, "'" + point + "' is not an extension point", "known: " + known);
    std::erase_if(components, [&](const Component* c) { return point != c->record.point.name; });
  }
  std::cout << (line.has("json") ? list_json(components) : list_text(components));
  return 0;
}

}  // namespace cryocosm::cli
