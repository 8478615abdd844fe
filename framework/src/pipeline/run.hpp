// One run: place, paint, acquire, export; from a checked plan to a folder of files.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "pipeline/host.hpp"
#include "pipeline/plan.hpp"

namespace cryocosm {

struct RunOptions {
  std::filesystem::path folder;
  bool force = false;
};

struct PhaseTime {
  std::string phase;
  double seconds = 0;
};

struct RunResult {
  std::filesystem::path folder;
  std::vector<std::string> files;
  std::vector<EntryReport> entries;
  std::vector<PhaseTime> times;
};

/// Throws FileError for a folder that can not be used, Cancelled, or Error naming a component; then
/// the folder is as it was before. Throws Code::nothing_placed when there were entries and none of
/// them placed anything. [host]
RunResult run_pipeline(const Plan& plan, const Kernel& kernel, const Host& host, const RunOptions& options);

}  // namespace cryocosm
