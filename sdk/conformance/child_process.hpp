// Runs another program to its end and keeps what it printed.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace cryocosm::conformance {

struct ProcessResult {
  int exit_code = -1;  ///< -1 when it did not end by itself
  int signal = 0;      ///< that ended it, 0 = none
  bool timed_out = false;
  double seconds = 0;
  std::string out;
  std::string err;
};

/// Where a program runs; empty means as this one does.
struct Surroundings {
  std::filesystem::path working_folder;
  std::filesystem::path temporary_folder;  ///< its TMPDIR
};

/// Runs `arguments` (the first is the program's path) and waits. A program that takes longer than
/// `limit` is killed together with what it started. Throws Error when it cannot be started. [any]
ProcessResult run_process(const std::vector<std::string>& arguments, std::chrono::seconds limit,
                          const Surroundings& surroundings = {});

}  // namespace cryocosm::conformance
