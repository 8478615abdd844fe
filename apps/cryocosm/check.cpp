// cryocosm check: everything of a run but the work.
#include <fmt/format.h>

#include <iostream>

#include "interrupt.hpp"
#include "pipeline/plan.hpp"
#include "session.hpp"

namespace cryocosm::cli {

int check(const Arguments& arguments) {
  CommandLine line(
      "cryocosm check PIPELINE [options]",
      "Reads a pipeline, builds its components and checks that they fit together. Runs nothing.");
  line.positional("pipeline").with_plugins();
  line.options()("set", po::value<std::vector<std::string>>()->value_name("PATH=VALUE"),
                 "change one value of the pipeline; may be repeated");
  if (!line.parse(arguments)) return 0;

  const std::string file = line.required("pipeline", "the pipeline file");
  std::vector<Override> overrides;
  for (const std::string& text : line.texts("set")) overrides.push_back(parse_override(text));
  Kernel kernel;
  load_plugins(kernel, line, true);
  PipelineSpec spec = read_pipeline(kernel, file, overrides);
  if (!spec.warnings.empty()) std::cerr << to_text(spec.warnings) << '\n';
  HostParts parts(0);
  parts.host.cancel = &catch_interrupts();
  const Plan plan = make_plan(spec, kernel, parts.host);

  // density, labels and instances; what is acquired comes on top
  constexpr double k_bytes_per_voxel = 4 + 2 + 4;
  const double phantom_bytes = k_bytes_per_voxel * static_cast<double>(spec.grid.count());
  std::cout << fmt::format("{} is sound: {} x {} x {} voxels of {} A, a phantom of {:.1f} {}\n", file,
                           spec.grid.size.x, spec.grid.size.y, spec.grid.size.z, spec.grid.voxel_A,
                           phantom_bytes < 1e9 ? phantom_bytes / 1e6 : phantom_bytes / 1e9,
                           phantom_bytes < 1e9 ? "MB" : "GB");
  for (const LabelInfo& label : plan.labels)
    std::cout << fmt::format("  label {:3}  {:<24} {}\n", label.label, label.name, label.component);
  for (const ComponentUse& use : spec.acquisition)
    std::cout << "  acquire    " << use.component->record.id << '\n';
  for (const ComponentUse& use : spec.exporters)
    std::cout << "  export     " << use.component->record.id << '\n';
  std::cout << "nothing was run\n";
  return 0;
}

}  // namespace cryocosm::cli
