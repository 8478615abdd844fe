// Layout, escaping and number formatting of JSON.
#include "describe/json_writer.hpp"

#include <cmath>
#include <utility>

#include "cryocosm/error.hpp"
#include "cryocosm/units.hpp"

namespace cryocosm {
namespace {

/// Length of the UTF-8 sequence that `text` starts with; 0 when it is malformed, overlong or a surrogate.
std::size_t sequence_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xC2 && first <= 0xDF   ? 2
                             : first >= 0xE0 && first <= 0xEF ? 3
                             : first >= 0xF0 && first <= 0xF4 ? 4
                                                              : 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte(i) & 0xC0U) != 0x80) return 0;
  const bool overlong = (first == 0xE0 && byte(1) < 0xA0) || (first == 0xF0 && byte(1) < 0x90);
  const bool beyond = (first == 0xED && byte(1) > 0x9F) || (first == 0xF4 && byte(1) > 0x8F);
  return overlong || beyond ? 0 : length;
}

void append_escape(std::string& out, char c) {
  switch (c) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default: break;
  }
  constexpr char k_digits[] = "0123456789abcdef";
  const auto code = static_cast<unsigned char>(c);
  out += "\\u00";
  out += k_digits[code >> 4U];
  out += k_digits[code & 15U];
}

bool needs_escape(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\' || c == '\x7f';
}

}  // namespace

void JsonWriter::quoted(std::string_view text) {
  text_ += '"';
  while (!text.empty()) {
    const std::size_t length = sequence_length(text);
    if (length == 0)
      text_ += "\xef\xbf\xbd";
    else if (needs_escape(text.front()))
      append_escape(text_, text.front());
    else
      text_ += text.substr(0, length);
    text.remove_prefix(length == 0 ? 1 : length);
  }
  text_ += '"';
}

void JsonWriter::separate(Level& level) {
  if (!level.empty) text_ += ',';
  if (!level.on_one_line)
    text_ += '\n' + std::string(2 * levels_.size(), ' ');
  else if (!level.empty)
    text_ += ' ';
  level.empty = false;
}

void JsonWriter::before_value() {
  if (levels_.empty()) {
    CRYOCOSM_CHECK(text_.empty());
    return;
  }
  CRYOCOSM_CHECK((levels_.back().open == '{') == has_key_);
  if (!has_key_) separate(levels_.back());
  has_key_ = false;
}

JsonWriter& JsonWriter::key(std::string_view key) {
  CRYOCOSM_CHECK(!levels_.empty() && levels_.back().open == '{' && !has_key_);
  separate(levels_.back());
  quoted(key);
  text_ += ": ";
  has_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::open(char bracket, bool on_one_line) {
  before_value();
  text_ += bracket;
  levels_.push_back({bracket, on_one_line || (!levels_.empty() && levels_.back().on_one_line)});
  return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
  CRYOCOSM_CHECK(!levels_.empty() && !has_key_ && (levels_.back().open == '{') == (bracket == '}'));
  const Level level = levels_.back();
  levels_.pop_back();
  if (!level.empty && !level.on_one_line) text_ += '\n' + std::string(2 * levels_.size(), ' ');
  text_ += bracket;
  return *this;
}

JsonWriter& JsonWriter::raw(std::string_view text) {
  before_value();
  text_ += text;
  return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
  before_value();
  quoted(text);
  return *this;
}

JsonWriter& JsonWriter::value(double number) {
  return std::isfinite(number) ? raw(number_text(number)) : null();
}

std::string JsonWriter::take() {
  CRYOCOSM_CHECK(levels_.empty() && !text_.empty());
  text_ += '\n';
  return std::exchange(text_, {});
}

}  // namespace cryocosm
