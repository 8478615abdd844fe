// Numbers and fields as text, through std::to_chars.
#include "text.hpp"

#include <charconv>
#include <system_error>

#include "cryocosm/error.hpp"

namespace cryocosm::exporters {

std::string aligned(std::string_view text, int width) {
  const auto columns = static_cast<std::size_t>(width);
  std::string line(text.size() < columns ? columns - text.size() : 0, ' ');
  return line.append(text);
}

std::string fixed_text(double value, int decimals, int width) {
  char digits[400];  // the largest double has 309 digits before the point
  const auto [end, error] =
      std::to_chars(digits, digits + sizeof digits, value, std::chars_format::fixed, decimals);
  CRYOCOSM_CHECK(error == std::errc{});
  std::string_view text(digits, static_cast<std::size_t>(end - digits));
  if (text.find_first_not_of("-0.") == std::string_view::npos && text.front() == '-') text.remove_prefix(1);
  return aligned(text, width);
}

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string field = "\"";
  for (const char c : text) {
    if (c == '"') field += '"';
    field += c;
  }
  return field += '"';
}

}  // namespace cryocosm::exporters
