// Runs another program to its end and keeps what it printed.
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace cryocosm::conformance {

struct ProcessResult {
  int exit_code = -1;  ///< -1 when it did not end by itself
  int signal = 0;      ///< that ended it, 0 = none
  bool timed_out = false;
  std::string out;
  std::string err;
};

/// Runs `arguments` (the first is the program's path) and waits. A program that takes longer than
/// `limit` is killed. Throws Error when it cannot be started. [any]
ProcessResult run_process(const std::vector<std::string>& arguments, std::chrono::seconds limit);

}  // namespace cryocosm::conformance
