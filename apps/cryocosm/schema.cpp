// cryocosm schema: the JSON Schema of pipeline files.
#include <iostream>

#include "describe/json_schema.hpp"
#include "session.hpp"

namespace cryocosm::cli {

int schema(const Arguments& arguments) {
  CommandLine line(
      "cryocosm schema",
      "Prints a JSON Schema for the pipelines that the present plugins allow. Name it in a pipeline's "
      "\"$schema\" and the editor completes and checks.");
  line.with_plugins();
  line.options()("json", "accepted for symmetry: the schema is JSON anyway");
  if (!line.parse(arguments)) return 0;
  Kernel kernel;
  load_plugins(kernel, line, true);
  std::cout << json_schema(kernel);
  return 0;
}

}  // namespace cryocosm::cli
