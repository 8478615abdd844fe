// cryocosm version: what this program is and which plugins it takes.
#include <fmt/format.h>

#include <iostream>

#include "command_line.hpp"
#include "describe/json_writer.hpp"

namespace cryocosm::cli {

int version(const Arguments& arguments) {
  CommandLine line("cryocosm version [--json]", "Prints versions of program, SDK and plugin interfaces.");
  line.options()("json", "as JSON");
  if (!line.parse(arguments)) return 0;

  if (!line.has("json")) {
    std::cout << fmt::format("cryocosm {}\nplugin ABI {}\n", CRYOCOSM_VERSION, CRYOCOSM_ABI_TAG);
    for (const ExtensionPoint& point : k_points)
      std::cout << fmt::format("{}/{}\n", point.name, point.version);
    return 0;
  }
  JsonWriter json;
  json.begin_object();
  json.member("version", CRYOCOSM_VERSION);
  json.member("abi", CRYOCOSM_ABI_TAG);
  json.key("points").begin_object();
  for (const ExtensionPoint& point : k_points) json.member(point.name, point.version);
  json.end_object();
  json.end_object();
  std::cout << json.take();
  return 0;
}

}  // namespace cryocosm::cli
