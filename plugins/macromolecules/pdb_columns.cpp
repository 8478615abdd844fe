// Columns 31 to 54 of ATOM and HETATM records: three numbers of eight characters each.
#include "pdb_columns.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <stdexcept>
#include <string>

namespace cryocosm::macromolecules {
namespace {

constexpr std::size_t k_first_column = 30;
constexpr std::size_t k_width = 8;

// The names of records are written in any case, as gemmi reads them.
bool is_atom(std::string_view line) {
  const auto starts_with = [line](std::string_view name) {
    return line.size() >= name.size() &&
           std::equal(name.begin(), name.end(), line.begin(), [](char a, char b) {
             return a == static_cast<char>(std::toupper(static_cast<unsigned char>(b)));
           });
  };
  return starts_with("ATOM") || starts_with("HETATM");
}

bool is_number(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\r')) text.remove_suffix(1);
  if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
  double value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && stop == text.data() + text.size();
}

}  // namespace

void require_coordinates(std::string_view pdb_text) {
  for (int line_number = 1; !pdb_text.empty(); ++line_number) {
    const std::size_t end = std::min(pdb_text.find('\n'), pdb_text.size());
    const std::string_view line = pdb_text.substr(0, end);
    pdb_text.remove_prefix(std::min(end + 1, pdb_text.size()));
    if (!is_atom(line)) continue;
    for (std::size_t axis = 0; axis < 3; ++axis) {
      const std::size_t at = std::min(k_first_column + axis * k_width, line.size());
      const std::string_view field = line.substr(at, k_width);
      if (!is_number(field))
        throw std::runtime_error("line " + std::to_string(line_number) + ": '" + std::string(field) +
                                 "' is no " + "xyz"[axis] + " coordinate");
    }
  }
}

}  // namespace cryocosm::macromolecules
