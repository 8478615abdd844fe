// The registries of the kernel, and the texts that name components and refusals.
#include "kernel/kernel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <new>
#include <utility>

#include "kernel/declaration.hpp"
#include "kernel/loader.hpp"
#include "kernel/spelling.hpp"

namespace cryocosm {

void Kernel::load(const SearchPath& path) { PluginLoader(*this).load(path); }

void Kernel::add(const ComponentRecord& record) {
  check_component(record);
  check_interface(record, CRYOCOSM_VERSION);
  if (find(record.id) != nullptr)
    throw Error(Code::plugin_duplicate, fmt::format("component '{}' is already there", record.id),
                "give one of the two another id");
  registries_[*point_index(record.point.name)].emplace(record.id, Component{record, nullptr});
}

const Component* Kernel::find(std::string_view id) const {
  for (const Registry& registry : registries_)
    if (const auto found = registry.find(id); found != registry.end()) return &found->second;
  return nullptr;
}

const Registry& Kernel::registry(std::string_view point) const {
  const auto index = point_index(point);
  CRYOCOSM_CHECK(index.has_value());
  return registries_[*index];
}

std::vector<const Component*> Kernel::components() const {
  std::vector<const Component*> all;
  for (const Registry& registry : registries_)
    for (const auto& [id, component] : registry) all.push_back(&component);
  std::sort(all.begin(), all.end(),
            [](const Component* a, const Component* b) { return a->record.id < b->record.id; });
  return all;
}

std::vector<std::string> Kernel::near_misses(std::string_view id) const {
  const bool has_family = id.find('.') != std::string_view::npos;
  std::vector<std::string> ids;
  std::vector<std::string> without_family;  // "ctf" is short for nothing, but tem.ctf was meant
  for (const Component* component : components()) {
    const std::string& full = component->record.id;
    ids.push_back(full);
    if (!has_family && full.compare(full.find('.') + 1, std::string::npos, id) == 0)
      without_family.push_back(full);
  }
  if (without_family.empty()) return closest_words(id, ids);
  without_family.resize(std::min<std::size_t>(3, without_family.size()));
  return without_family;
}

std::string full_name(const Component& component) {
  if (component.plugin == nullptr) return component.record.id;
  return fmt::format("{} (plugin {} {})", component.record.id, component.plugin->id,
                     component.plugin->version);
}

std::vector<std::string> misconduct(const Component& component) {
  std::vector<std::string> sentences;
  const auto add = [&](std::atomic<bool>& has_changed, const char* what) {
    if (has_changed.exchange(false))
      sentences.push_back(fmt::format("{} changed {}, which was set back; tell the plugin's author",
                                      full_name(component), what));
  };
  add(component.conduct->changed_locale, "the locale of the process");
  add(component.conduct->changed_modes, "the floating-point modes");
  return sentences;
}

Error error_from(const Component& component) {
  const std::string name = full_name(component);
  const std::string report =
      component.plugin == nullptr
          ? "if the text does not say what to change, report it as a defect of the program"
          : "if the text does not say what to change, report it to the author of the plugin";
  try {
    throw;
  } catch (const Error& error) {
    return Error(error.code(), fmt::format("{}: {}", name, error.message()), error.hint());
  } catch (const std::bad_alloc&) {
    return Error(Code::out_of_memory, name + ": the memory is used up",
                 "use a smaller volume, larger voxels or a machine with more memory");
  } catch (const std::exception& error) {
    return Error(Code::component_failed, fmt::format("{}: {}", name, error.what()), report);
  } catch (...) {
    return Error(Code::component_failed, name + ": it threw something that is not a std::exception",
                 "report this to the author of the plugin");
  }
}

std::string to_text(const Refusal& refusal) {
  const std::string file = refusal.path.filename().string();
  std::string text = refusal.component.empty() ? fmt::format("refused  {}\n", file)
                                               : fmt::format("refused  {} of {}\n", refusal.component, file);
  text += fmt::format("  found in   {} ({})\n", refusal.found_in, refusal.path.parent_path().string());
  text += fmt::format("  reason     {}\n", refusal.reason.message());
  text += fmt::format("  to fix     {}   [{}]", refusal.reason.hint(), code_name(refusal.reason.code()));
  return text;
}

}  // namespace cryocosm
