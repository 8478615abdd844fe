// Ctrl-C: the first asks the run to stop and clean up, the second ends the process at once.
#pragma once

#include <atomic>

namespace cryocosm::cli {

/// Installs handlers for SIGINT and SIGTERM and returns the flag they set. A process has one set of
/// handlers, so this is the one piece of state that can not be a local. [host]
const std::atomic<bool>& catch_interrupts();

}  // namespace cryocosm::cli
