// The plugin loader: search path in, loaded plugins and refusals out.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "kernel/kernel.hpp"

namespace cryocosm {

/// Fills a kernel from plugin files. A bad plugin never throws: it becomes a Refusal of the kernel.
/// Holds a reference to the kernel during its own short life. [host]
class PluginLoader {
 public:
  explicit PluginLoader(Kernel& kernel) : kernel_(kernel) {}

  /// Loads the named files, then every *.cosm of each folder in order of name.
  void load(const SearchPath& path);
  /// Loads one file; one that this kernel has seen already is skipped.
  void load_file(const std::filesystem::path& file, const std::string& found_in);

 private:
  void load_folder(const SearchPath::Folder& folder);
  void attach(const PluginRecord& record, const std::filesystem::path& file, const std::string& found_in);
  void commit(const ComponentRecord& record, Plugin& plugin);
  void refuse_both(const Component& first, const ComponentRecord& record, const Plugin& plugin);
  void refuse(const Plugin& plugin, const std::string& component, const Error& reason);
  /// Puts back what loading `file` has changed, and warns of it.
  void set_back_modes(const std::filesystem::path& file);

  Kernel& kernel_;
  const ProcessModes modes_ = process_modes();
};

}  // namespace cryocosm
