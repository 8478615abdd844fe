// CIF text to gemmi's document: a scanner for words and a parser for blocks, pairs and loops.
#include "cif_document.hpp"

#include <cctype>
#include <stdexcept>

namespace cryocosm::macromolecules {
namespace {

enum class Kind { tag, value, block, frame_start, frame_end, loop, stop, end };

struct Token {
  Kind kind = Kind::end;
  std::string_view text;  // of a block or frame: its name
  int line = 0;
};

[[noreturn]] void fail(int line, const std::string& message) {
  throw std::runtime_error("line " + std::to_string(line) + ": " + message);
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool starts_with(std::string_view word, std::string_view lower_case_prefix) {
  if (word.size() < lower_case_prefix.size()) return false;
  for (std::size_t i = 0; i < lower_case_prefix.size(); ++i)
    if (std::tolower(static_cast<unsigned char>(word[i])) != lower_case_prefix[i]) return false;
  return true;
}

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  Token next() {
    skip_blanks();
    if (at_ == text_.size()) return {Kind::end, {}, line_};
    const char c = text_[at_];
    if (c == ';' && (at_ == 0 || text_[at_ - 1] == '\n')) return text_field();
    if (c == '\'' || c == '"') return quoted(c);
    return word();
  }

 private:
  void skip_blanks() {
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] == '#')
        at_ = std::min(text_.find('\n', at_), text_.size());
      else if (!is_space(text_[at_]))
        return;
      if (at_ == text_.size()) return;
      line_ += text_[at_] == '\n';
    }
  }

  Token text_field() {
    const std::size_t end = text_.find("\n;", at_);
    if (end == std::string_view::npos) fail(line_, "a text field that starts here does not end");
    const Token token{Kind::value, text_.substr(at_, end + 2 - at_), line_};
    for (const char c : token.text) line_ += c == '\n';
    at_ = end + 2;
    return token;
  }

  // A quotation mark ends the string only before white space.
  Token quoted(char mark) {
    for (std::size_t i = at_ + 1; i < text_.size() && text_[i] != '\n'; ++i)
      if (text_[i] == mark && (i + 1 == text_.size() || is_space(text_[i + 1]))) {
        const Token token{Kind::value, text_.substr(at_, i + 1 - at_), line_};
        at_ = i + 1;
        return token;
      }
    fail(line_, "a quoted string does not end on its line");
  }

  Token word() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && !is_space(text_[at_])) ++at_;
    const std::string_view word = text_.substr(begin, at_ - begin);
    if (word[0] == '_') return {Kind::tag, word, line_};
    if (starts_with(word, "data_")) return {Kind::block, word.substr(5), line_};
    if (starts_with(word, "save_"))
      return {word.size() > 5 ? Kind::frame_start : Kind::frame_end, word.substr(5), line_};
    if (starts_with(word, "loop_") && word.size() == 5) return {Kind::loop, word, line_};
    if (starts_with(word, "stop_") && word.size() == 5) return {Kind::stop, word, line_};
    if (starts_with(word, "global_") && word.size() == 7) return {Kind::block, {}, line_};
    return {Kind::value, word, line_};
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
};

class Parser {
 public:
  Parser(std::string_view text, const std::string& source) : scanner_(text) {
    document_.source = source;
    advance();
  }

  gemmi::cif::Document run() {
    if (token_.kind != Kind::block) fail(token_.line, "a data_ block is expected");
    while (token_.kind != Kind::end) read_item();
    return std::move(document_);
  }

 private:
  void advance() { token_ = scanner_.next(); }

  // Frames belong to dictionaries; what they hold is read, checked and dropped.
  std::vector<gemmi::cif::Item>& items() { return in_frame_ ? frame_items_ : document_.blocks.back().items; }

  void read_item() {
    switch (token_.kind) {
      case Kind::block:
        document_.blocks.emplace_back(std::string(token_.text));
        in_frame_ = false;
        return advance();
      case Kind::frame_start:
        in_frame_ = true;
        frame_items_.clear();
        return advance();
      case Kind::frame_end: in_frame_ = false; return advance();
      case Kind::tag: return read_pair();
      case Kind::loop: return read_loop();
      case Kind::value: fail(token_.line, "'" + std::string(token_.text.substr(0, 40)) + "' follows no tag");
      case Kind::stop: fail(token_.line, "stop_ without a loop_");
      case Kind::end: return;
    }
  }

  void read_pair() {
    const Token tag = token_;
    advance();
    if (token_.kind != Kind::value) fail(tag.line, std::string(tag.text) + " has no value");
    items().emplace_back(std::string(tag.text), std::string(token_.text));
    advance();
  }

  void read_loop() {
    const int line = token_.line;
    gemmi::cif::Item item{gemmi::cif::LoopArg{}};
    for (advance(); token_.kind == Kind::tag; advance()) item.loop.tags.emplace_back(token_.text);
    if (item.loop.tags.empty()) fail(line, "a loop_ without tags");
    for (; token_.kind == Kind::value; advance()) item.loop.values.emplace_back(token_.text);
    if (item.loop.values.size() % item.loop.tags.size() != 0)
      fail(line, "the loop of " + item.loop.tags.front() + " has " + std::to_string(item.loop.values.size()) +
                     " values for " + std::to_string(item.loop.tags.size()) +
                     " tags: its last row is not full");
    if (token_.kind == Kind::stop) advance();
    items().push_back(std::move(item));
  }

  Scanner scanner_;
  Token token_;
  gemmi::cif::Document document_;
  std::vector<gemmi::cif::Item> frame_items_;
  bool in_frame_ = false;
};

}  // namespace

gemmi::cif::Document parse_cif(std::string_view text, const std::string& source) {
  return Parser(text, source).run();
}

}  // namespace cryocosm::macromolecules
