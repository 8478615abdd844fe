// Walks override paths and puts values there.
#include "config/overrides.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "config/config_file.hpp"
#include "config/sections.hpp"

namespace cryocosm {
namespace {

Source command_line() { return {k_command_line, 0, 0}; }

struct Step {
  std::string key;  ///< empty for an index
  std::size_t index = 0;
};

bool parse_index(std::string_view text, std::size_t& index) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index);
  return error == std::errc{} && end == text.data() + text.size();
}

/// "a.b[1].c" as steps; empty when it does not read like a path.
std::vector<Step> parse_path(std::string_view path) {
  std::vector<Step> steps;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find_first_of(".["), path.size());
    if (end == 0) return {};
    steps.push_back({std::string(path.substr(0, end)), 0});
    path.remove_prefix(end);
    while (!path.empty() && path.front() == '[') {
      Step step;
      const std::size_t close = path.find(']');
      if (close == std::string_view::npos || !parse_index(path.substr(1, close - 1), step.index)) return {};
      steps.push_back(step);
      path.remove_prefix(close + 1);
    }
    if (path.empty()) break;
    if (path.front() != '.' || path.size() == 1) return {};
    path.remove_prefix(1);
  }
  return steps.size() > static_cast<std::size_t>(k_max_depth) ? std::vector<Step>{} : steps;
}

bool is_list_section(const std::string& key) {
  const std::vector<ListSection>& sections = list_sections();
  return std::any_of(sections.begin(), sections.end(), [&](const ListSection& s) { return s.key == key; });
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

class Walk {
 public:
  Walk(ConfigNode& root, const Override& override, Problems& problems)
      : root_(root), override_(override), problems_(problems) {}

  /// The node that the path names, made when it does not exist; null after an error.
  ConfigNode* target() {
    const std::vector<Step> steps = parse_path(override_.path);
    if (steps.empty())
      return fail("not a path of a pipeline",
                  "such as structures.NAME.params.KEY=VALUE or acquisition[0].params.KEY=VALUE");
    if (steps.size() > 1 && root_.find(steps[0].key) == nullptr && is_list_section(steps[0].key))
      return fail(fmt::format("the pipeline has no {}", steps[0].key));
    ConfigNode* node = &root_;
    for (std::size_t i = 0; i < steps.size() && node != nullptr; ++i) {
      const bool names_entry = i == 1 && steps[0].key == "structures" && !steps[1].key.empty();
      node = names_entry            ? entry(*node, steps[i].key)
             : steps[i].key.empty() ? item(*node, steps[i].index)
                                    : child(*node, steps[i].key);
    }
    return node;
  }

 private:
  ConfigNode* fail(std::string text, std::string hint = {}) {
    problems_.error(Code::bad_override, command_line(), override_.path, std::move(text), std::move(hint));
    return nullptr;
  }

  ConfigNode* entry(ConfigNode& structures, const std::string& name) {
    const std::vector<std::string> names = entry_names(structures);
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end())
      return fail(fmt::format("no structure entry is called '{}'", name),
                  names.empty() ? "the pipeline has no structures" : "known: " + joined(names));
    return &structures.children[static_cast<std::size_t>(found - names.begin())];
  }

  ConfigNode* item(ConfigNode& list, std::size_t index) {
    if (list.kind != ConfigNode::Kind::list) return fail("has an index where there is no list");
    if (index >= list.children.size())
      return fail(fmt::format("there is no item [{}]", index),
                  list.children.empty()
                      ? "the list is empty"
                      : fmt::format("the list has items [0] to [{}]", list.children.size() - 1));
    return &list.children[index];
  }

  ConfigNode* child(ConfigNode& parent, const std::string& key) {
    if (parent.kind == ConfigNode::Kind::list)
      return fail(fmt::format("'{}' is looked for in a list", key),
                  "items of a list are named by their index, such as [0]");
    if (parent.kind != ConfigNode::Kind::group && !become_component(parent, key))
      return fail(fmt::format("'{}' is looked for in a single value", key), "set the value as a whole");
    if (ConfigNode* const found = parent.find(key)) return found;
    ConfigNode node;
    node.kind = ConfigNode::Kind::group;
    node.key = key;
    node.where = node.key_where = command_line();
    return &parent.children.emplace_back(std::move(node));
  }

  /// "place": "a.b" is short for {"use": "a.b"}; its params can be set all the same.
  static bool become_component(ConfigNode& node, const std::string& key) {
    if (key != "params" && key != "use") return false;
    ConfigNode use = node;
    use.key = "use";
    node.kind = ConfigNode::Kind::group;
    node.text.clear();
    node.children.push_back(std::move(use));
    return true;
  }

  ConfigNode& root_;
  const Override& override_;
  Problems& problems_;
};

void place_everything_on_command_line(ConfigNode& node) {
  node.where = node.key_where = command_line();
  for (ConfigNode& child : node.children) place_everything_on_command_line(child);
}

ConfigNode read_value(const Override& override, Problems& problems) {
  const std::string_view text = trimmed(override.value);
  if (!text.empty() && (text.front() == '{' || text.front() == '[' || text.front() == '"'))
    return read_json_config(std::string(text), fmt::format("--set {}", override.path), problems);
  ConfigNode node;
  node.kind = ConfigNode::Kind::text;
  node.text = text;
  return node;
}

void apply(ConfigNode& root, const Override& override, Problems& problems) {
  ConfigNode value = read_value(override, problems);
  place_everything_on_command_line(value);
  ConfigNode* const target = Walk(root, override, problems).target();
  if (target == nullptr) return;
  value.key = target->key;
  *target = std::move(value);
}

}  // namespace

void apply_overrides(ConfigNode& root, const std::vector<Override>& overrides, Problems& problems) {
  for (const Override& override : overrides) apply(root, override, problems);
}

std::vector<std::string> entry_names(const ConfigNode& structures) {
  const auto text_at = [](const ConfigNode& entry, std::string_view key) {
    const ConfigNode* const node = entry.find(key);
    return node != nullptr && (node->kind == ConfigNode::Kind::string || node->kind == ConfigNode::Kind::text)
               ? node->text
               : std::string();
  };
  std::set<std::string> taken;
  std::map<std::string, int> used;  // of each stem, so that many equal ones do not take quadratic time
  for (const ConfigNode& entry : structures.children) taken.insert(text_at(entry, "name"));
  std::vector<std::string> names;
  for (const ConfigNode& entry : structures.children) {
    std::string name = text_at(entry, "name");
    if (name.empty()) {
      const std::string id = text_at(entry, "use");
      const std::string stem = id.substr(id.rfind('.') == std::string::npos ? 0 : id.rfind('.') + 1);
      int& count = used[stem];
      do name = ++count == 1 ? stem : fmt::format("{}-{}", stem, count);
      while (!taken.insert(name).second);
    }
    names.push_back(std::move(name));
  }
  return names;
}

}  // namespace cryocosm
