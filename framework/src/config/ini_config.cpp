// Gives an INI file the shape of the JSON form: sections become groups and list items, dots become groups.
#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "config/config_file.hpp"
#include "config/ini_scan.hpp"
#include "config/property_tree.hpp"

namespace cryocosm {
namespace {

constexpr std::string_view k_sections =
    "[pipeline], [volume], [placement], [structure NAME], [acquisition NAME], [export NAME]";

ConfigNode& child_of(ConfigNode& parent, std::string_view key, ConfigNode::Kind kind, const Source& where) {
  if (ConfigNode* const found = parent.find(key)) return *found;
  ConfigNode node;
  node.kind = kind;
  node.key = key;
  node.where = node.key_where = where;
  return parent.children.emplace_back(std::move(node));
}

/// Where the section called `kind` puts its entries; empty when it holds none.
std::string_view list_of(std::string_view kind) {
  if (kind == "structure") return "structures";
  if (kind == "acquisition" || kind == "export") return kind;
  return {};
}

/// Sections that are one group of the pipeline each.
bool is_group_section(std::string_view name) { return name == "volume" || name == "placement"; }

void add_keys(ConfigNode& group, ConfigNode& section, Problems& problems) {
  for (ConfigNode& value : section.children) insert_at_dotted_key(group, std::move(value), problems);
}

void add_pipeline_keys(ConfigNode& root, ConfigNode& section, Problems& problems) {
  for (ConfigNode& value : section.children) {
    const std::string first = value.key.substr(0, value.key.find('.'));
    if (is_group_section(first) || first == "structures" || first == "acquisition" || first == "export")
      problems.error(Code::unknown_key, value.key_where, value.key, "unknown key of the pipeline",
                     fmt::format("it has sections of its own: {}", k_sections));
    else
      insert_at_dotted_key(root, std::move(value), problems);
  }
}

void add_entry(ConfigNode& list, std::string_view name, bool is_named, ConfigNode& section,
               Problems& problems) {
  ConfigNode entry;
  entry.kind = ConfigNode::Kind::group;
  entry.where = entry.key_where = section.where;
  if (is_named) {
    ConfigNode& text = child_of(entry, "name", ConfigNode::Kind::text, section.where);
    text.text = name;
  }
  add_keys(entry, section, problems);
  list.children.push_back(std::move(entry));
}

void add_section(ConfigNode& root, ConfigNode& section, Problems& problems) {
  const std::size_t blank = section.key.find_first_of(" \t");
  const std::string kind = section.key.substr(0, blank);
  const std::string name(trimmed(std::string_view(section.key).substr(std::min(blank, section.key.size()))));
  const std::string_view list = list_of(kind);
  if (list.empty() || (kind != "structure" && kind != "acquisition" && kind != "export")) {
    if (section.key == "pipeline") return add_pipeline_keys(root, section, problems);
    if (is_group_section(section.key))
      return add_keys(child_of(root, section.key, ConfigNode::Kind::group, section.where), section, problems);
    return problems.error(Code::unknown_key, section.where, {},
                          fmt::format("unknown section [{}]", section.key),
                          fmt::format("known: {}", k_sections));
  }
  if (name.empty())
    return problems.error(Code::missing_key, section.where, {}, fmt::format("section [{}] has no name", kind),
                          fmt::format("give each one its own, such as [{} first]", kind));
  add_entry(child_of(root, list, ConfigNode::Kind::list, section.where), name, kind == "structure", section,
            problems);
}

}  // namespace

void insert_at_dotted_key(ConfigNode& group, ConfigNode value, Problems& problems) {
  const std::string full_key = value.key;
  const auto depth = std::count(full_key.begin(), full_key.end(), '.');
  if (depth > k_max_depth)
    return problems.error(Code::syntax, value.key_where, {},
                          fmt::format("key nested deeper than {} levels", k_max_depth));
  ConfigNode* parent = &group;
  std::size_t start = 0;
  for (std::size_t dot = full_key.find('.'); dot != std::string::npos; dot = full_key.find('.', start)) {
    parent =
        &child_of(*parent, full_key.substr(start, dot - start), ConfigNode::Kind::group, value.key_where);
    if (parent->kind != ConfigNode::Kind::group)
      return problems.error(
          Code::duplicate_key, value.key_where, full_key,
          fmt::format("'{}' is given both as a value and as a group", full_key.substr(0, dot)),
          fmt::format("first at line {}, column {}", parent->key_where.line, parent->key_where.column));
    start = dot + 1;
  }
  value.key = full_key.substr(start);
  if (const ConfigNode* const first = parent->find(value.key))
    return problems.error(
        Code::duplicate_key, value.key_where, full_key,
        first->kind == ConfigNode::Kind::group
            ? fmt::format("'{}' is given both as a group and as a value", full_key)
            : std::string("key appears twice in this section"),
        fmt::format("first at line {}, column {}", first->key_where.line, first->key_where.column));
  parent->children.push_back(std::move(value));
}

ConfigNode read_ini_config(std::string text, const std::string& name, Problems& problems) {
  if (text.compare(0, 3, "\xef\xbb\xbf") == 0) text.erase(0, 3);
  ConfigNode sections = scan_ini(text, name, problems);
  parse_ini_texts(text, sections);
  ConfigNode root;
  root.kind = ConfigNode::Kind::group;
  root.where = sections.where;
  for (ConfigNode& section : sections.children) add_section(root, section, problems);
  return root;
}

}  // namespace cryocosm
