// A strict scanner of JSON (RFC 8259): Property Tree tells neither columns nor kinds of values.
#include "config/json_scan.hpp"

#include <fmt/format.h>

#include <utility>

#include "config/problems.hpp"

namespace cryocosm {
namespace {

constexpr std::size_t k_max_values = 100'000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

class Scanner {
 public:
  Scanner(std::string_view text, const std::string& file) : text_(text), file_(file) {}

  ConfigNode document() {
    skip_blanks();
    ConfigNode root = value(0);
    skip_blanks();
    if (!at_end()) fail("the end of the file");
    return root;
  }

 private:
  bool at_end() const { return pos_ == text_.size(); }
  char peek() const { return at_end() ? '\0' : text_[pos_]; }
  Source here() const { return {file_, line_, column_}; }

  void advance() {
    const char c = text_[pos_++];
    if (c == '\n') {
      ++line_;
      column_ = 1;
    } else if (at_end() || !is_continuation(text_[pos_])) {
      ++column_;
    }
  }
  bool take(char c) {
    if (at_end() || peek() != c) return false;
    advance();
    return true;
  }
  void skip_blanks() {
    while (!at_end() && (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r')) advance();
  }

  std::string found() const {
    if (at_end()) return "the end of the file";
    std::size_t end = pos_;
    while (end < text_.size() && end < pos_ + 20 && (is_letter(text_[end]) || is_digit(text_[end]))) ++end;
    if (end == pos_) ++end;
    while (end < text_.size() && is_continuation(text_[end])) ++end;
    return fmt::format("'{}'", text_.substr(pos_, end - pos_));
  }
  std::string hint() const {
    if (peek() == '/' || peek() == '#') return "JSON has no comments; the .ini form of a pipeline has";
    if (peek() == '\'') return "texts have double quotes";
    if (after_comma_ && (peek() == '}' || peek() == ']')) return "remove the comma before it";
    if (after_number_ && is_letter(peek())) return "write a number with a unit in quotes, such as \"10 nm\"";
    return {};
  }
  [[noreturn]] void fail(std::string_view expected) const {
    throw_syntax_error(here(), fmt::format("expected {}, found {}", expected, found()), hint());
  }

  ConfigNode value(int depth) {
    if (++values_ > k_max_values)
      throw_syntax_error(here(), fmt::format("more than {} values in one file", k_max_values));
    ConfigNode node;
    node.where = node.key_where = here();
    after_number_ = false;
    const char c = peek();
    if (c == '{' || c == '[') {
      if (depth == k_max_depth)
        throw_syntax_error(here(), fmt::format("nested deeper than {} levels", k_max_depth));
      node.kind = c == '{' ? ConfigNode::Kind::group : ConfigNode::Kind::list;
      children(node, depth);
    } else if (c == '"') {
      node.kind = ConfigNode::Kind::string;
      string();
    } else if (c == '-' || is_digit(c)) {
      node.kind = ConfigNode::Kind::number;
      number();
      after_number_ = true;
    } else {
      node.kind = literal();
    }
    after_comma_ = false;
    return node;
  }

  void children(ConfigNode& node, int depth) {
    const bool is_group = node.kind == ConfigNode::Kind::group;
    const char close = is_group ? '}' : ']';
    advance();
    skip_blanks();
    if (take(close)) return;
    for (;;) {
      const Source key_where = here();
      if (is_group) key();
      ConfigNode child = value(depth + 1);
      if (is_group) child.key_where = key_where;
      node.children.push_back(std::move(child));
      skip_blanks();
      if (peek() == close) after_number_ = false;
      if (take(close)) return;
      if (!take(',')) fail(is_group ? "',' or '}'" : "',' or ']'");
      after_comma_ = true;
      skip_blanks();
    }
  }

  void key() {
    if (peek() != '"') fail("a key in double quotes");
    string();
    after_comma_ = after_number_ = false;
    skip_blanks();
    if (!take(':')) fail("':'");
    skip_blanks();
  }

  void string() {
    const Source start = here();
    advance();
    while (!take('"')) {
      if (at_end() || peek() == '\n') throw_syntax_error(start, "text without a closing quote");
      if (static_cast<unsigned char>(peek()) < 0x20)
        throw_syntax_error(here(), "control character in a text");
      if (peek() == '\\')
        escape();
      else
        advance();
    }
  }

  void escape() {
    const Source start = here();
    advance();
    constexpr std::string_view k_escapes = "\"\\/bfnrt";
    if (take('u')) {
      const unsigned code = hex4(start);
      if (code >= 0xDC00 && code <= 0xDFFF) throw_syntax_error(start, "half of a surrogate pair");
      if (code < 0xD800 || code > 0xDBFF) return;
      if (!take('\\') || !take('u')) throw_syntax_error(start, "half of a surrogate pair");
      const unsigned low = hex4(start);
      if (low < 0xDC00 || low > 0xDFFF) throw_syntax_error(start, "half of a surrogate pair");
    } else if (!at_end() && k_escapes.find(peek()) != std::string_view::npos) {
      advance();
    } else {
      throw_syntax_error(start, "unknown escape in a text", "a backslash itself is written twice: \\\\");
    }
  }

  unsigned hex4(const Source& start) {
    unsigned code = 0;
    for (int i = 0; i < 4; ++i) {
      if (at_end() || !is_hex(peek())) throw_syntax_error(start, "\\u needs four hexadecimal digits");
      const char c = peek();
      code = code * 16 + static_cast<unsigned>(is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
      advance();
    }
    return code;
  }

  void digits() {
    if (!is_digit(peek())) fail("a digit");
    while (is_digit(peek())) advance();
  }
  void number() {
    take('-');
    if (!take('0')) digits();
    if (take('.')) digits();
    if (take('e') || take('E')) {
      if (!take('+')) take('-');
      digits();
    }
  }

  ConfigNode::Kind literal() {
    constexpr std::pair<std::string_view, ConfigNode::Kind> k_literals[] = {
        {"true", ConfigNode::Kind::boolean},
        {"false", ConfigNode::Kind::boolean},
        {"null", ConfigNode::Kind::null}};
    for (const auto& [word, kind] : k_literals) {
      if (text_.substr(pos_, word.size()) != word) continue;
      const std::size_t end = pos_ + word.size();
      if (end < text_.size() && is_letter(text_[end])) break;
      while (pos_ < end) advance();
      return kind;
    }
    fail("a value");
  }

  std::string_view text_;
  const std::string& file_;
  std::size_t pos_ = 0;
  std::size_t values_ = 0;
  int line_ = 1;
  int column_ = 1;
  bool after_comma_ = false;
  bool after_number_ = false;
};

}  // namespace

ConfigNode scan_json(std::string_view json, const std::string& file) {
  return Scanner(json, file).document();
}

}  // namespace cryocosm
