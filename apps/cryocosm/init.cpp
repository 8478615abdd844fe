// cryocosm init: a pipeline to start from, or one component's section.
#include <fmt/format.h>

#include <iostream>

#include "acquisition/stage_order.hpp"
#include "cryocosm/testing.hpp"
#include "describe/starter.hpp"
#include "session.hpp"

namespace cryocosm::cli {

int init(const Arguments& arguments) {
  CommandLine line(
      "cryocosm init [COMPONENT] [--format json|ini]",
      "Prints a small pipeline that runs as it stands, or the section of one component with every "
      "parameter.");
  line.positional("component").with_plugins();
  line.options()("format", po::value<std::string>()->default_value("json")->value_name("FORMAT"),
                 "json or ini");
  if (!line.parse(arguments)) return 0;

  const std::string format = line.text("format");
  if (format != "json" && format != "ini")
    throw Error(Code::usage, fmt::format("'{}' is not a format of pipelines", format), "known: json, ini");
  const Format form = format == "json" ? Format::json : Format::ini;
  Kernel kernel;
  load_plugins(kernel, line, true);
  const auto component = line.texts("component");
  if (component.empty()) {
    testing::TestBuild build({{200, 200, 100}, 10});
    std::cout << starter_pipeline(kernel, form, usual_stages(kernel, build));
    return 0;
  }
  const Component* const found = kernel.find(component.front());
  if (found == nullptr)
    throw Error(Code::unknown_component, fmt::format("no component '{}'", component.front()),
                "'cryocosm list' shows all components");
  std::cout << starter_component(*found, form);
  return 0;
}

}  // namespace cryocosm::cli
