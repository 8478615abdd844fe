// A strict scanner of INI files, line by line: Property Tree tells neither columns nor where a duplicate's
// first is.
#include "config/ini_scan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace cryocosm {
namespace {

constexpr std::size_t k_max_lines = 20'000;
constexpr std::size_t k_max_line_bytes = 100'000;

int column_of(std::string_view line, std::string_view part) {
  return 1 + character_count(line.substr(0, static_cast<std::size_t>(part.data() - line.data())));
}

std::string first_place(const Source& where) {
  return fmt::format("first at line {}, column {}", where.line, where.column);
}

class Scanner {
 public:
  Scanner(std::string& text, const std::string& file, Problems& problems)
      : text_(text), file_(file), problems_(problems) {}

  ConfigNode document() {
    root_.kind = ConfigNode::Kind::group;
    root_.where = {file_, 1, 1};
    for (std::size_t start = 0; start < text_.size(); ++number_) {
      const std::size_t end = std::min(text_.find('\n', start), text_.size());
      if (static_cast<std::size_t>(number_) > k_max_lines)
        throw_syntax_error({file_, number_, 1}, fmt::format("more than {} lines in one file", k_max_lines));
      line(start, end);
      start = end + 1;
    }
    return std::move(root_);
  }

 private:
  void line(std::size_t start, std::size_t end) {
    const std::string_view line(text_.data() + start, end - start);
    const std::string_view content = trimmed(line);
    if (line.size() > k_max_line_bytes)
      throw_syntax_error({file_, number_, 1}, fmt::format("line longer than {} bytes", k_max_line_bytes));
    if (content.empty() || content.front() == ';' || content.front() == '#') return;
    if (content.front() == '[') return section(line, content);
    const std::size_t equals = content.find('=');
    const Source where{file_, number_, column_of(line, content)};
    if (equals == std::string_view::npos)
      throw_syntax_error(where, fmt::format("expected 'key = value', found '{}'", shortened(content)));
    const std::string_view key = trimmed(content.substr(0, equals));
    if (key.empty()) throw_syntax_error(where, "expected a key before '='");
    if (root_.children.empty())
      throw_syntax_error(where, fmt::format("key '{}' stands before the first section", shortened(key)),
                         "keys of the pipeline itself belong in section [pipeline]");
    ConfigNode node;
    node.kind = ConfigNode::Kind::text;
    node.key = key;
    node.key_where = where;
    const std::string_view value = trimmed(content.substr(equals + 1));
    node.where = {file_, number_, value.empty() ? column_of(line, content) : column_of(line, value)};
    const auto [first, is_new] = keys_.emplace(node.key, where);
    if (is_new) return root_.children.back().children.push_back(std::move(node));
    problems_.error(Code::duplicate_key, where, node.key, "key appears twice in this section",
                    first_place(first->second));
    for (std::size_t i = start; i < end; ++i) text_[i] = ' ';
  }

  void section(std::string_view line, std::string_view content) {
    const Source where{file_, number_, column_of(line, content)};
    const std::size_t close = content.find(']');
    if (close == std::string_view::npos)
      throw_syntax_error(where, "expected ']' at the end of the section's name");
    if (close + 1 != content.size())
      throw_syntax_error({file_, number_, column_of(line, content.substr(close + 1))},
                         "expected the end of the line after ']'");
    ConfigNode node;
    node.kind = ConfigNode::Kind::group;
    node.key = trimmed(content.substr(1, close - 1));
    node.where = node.key_where = where;
    const auto [first, is_new] = sections_.emplace(node.key, where);
    if (!is_new) {
      problems_.error(Code::duplicate_key, where, {}, fmt::format("section [{}] appears twice", node.key),
                      first_place(first->second));
      problems_.throw_if_errors();
    }
    keys_.clear();
    root_.children.push_back(std::move(node));
  }

  std::string& text_;
  const std::string& file_;
  Problems& problems_;
  ConfigNode root_;
  std::map<std::string, Source> sections_;
  std::map<std::string, Source> keys_;
  int number_ = 1;
};

}  // namespace

ConfigNode scan_ini(std::string& ini, const std::string& file, Problems& problems) {
  return Scanner(ini, file, problems).document();
}

}  // namespace cryocosm
