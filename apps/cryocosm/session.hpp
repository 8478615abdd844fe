// What the commands share: a kernel with its plugins, the host's services, and the printing of errors.
#pragma once

#include <memory>

#include "command_line.hpp"
#include "pipeline/host.hpp"

namespace cryocosm::cli {

/// Loads every plugin that can be found. Refused ones are named on stderr when `report` is set; they
/// are an error only if a pipeline needs them.
void load_plugins(Kernel& kernel, const CommandLine& line, bool report);

/// Prints what went wrong to stderr and returns the exit code that belongs to it.
int report_error(const std::exception& error);

/// 2 configuration, 3 plugin, 1 run failed, 4 files, 130 interrupted, 70 defect.
int exit_code(Code code);

/// Volumes, imaging and cache of this program, with threads from --threads (0 = all cores).
struct HostParts {
  explicit HostParts(int requested_threads);
  ~HostParts();
  std::unique_ptr<Volumes> volumes;
  std::unique_ptr<Imaging> imaging;
  std::unique_ptr<Cache> cache;
  Host host;
};

}  // namespace cryocosm::cli
