// A configuration file as a tree of groups, lists and texts, each with its place in the file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/diagnostics.hpp"

namespace cryocosm {

struct ConfigNode {
  /// `text` is a scalar of an INI file or of --set, which do not say what type they are.
  enum class Kind { null, boolean, number, string, text, list, group };

  Kind kind = Kind::null;
  std::string text;  ///< scalars, as written; strings without quotes and escapes
  std::string key;   ///< within a group
  Source where;      ///< of the value
  Source key_where;  ///< of the key
  std::vector<ConfigNode> children;

  const ConfigNode* find(std::string_view name) const;
  ConfigNode* find(std::string_view name);
  bool is_scalar() const { return kind != Kind::list && kind != Kind::group; }
};

/// Nesting beyond this is refused before anything recursive sees it.
constexpr int k_max_depth = 64;

/// What a value is, for messages: "'abc'", "number 12", "true", "a list", "a group".
std::string described(const ConfigNode& node);

/// "a structure", "an exporter".
std::string with_article(std::string_view noun);

/// At most 80 bytes of a user's text, for messages; cut at a character.
std::string shortened(std::string_view text);

/// Without blanks at both ends.
std::string_view trimmed(std::string_view text);

/// Characters of a UTF-8 text, for columns.
int character_count(std::string_view utf8);

/// The items of a list; of a text they are what stands between commas outside parentheses. A blank
/// text has none. Anything else has none either: test is_list_like first.
std::vector<ConfigNode> items_of(const ConfigNode& node);
bool is_list_like(const ConfigNode& node);

/// Splits at commas that are not inside parentheses; every part is trimmed.
std::vector<std::string_view> split_at_commas(std::string_view text);

/// An empty group standing for a section that `parent` does not have.
ConfigNode absent_group(const ConfigNode& parent);

}  // namespace cryocosm
