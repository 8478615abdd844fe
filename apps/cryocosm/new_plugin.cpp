// cryocosm new-plugin: the source folder of a plugin that builds, tests and runs.
#include <fmt/format.h>

#include <iostream>

#include "command_line.hpp"
#include "scaffold/scaffold.hpp"

namespace cryocosm::cli {

int new_plugin(const Arguments& arguments) {
  CommandLine line(
      "cryocosm new-plugin NAME --point POINT [--component NAME] [-o DIR] [--id ID]",
      "Writes the source of a plugin with one component, its test, documentation and an example that runs.");
  line.positional("name");
  line.options()("point", po::value<std::string>()->value_name("POINT"),
                 "structure, transform, rasterizer, acquisition or exporter")(
      "component", po::value<std::string>()->value_name("NAME"),
      "what its component is called, such as granule; the template's own name by default")(
      "output,o", po::value<std::string>()->value_name("DIR"), "folder to create (default: NAME)")(
      "id", po::value<std::string>()->value_name("ID"), "the plugin's id (default: org.example.NAME)");
  if (!line.parse(arguments)) return 0;

  ScaffoldRequest request;
  request.name = line.required("name", "the plugin's name");
  if (!line.has("point"))
    throw Error(Code::usage, "the extension point is missing",
                "add --point structure (or transform, rasterizer, acquisition, exporter)");
  request.point = line.text("point");
  request.folder = line.has("output") ? line.text("output") : request.name;
  if (line.has("component")) request.component = line.text("component");
  if (line.has("id")) request.id = line.text("id");
  const auto files = scaffold_plugin(request);
  for (const auto& file : files) std::cout << (request.folder / file).string() << '\n';
  std::cout << fmt::format(
      "\nnext: cd {} && cmake -B build -G Ninja && cmake --build build && ctest --test-dir build\n",
      request.folder.string());
  return 0;
}

}  // namespace cryocosm::cli
