// Attaching plugins into a staging list and committing it whole; conflicts between plugins.
#include "kernel/loader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <system_error>
#include <utility>

#include "kernel/declaration.hpp"
#include "kernel/door.hpp"

namespace cryocosm {
namespace {

namespace fs = std::filesystem;

// Takes what a plugin adds while it attaches; nothing reaches the kernel before all of it is sound.
class Staging final : public Registrar {
 public:
  void add(const ComponentRecord& record) override { records_.push_back(record); }
  const std::vector<ComponentRecord>& records() const { return records_; }

 private:
  std::vector<ComponentRecord> records_;
};

[[noreturn]] void refuse_attach(const std::string& why) {
  throw Error(Code::plugin_attach, "the plugin " + why, "report this to the author of the plugin");
}

std::vector<ComponentRecord> attached_components(const PluginRecord& record) {
  Staging staging;
  try {
    record.attach(staging);
  } catch (const std::exception& error) {
    refuse_attach(fmt::format("failed while it attached: {}", error.what()));
  } catch (...) {
    refuse_attach("failed while it attached: it threw something that is not a std::exception");
  }
  if (staging.records().empty()) refuse_attach("adds no component");
  return staging.records();
}

void check_unique(const std::vector<ComponentRecord>& records) {
  for (auto record = records.begin(); record != records.end(); ++record)
    if (std::any_of(records.begin(), record,
                    [&](const ComponentRecord& other) { return other.id == record->id; }))
      throw Error(Code::plugin_duplicate, fmt::format("the plugin adds component '{}' twice", record->id),
                  "give one of the two another id");
}

std::string claimant(const Plugin& plugin) {
  return fmt::format("{} {} ({})", plugin.id, plugin.version, plugin.path.string());
}

Error conflict(const std::string& id, const std::string& first, const std::string& second) {
  return Error(Code::plugin_conflict,
               fmt::format("component '{}' is claimed by two plugins, {} and {}", id, first, second),
               "remove one of the two plugins; choosing one silently would let one pipeline mean two things");
}

// Files of the folder with the plugin suffix, sorted by name; nothing else is ever opened.
std::vector<fs::path> plugin_files(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    std::error_code error;
    if (entry.path().extension() == k_plugin_suffix && entry.is_regular_file(error))
      files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

void PluginLoader::load(const SearchPath& path) {
  for (const fs::path& file : path.files) load_file(file, "--plugin");
  for (const SearchPath::Folder& folder : path.folders) load_folder(folder);
}

void PluginLoader::load_folder(const SearchPath::Folder& folder) {
  std::error_code error;
  const bool exists = fs::is_directory(folder.path, error);
  kernel_.searched_.push_back({folder.path, folder.found_in, exists});
  if (!exists) {
    if (folder.must_exist)
      kernel_.refused_.push_back(
          {folder.path, folder.found_in, "",
           Error(Code::plugin_missing, fmt::format("there is no folder '{}'", folder.path.string()),
                 "check the path after " + folder.found_in)});
    return;
  }
  try {
    for (const fs::path& file : plugin_files(folder.path)) load_file(file, folder.found_in);
  } catch (const fs::filesystem_error& unreadable) {
    kernel_.refused_.push_back({folder.path, folder.found_in, "",
                                Error(Code::plugin_missing,
                                      fmt::format("the folder '{}' cannot be read: {}", folder.path.string(),
                                                  unreadable.code().message()),
                                      "check the permissions of the folder")});
  }
}

void PluginLoader::load_file(const fs::path& file, const std::string& found_in) {
  std::error_code error;
  const fs::path absolute = fs::absolute(file, error).lexically_normal();
  const fs::path canonical = fs::weakly_canonical(absolute, error);
  if (!kernel_.seen_files_.insert(error ? absolute : canonical).second) return;
  try {
    attach(open_door(absolute), absolute, found_in);
    set_back_modes(absolute);
  } catch (const Error& reason) {
    set_back_modes(absolute);
    kernel_.refused_.push_back({absolute, found_in, "", reason});
  } catch (const std::exception& failure) {
    set_back_modes(absolute);
    kernel_.refused_.push_back(
        {absolute, found_in, "",
         Error(Code::plugin_load, fmt::format("the plugin cannot be loaded: {}", failure.what()),
               "check that the file can be read and that there is memory left")});
  }
}

void PluginLoader::attach(const PluginRecord& record, const fs::path& file, const std::string& found_in) {
  for (const auto& other : kernel_.plugins_)
    if (other->id == record.id) {
      kernel_.shadowed_.push_back(
          {file, found_in, "",
           Error(Code::plugin_shadowed,
                 fmt::format("plugin {} {} is shadowed by version {} in '{}'", record.id, record.version,
                             other->version, other->path.string()),
                 "remove one of the two files, or name the wanted one with --plugin")});
      return;
    }

  const std::vector<ComponentRecord> components = attached_components(record);
  set_back_modes(file);  // before components take the modes for the program's own
  check_unique(components);
  auto plugin = std::make_unique<Plugin>(
      Plugin{file, found_in, record.id, record.version, record.sdk_version, record.abi_tag, {}});
  std::vector<std::pair<const ComponentRecord*, Error>> outdated;
  for (const ComponentRecord& component : components) {
    try {
      check_interface(component, record.sdk_version);
    } catch (const Error& reason) {
      outdated.emplace_back(&component, reason);
      continue;
    }
    check_component(component);
  }

  // from here on nothing is refused as a whole
  kernel_.plugins_.push_back(std::move(plugin));
  Plugin& committed = *kernel_.plugins_.back();
  for (const auto& [component, reason] : outdated) refuse(committed, component->id, reason);
  for (const ComponentRecord& component : components)
    if (std::none_of(outdated.begin(), outdated.end(),
                     [&](const auto& pair) { return pair.first == &component; }))
      commit(component, committed);
}

void PluginLoader::commit(const ComponentRecord& record, Plugin& plugin) {
  if (const auto contested = kernel_.contested_.find(record.id); contested != kernel_.contested_.end()) {
    refuse(plugin, record.id, conflict(record.id, contested->second, claimant(plugin)));
    return;
  }
  if (const Component* const first = kernel_.find(record.id)) {
    refuse_both(*first, record, plugin);
    return;
  }
  kernel_.registries_[*point_index(record.point.name)].emplace(record.id, Component{record, &plugin});
  plugin.components.push_back(record.id);
}

void PluginLoader::refuse_both(const Component& first, const ComponentRecord& record, const Plugin& plugin) {
  if (first.plugin == nullptr) {
    refuse(
        plugin, record.id,
        Error(Code::plugin_conflict, fmt::format("component '{}' belongs to the program itself", record.id),
              "give the component of the plugin another id"));
    return;
  }
  const std::string id = record.id;
  const std::string first_claimant = claimant(*first.plugin);
  const Error reason = conflict(id, first_claimant, claimant(plugin));
  refuse(*first.plugin, id, reason);
  refuse(plugin, id, reason);
  for (const auto& other : kernel_.plugins_)
    if (other.get() == first.plugin)
      other->components.erase(std::remove(other->components.begin(), other->components.end(), id),
                              other->components.end());
  const std::string point = first.record.point.name;
  kernel_.contested_.emplace(id, first_claimant);
  kernel_.registries_[*point_index(point)].erase(id);
}

void PluginLoader::set_back_modes(const fs::path& file) {
  const ProcessModes found = process_modes();
  if (found == modes_) return;
  restore(modes_);
  kernel_.warnings_.push_back(fmt::format(
      "loading {} changed {}, which was set back; tell the plugin's author (a plugin linked with -ffast-math "
      "changes the floating-point modes)",
      file.string(), differences(found, modes_)));
}

void PluginLoader::refuse(const Plugin& plugin, const std::string& component, const Error& reason) {
  kernel_.refused_.push_back({plugin.path, plugin.found_in, component, reason});
}

}  // namespace cryocosm
