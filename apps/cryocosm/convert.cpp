// cryocosm convert: a pipeline in its other form.
#include "describe/convert.hpp"

#include <iostream>

#include "session.hpp"

namespace cryocosm::cli {

int convert(const Arguments& arguments) {
  CommandLine line(
      "cryocosm convert PIPELINE",
      "Prints an INI pipeline as JSON and a JSON pipeline as INI, values as they are written. Comments "
      "are not kept; paths stay relative, so save it beside the original.");
  line.positional("pipeline").with_plugins();
  if (!line.parse(arguments)) return 0;
  const std::string file = line.required("pipeline", "the pipeline file");
  Kernel kernel;
  load_plugins(kernel, line, true);
  std::cout << converted(kernel, file);
  return 0;
}

}  // namespace cryocosm::cli
