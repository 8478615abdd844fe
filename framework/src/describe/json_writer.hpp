// Writes JSON: pretty-printed, strings escaped, numbers in the shortest form that reads back to the same
// value.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace cryocosm {

/// Everything is written in the order of the calls; misuse (a value without its key, an unclosed
/// array) is a defect and throws. Numbers that are not finite become null, bytes that are not UTF-8
/// become U+FFFD, so that the result is JSON whatever comes in. [any]
class JsonWriter {
 public:
  JsonWriter& begin_object() { return open('{', false); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('[', false); }
  /// An array, or an object, on one line together with all that is in it.
  JsonWriter& begin_line_array() { return open('[', true); }
  JsonWriter& begin_line_object() { return open('{', true); }
  JsonWriter& end_array() { return close(']'); }

  JsonWriter& key(std::string_view key);

  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(const std::string& text) { return value(std::string_view(text)); }
  JsonWriter& value(double number);
  template <class T, std::enable_if_t<std::is_integral_v<T>, int> = 0>
  JsonWriter& value(T number) {
    if constexpr (std::is_same_v<T, bool>)
      return raw(number ? "true" : "false");
    else
      return raw(std::to_string(number));
  }
  JsonWriter& null() { return raw("null"); }

  template <class T>
  JsonWriter& member(std::string_view name, const T& v) {
    return key(name).value(v);
  }

  /// The finished text, with a line end; the writer is empty again.
  std::string take();

 private:
  struct Level {
    char open;
    bool on_one_line;
    bool empty = true;
  };
  JsonWriter& open(char bracket, bool on_one_line);
  JsonWriter& close(char bracket);
  JsonWriter& raw(std::string_view text);
  void before_value();
  void separate(Level& level);
  void quoted(std::string_view text);

  std::string text_;
  std::vector<Level> levels_;
  bool has_key_ = false;
};

}  // namespace cryocosm
