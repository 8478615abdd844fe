// The order in which plugin folders are searched.
#include "kernel/search_path.hpp"

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <system_error>

namespace cryocosm {
namespace {

namespace fs = std::filesystem;

fs::path normal(const fs::path& path) {
  std::error_code error;
  fs::path absolute = fs::absolute(path, error).lexically_normal();
  if (absolute.has_relative_path() && !absolute.has_filename()) absolute = absolute.parent_path();  // "/a/b/"
  return absolute;
}

class Folders {
 public:
  void add(const fs::path& path, const std::string& found_in, bool must_exist = false) {
    const fs::path folder = normal(path);
    const bool known =
        std::any_of(list.begin(), list.end(), [&](const auto& other) { return other.path == folder; });
    if (!known) list.push_back({folder, found_in, must_exist});
  }

  void add_defaults(const SearchEnvironment& environment) {
    fs::path data = environment.xdg_data_home;
    if (!data.is_absolute())
      data = environment.home.empty() ? fs::path() : fs::path(environment.home) / ".local/share";
    if (data.is_absolute()) add(data / "cryocosm/plugins", "user data folder");
    if (!environment.executable.empty())
      add(environment.executable.parent_path() / "../lib/cryocosm/plugins", "installation");
  }

  void add_list(std::string_view entries, const SearchEnvironment& environment) {
    for (int number = 1;; ++number) {
      const std::size_t end = entries.find(':');
      const std::string_view entry = entries.substr(0, end);
      if (entry.empty())
        add_defaults(environment);
      else
        add(fs::path(entry), "CRYOCOSM_PLUGIN_PATH entry " + std::to_string(number));
      if (end == std::string_view::npos) return;
      entries.remove_prefix(end + 1);
    }
  }

  std::vector<SearchPath::Folder> list;
};

std::string variable(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

}  // namespace

SearchEnvironment search_environment() {
  std::error_code error;
  return {variable("CRYOCOSM_PLUGIN_PATH"), variable("XDG_DATA_HOME"), variable("HOME"),
          fs::read_symlink("/proc/self/exe", error)};
}

SearchPath make_search_path(const SearchEnvironment& environment, const std::vector<fs::path>& files,
                            const std::vector<fs::path>& folders) {
  Folders found;
  for (const fs::path& folder : folders) found.add(folder, "--plugin-dir", true);
  found.add_list(environment.plugin_path, environment);
  found.add_defaults(environment);  // adds nothing when an empty entry has put them earlier
  return {files, std::move(found.list)};
}

SearchPath default_search_path(const std::vector<fs::path>& files, const std::vector<fs::path>& folders) {
  return make_search_path(search_environment(), files, folders);
}

}  // namespace cryocosm
