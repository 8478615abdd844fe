// Small helpers on the configuration tree.
#include "config/config_node.hpp"

#include <algorithm>

namespace cryocosm {

const ConfigNode* ConfigNode::find(std::string_view name) const {
  const auto found = std::find_if(children.begin(), children.end(),
                                  [&](const ConfigNode& child) { return child.key == name; });
  return found == children.end() ? nullptr : &*found;
}
ConfigNode* ConfigNode::find(std::string_view name) {
  return const_cast<ConfigNode*>(static_cast<const ConfigNode*>(this)->find(name));
}

std::string described(const ConfigNode& node) {
  switch (node.kind) {
    case ConfigNode::Kind::null: return "null";
    case ConfigNode::Kind::boolean: return node.text;
    case ConfigNode::Kind::number: return "number " + shortened(node.text);
    case ConfigNode::Kind::string:
    case ConfigNode::Kind::text: return "'" + shortened(node.text) + "'";
    case ConfigNode::Kind::list: return node.children.empty() ? "an empty list" : "a list";
    case ConfigNode::Kind::group: return node.children.empty() ? "an empty group" : "a group";
  }
  return {};
}

std::string with_article(std::string_view noun) {
  const bool vowel = !noun.empty() && std::string_view("aeiou").find(noun.front()) != std::string_view::npos;
  return (vowel ? "an " : "a ") + std::string(noun);
}

std::string shortened(std::string_view text) {
  constexpr std::size_t k_longest = 80;
  if (text.size() <= k_longest) return std::string(text);
  std::size_t end = k_longest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return std::string(text.substr(0, end)) + "...";
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view k_blank = " \t\r\n\v\f";
  const auto first = text.find_first_not_of(k_blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(k_blank) - first + 1);
}

int character_count(std::string_view utf8) {
  return static_cast<int>(std::count_if(
      utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::vector<std::string_view> split_at_commas(std::string_view text) {
  std::vector<std::string_view> parts;
  std::size_t start = 0;
  int open = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '(') ++open;
    if (text[i] == ')') --open;
    if (text[i] != ',' || open > 0) continue;
    parts.push_back(trimmed(text.substr(start, i - start)));
    start = i + 1;
  }
  parts.push_back(trimmed(text.substr(start)));
  return parts;
}

bool is_list_like(const ConfigNode& node) {
  return node.kind == ConfigNode::Kind::list || node.kind == ConfigNode::Kind::text;
}

std::vector<ConfigNode> items_of(const ConfigNode& node) {
  if (node.kind == ConfigNode::Kind::list) return node.children;
  if (node.kind != ConfigNode::Kind::text || trimmed(node.text).empty()) return {};
  std::vector<ConfigNode> items;
  for (const std::string_view part : split_at_commas(node.text)) {
    ConfigNode item;
    item.kind = ConfigNode::Kind::text;
    item.text = part;
    item.where = node.where;
    if (!part.empty() && item.where.column > 0)
      item.where.column += character_count(
          std::string_view(node.text).substr(0, static_cast<std::size_t>(part.data() - node.text.data())));
    items.push_back(std::move(item));
  }
  return items;
}

ConfigNode absent_group(const ConfigNode& parent) {
  ConfigNode node;
  node.kind = ConfigNode::Kind::group;
  node.where = parent.where;
  return node;
}

}  // namespace cryocosm
