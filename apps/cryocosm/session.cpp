// Plugins, services and errors, for every command.
#include "session.hpp"

#include <fmt/format.h>

#include <iostream>
#include <thread>

#include "config/diagnostics.hpp"
#include "imaging/imaging.hpp"
#include "pipeline/disk_cache.hpp"

namespace cryocosm::cli {

void load_plugins(Kernel& kernel, const CommandLine& line, bool report) {
  kernel.load(line.search_path());
  if (!report) return;
  for (const std::string& warning : kernel.warnings()) std::cerr << "cryocosm: warning: " << warning << '\n';
  // a plugin that was asked for by name and is not there would silently change the result
  for (const Refusal& refusal : kernel.refused())
    if (refusal.component.empty() &&
        (refusal.found_in == "--plugin" || refusal.reason.code() == Code::plugin_missing))
      throw Error(refusal.reason.code(),
                  fmt::format("{}: {}", refusal.path.string(), refusal.reason.message()),
                  refusal.reason.hint());
  for (const Refusal& refusal : kernel.refused())
    std::cerr << fmt::format("cryocosm: warning {}: {}: {}\n", code_name(refusal.reason.code()),
                             refusal.path.filename().string(), refusal.reason.message());
}

int exit_code(Code code) {
  switch (static_cast<int>(code) / 1000) {
    case 2: return 2;
    case 3: return 3;
    case 6: return 4;
    case 7: return 130;
    case 9: return 70;
    default: return 1;
  }
}

int report_error(const std::exception& error) {
  if (const auto* config = dynamic_cast<const ConfigError*>(&error)) {
    std::cerr << to_text(config->diagnostics()) << '\n';
    return exit_code(config->code());
  }
  if (const auto* ours = dynamic_cast<const Error*>(&error)) {
    std::cerr << fmt::format("cryocosm: error {}: {}\n", code_name(ours->code()), ours->message());
    if (!ours->hint().empty()) std::cerr << "  " << ours->hint() << '\n';
    return exit_code(ours->code());
  }
  if (dynamic_cast<const std::bad_alloc*>(&error) != nullptr) {
    return report_error(
        Error(Code::out_of_memory, "the memory of this machine does not suffice",
              "make the volume smaller or its voxels larger; 'cryocosm check' estimates what it needs"));
  }
  std::cerr << fmt::format(
      "cryocosm: error CC9001: {}\n  this is a defect of the program; please report it\n", error.what());
  return 70;
}

HostParts::HostParts(int requested_threads)
    : volumes(make_volumes()), imaging(make_imaging()), cache(make_cache()) {
  host.volumes = volumes.get();
  host.imaging = imaging.get();
  host.cache = cache.get();
  host.threads = requested_threads > 0 ? requested_threads
                                       : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  set_imaging_threads(host.threads);
}

HostParts::~HostParts() = default;

}  // namespace cryocosm::cli
