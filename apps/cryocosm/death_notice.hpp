// When the process dies inside a component, says which one it was.
#pragma once

namespace cryocosm::cli {

/// Installs handlers for the signals of crashes, and one for exit(). [host]
void announce_deaths();

}  // namespace cryocosm::cli
