// Running the program under test: its output, errors and exit code, and signals sent while it runs.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace cryocosm::test {

struct Finished {
  int exit_code = -1;  ///< 128 + signal when a signal ended it
  std::string out;
  std::string err;
  double seconds_after_signal = 0;
};

/// Runs `command` without a shell. `on_error_line` sees every line of stderr as it comes and may
/// return a signal to send (0 = none). The process is killed after `timeout_s`.
Finished run_process(const std::vector<std::string>& command,
                     const std::function<int(const std::string&)>& on_error_line = {},
                     double timeout_s = 120);

}  // namespace cryocosm::test
