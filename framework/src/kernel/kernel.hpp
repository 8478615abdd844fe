// The kernel: five registries of components, filled by plugins. No singletons; make as many as you like.
#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cryocosm/error.hpp"
#include "cryocosm/plugin.hpp"
#include "kernel/current_component.hpp"
#include "kernel/process_modes.hpp"

namespace cryocosm {

/// A loaded plugin. The library stays mapped until the process ends.
struct Plugin {
  std::filesystem::path path;
  std::string found_in;  ///< the search entry that led to it, in words
  std::string id;
  std::string version;
  std::string sdk_version;
  std::string abi_tag;
  std::vector<std::string> components;
};

struct Component {
  ComponentRecord record;
  const Plugin* plugin = nullptr;  ///< null for components that a test adds itself
  std::shared_ptr<Conduct> conduct = std::make_shared<Conduct>();
};

/// A plugin file, or one of its components, that was not taken, and why.
struct Refusal {
  std::filesystem::path path;
  std::string found_in;
  std::string component;  ///< empty when the whole file was refused
  Error reason;
};

/// All components of one extension point, by id.
using Registry = std::map<std::string, Component, std::less<>>;

/// Destroys a component with its own plugin's function.
template <class Interface>
struct ComponentDeleter {
  void (*destroy)(void*) noexcept = nullptr;
  void operator()(Interface* object) const noexcept { destroy(object); }
};
template <class Interface>
using Owned = std::unique_ptr<Interface, ComponentDeleter<Interface>>;

constexpr std::array<ExtensionPoint, 5> k_points{StructureGenerator::extends, TransformGenerator::extends,
                                                 Rasterizer::extends, AcquisitionStage::extends,
                                                 Exporter::extends};

/// Where plugins are looked for, in order of precedence.
struct SearchPath {
  std::vector<std::filesystem::path> files;  ///< --plugin
  struct Folder {
    std::filesystem::path path;
    std::string found_in;
    bool must_exist = false;  ///< named on the command line, so a wrong name is a mistake
  };
  std::vector<Folder> folders;  ///< --plugin-dir, CRYOCOSM_PLUGIN_PATH, user data, installation
};

/// Files and folders named on the command line, then CRYOCOSM_PLUGIN_PATH (an empty entry stands for
/// the defaults), then the user's data folder (XDG), then the installation. Never the working directory.
SearchPath default_search_path(const std::vector<std::filesystem::path>& files,
                               const std::vector<std::filesystem::path>& folders);

/// A folder that was looked through, or skipped because it does not exist.
struct SearchedFolder {
  std::filesystem::path path;
  std::string found_in;
  bool exists = false;
};

/// [host] to fill, [any] to read. Load before you find(): a later plugin may take a component away.
class Kernel {
 public:
  Kernel() = default;
  Kernel(const Kernel&) = delete;
  Kernel& operator=(const Kernel&) = delete;

  /// Loads every plugin of `path`. Never throws for a bad plugin: refusals are data.
  void load(const SearchPath& path);

  /// Adds one component by hand, for tests and for components of the host itself. Throws Error when
  /// the id is taken or the declaration is unsound, just as a plugin's would be refused.
  void add(const ComponentRecord& record);

  /// The component `id`, whatever its extension point; null when there is none.
  const Component* find(std::string_view id) const;
  /// Throws Code::defect for anything but a name in k_points.
  const Registry& registry(std::string_view point) const;
  /// Every component of every point, sorted by id.
  std::vector<const Component*> components() const;
  /// Ids closest to `id` in spelling, best first, at most three; for error messages.
  std::vector<std::string> near_misses(std::string_view id) const;

  const std::vector<std::unique_ptr<Plugin>>& plugins() const { return plugins_; }
  const std::vector<Refusal>& refused() const { return refused_; }
  const std::vector<Refusal>& shadowed() const { return shadowed_; }
  /// Sentences about plugins that were loaded but did what they should not.
  const std::vector<std::string>& warnings() const { return warnings_; }
  /// Every folder of the search path, in order, missing ones too.
  const std::vector<SearchedFolder>& searched() const { return searched_; }

  /// Makes a component; whatever its constructor throws becomes an Error that names it. Asking for
  /// an interface other than its extension point's is a defect. [host]
  template <class Interface>
  Owned<Interface> create(const Component& component, const Value& params, BuildContext& build) const;

 private:
  friend class PluginLoader;
  std::array<Registry, k_points.size()> registries_;
  std::vector<std::unique_ptr<Plugin>> plugins_;
  std::vector<Refusal> refused_;
  std::vector<Refusal> shadowed_;
  std::vector<std::string> warnings_;
  std::vector<SearchedFolder> searched_;
  std::set<std::filesystem::path> seen_files_;    ///< canonical, so that no file is taken twice
  std::map<std::string, std::string> contested_;  ///< ids that two plugins claim, and the first claimant
};

/// Four lines for people: what was refused, where it was found, the reason, and what to do. [any]
std::string to_text(const Refusal& refusal);

/// "tem.project (plugin org.cryocosm.tem 0.1.0)", for messages.
std::string full_name(const Component& component);

/// The current exception, seen as coming from `component`: errors of ours keep their code, text and
/// hint behind the component's full name; everything else, `throw 7` included, becomes
/// Code::component_failed. The text is copied. Call inside a catch block. [any]
Error error_from(const Component& component);

/// A sentence for each thing that `component` was caught at since this was asked last. [host]
std::vector<std::string> misconduct(const Component& component);

/// Around a call into a plugin: names the component if the process dies, and puts locale and
/// floating-point modes back if it has changed them.
class CallGuard {
 public:
  explicit CallGuard(const Component& component) : in_(component), conduct_(*component.conduct) {}
  CallGuard(const CallGuard&) = delete;
  CallGuard& operator=(const CallGuard&) = delete;
  ~CallGuard() {
    const ProcessModes found = process_modes();
    if (found != conduct_.expected) conduct_.set_back(found);
  }

 private:
  InComponent in_;
  Conduct& conduct_;
};

/// The only way the host calls into plugins. Cancelled passes through unchanged.
template <class F>
decltype(auto) guarded_call(const Component& component, F&& f) {
  const CallGuard guard(component);
  try {
    return f();
  } catch (const Cancelled&) {
    throw;
  } catch (...) {
    throw error_from(component);
  }
}

template <class Interface>
Owned<Interface> Kernel::create(const Component& component, const Value& params, BuildContext& build) const {
  CRYOCOSM_CHECK(std::string_view(component.record.point.name) == Interface::extends.name);
  void* const object = guarded_call(component, [&] { return component.record.create(params, build); });
  if (object == nullptr)
    throw Error(Code::component_misbehaved, full_name(component) + ": its create function returned nothing",
                "report this to the author of the plugin");
  return Owned<Interface>(static_cast<Interface*>(object),
                          ComponentDeleter<Interface>{component.record.destroy});
}

}  // namespace cryocosm
