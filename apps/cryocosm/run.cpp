// cryocosm run: a pipeline from its file to a folder of results.
#include "pipeline/run.hpp"

#include <fmt/format.h>

#include <iostream>
#include <optional>

#include "interrupt.hpp"
#include "progress_bar.hpp"
#include "session.hpp"

namespace cryocosm::cli {
namespace {

void print_summary(const PipelineSpec& spec, const RunResult& result) {
  std::cout << fmt::format("{}: {} x {} x {} voxels of {} A, seed {}\n", spec.name, spec.grid.size.x,
                           spec.grid.size.y, spec.grid.size.z, spec.grid.voxel_A, spec.seed);
  for (std::size_t i = 0; i < result.entries.size(); ++i) {
    const EntryReport& entry = result.entries[i];
    const char* const whole = !entry.attaches_to.empty()                  ? "the surfaces"
                              : spec.structures[i].region.is_everywhere() ? "the volume"
                                                                          : "its region";
    std::cout << fmt::format("  {:<24} {:6} units in {:5} chains  {:6.2f} % of {}  {}\n", entry.name,
                             entry.units, entry.chains, 100 * entry.reached_occupancy, whole,
                             to_text(entry.reason));
  }
  for (const PhaseTime& time : result.times)
    std::cout << fmt::format("  {:<10} {:7.2f} s\n", time.phase, time.seconds);
  std::cout << fmt::format("wrote {} file{} to {}\n", result.files.size(),
                           result.files.size() == 1 ? "" : "s", result.folder.string());
}

std::vector<Override> overrides_of(const CommandLine& line) {
  std::vector<Override> overrides;
  for (const std::string& text : line.texts("set")) overrides.push_back(parse_override(text));
  if (line.has("seed")) overrides.push_back({"seed", line.text("seed")});
  return overrides;
}

DataKind kind_of(const std::string& text) {
  if (text == "volume") return DataKind::volume;
  if (text == "tilt-series") return DataKind::tilt_series;
  if (text == "tomogram") return DataKind::tomogram;
  throw Error(Code::usage, "--as " + text + " is not a kind of data", "use volume, tilt-series or tomogram");
}

Contrast contrast_of(const CommandLine& line, DataKind kind) {
  if (!line.has("contrast"))
    return kind == DataKind::volume ? Contrast::protein_bright : Contrast::protein_dark;
  const std::string text = line.text("contrast");
  if (text == "dark") return Contrast::protein_dark;
  if (text == "bright") return Contrast::protein_bright;
  throw Error(Code::usage, "--contrast " + text + " is not a contrast", "use dark or bright");
}

std::optional<StartFile> start_of(const CommandLine& line) {
  if (!line.has("from")) {
    for (const char* const option : {"as", "angles", "start", "contrast"})
      if (line.has(option))
        throw Error(Code::usage, fmt::format("--{} is for runs that start with a file", option),
                    "name the file with --from");
    return std::nullopt;
  }
  StartFile start;
  start.path = line.text("from");
  if (line.has("as")) start.kind = kind_of(line.text("as"));
  if (line.has("angles")) start.angles = line.text("angles");
  if (line.has("start")) start.from_stage = line.text("start");
  start.contrast = contrast_of(line, start.kind);
  return start;
}

}  // namespace

int run(const Arguments& arguments) {
  CommandLine line("cryocosm run PIPELINE -o DIR [options]",
                   "Runs a pipeline (.json or .ini) and writes its results into DIR, all of them or none.");
  line.positional("pipeline").with_plugins();
  line.options()("output,o", po::value<std::string>()->value_name("DIR"), "folder for the results")(
      "threads", po::value<int>()->default_value(0)->value_name("N"), "number of threads; 0 means all cores")(
      "seed", po::value<std::string>()->value_name("N"), "use this seed instead of the pipeline's")(
      "set", po::value<std::vector<std::string>>()->value_name("PATH=VALUE"),
      "change one value of the pipeline, such as volume.voxel=13A; may be repeated")(
      "from", po::value<std::string>()->value_name("FILE"),
      "start in the middle, with this file of another program instead of a phantom")(
      "as", po::value<std::string>()->value_name("KIND"),
      "what that file holds: volume, tilt-series (the default) or tomogram")(
      "angles", po::value<std::string>()->value_name("FILE"),
      "its tilt angles, one for each image; the default is the .tlt or .rawtlt file beside it")(
      "contrast", po::value<std::string>()->value_name("WORD"),
      "how protein looks in it: dark (the default) or bright (that of volumes)")(
      "start", po::value<std::string>()->value_name("STAGE"),
      "stage to go on with, such as tem.reconstruct; the default is the first one that fits")(
      "force", "replace an earlier run in DIR")("verbose,v", "say more on stderr");
  if (!line.parse(arguments)) return 0;

  const std::string file = line.required("pipeline", "the pipeline file");
  if (!line.has("output")) throw Error(Code::usage, "the output folder is missing", "add -o DIR");
  const int threads = line.values()["threads"].as<int>();
  if (threads < 0)
    throw Error(Code::usage, fmt::format("--threads {} is not a number of threads", threads),
                "use 0 for all cores");
  const bool verbose = line.has("verbose");
  const std::optional<StartFile> start = start_of(line);

  Kernel kernel;
  load_plugins(kernel, line, true);
  PipelineSpec spec = read_pipeline(kernel, file, overrides_of(line));
  if (!spec.warnings.empty()) std::cerr << to_text(spec.warnings) << '\n';

  HostParts parts(threads);
  ProgressBar bar(true);
  parts.host.cancel = &catch_interrupts();
  parts.host.progress = [&](std::string_view phase, double fraction) { bar.update(phase, fraction); };
  parts.host.log = [&](LogLevel level, std::string_view text) {
    if (level != LogLevel::warning && !verbose) return;
    bar.clear();
    std::cerr << fmt::format("cryocosm: {}{}\n", level == LogLevel::warning ? "warning: " : "", text);
  };
  const Plan plan = make_plan(spec, kernel, parts.host, start);
  const RunResult result = run_pipeline(plan, kernel, parts.host, {line.text("output"), line.has("force")});
  bar.clear();
  print_summary(spec, result);
  return 0;
}

}  // namespace cryocosm::cli
