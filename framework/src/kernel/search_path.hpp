// Where plugins are looked for, as a function of the environment given to it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "kernel/kernel.hpp"

namespace cryocosm {

/// What the default search path depends on; empty means not set.
struct SearchEnvironment {
  std::string plugin_path;           ///< CRYOCOSM_PLUGIN_PATH
  std::string xdg_data_home;         ///< XDG_DATA_HOME; ignored unless absolute, as its specification asks
  std::string home;                  ///< HOME
  std::filesystem::path executable;  ///< the running program
};

/// The environment of this process. [host]
SearchEnvironment search_environment();

/// The search path for `environment`: see default_search_path(). A folder that comes up twice keeps
/// its first place. [any]
SearchPath make_search_path(const SearchEnvironment& environment,
                            const std::vector<std::filesystem::path>& files,
                            const std::vector<std::filesystem::path>& folders);

}  // namespace cryocosm
