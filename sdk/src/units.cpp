// The closed table of units, and strict, locale-free reading of numbers.
#include "cryocosm/units.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace cryocosm {
namespace {

constexpr std::array k_units{
    UnitOfMeasure{Dimension::length, "A", 1},
    UnitOfMeasure{Dimension::length, "Å", 1},
    UnitOfMeasure{Dimension::length, "nm", 10},
    UnitOfMeasure{Dimension::length, "um", 1e4},
    UnitOfMeasure{Dimension::length, "µm", 1e4},
    UnitOfMeasure{Dimension::length, "mm", 1e7},
    UnitOfMeasure{Dimension::angle, "deg", 1},
    UnitOfMeasure{Dimension::angle, "°", 1},
    UnitOfMeasure{Dimension::angle, "rad", 57.29577951308232},
    UnitOfMeasure{Dimension::dose, "e/A2", 1},
    UnitOfMeasure{Dimension::dose, "e/Å2", 1},
    UnitOfMeasure{Dimension::dose, "e/Å²", 1},
    UnitOfMeasure{Dimension::dose, "e/nm2", 0.01},
    UnitOfMeasure{Dimension::voltage, "kV", 1},
    UnitOfMeasure{Dimension::voltage, "V", 1e-3},
    UnitOfMeasure{Dimension::fraction, "%", 0.01},
    UnitOfMeasure{Dimension::fraction, "percent", 0.01},
    UnitOfMeasure{Dimension::mass, "Da", 1e-3},
    UnitOfMeasure{Dimension::mass, "kDa", 1},
    UnitOfMeasure{Dimension::mass, "MDa", 1e3},
    UnitOfMeasure{Dimension::time, "s", 1},
    UnitOfMeasure{Dimension::time, "ms", 1e-3},
    UnitOfMeasure{Dimension::time, "min", 60},
    UnitOfMeasure{Dimension::time, "h", 3600},
};

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view k_blank = " \t\r\n";
  const auto first = text.find_first_not_of(k_blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(k_blank) - first + 1);
}

const UnitOfMeasure* find_unit(std::string_view symbol) {
  for (const UnitOfMeasure& unit : k_units)
    if (symbol == unit.symbol) return &unit;
  return nullptr;
}

}  // namespace

ReadNumber read_number(std::string_view text, const UnitOfMeasure& declared, double& value,
                       std::string& unit_text) {
  text = trimmed(text);
  const char* const end = text.data() + text.size();
  // from_chars() knows no plus sign; "+-5" is no number
  const bool plus = text.size() > 1 && text[0] == '+' && text[1] != '-';
  double number = 0;
  const auto [rest, error] = std::from_chars(text.data() + (plus ? 1 : 0), end, number);
  if (error == std::errc::result_out_of_range) return ReadNumber::not_finite;
  if (error != std::errc{}) return ReadNumber::not_a_number;
  unit_text = trimmed(std::string_view(rest, static_cast<std::size_t>(end - rest)));
  if (!std::isfinite(number)) return ReadNumber::not_finite;
  if (unit_text.empty()) {
    value = number;
    return ReadNumber::ok;
  }
  const UnitOfMeasure* const unit = find_unit(unit_text);
  if (unit == nullptr) return ReadNumber::unknown_unit;
  if (unit->dimension != declared.dimension) return ReadNumber::wrong_dimension;
  // dividing by a whole number rounds right where multiplying by its reciprocal does not: 5 % is 0.05
  value = unit->scale < declared.scale ? number / (declared.scale / unit->scale)
                                       : number * (unit->scale / declared.scale);
  return std::isfinite(value) ? ReadNumber::ok : ReadNumber::not_finite;
}

std::string_view dimension_name(Dimension dimension) {
  switch (dimension) {
    case Dimension::none: return "plain number";
    case Dimension::length: return "length";
    case Dimension::angle: return "angle";
    case Dimension::dose: return "dose";
    case Dimension::voltage: return "voltage";
    case Dimension::fraction: return "fraction";
    case Dimension::mass: return "mass";
    case Dimension::time: return "time";
  }
  return "";
}

std::string unit_names(Dimension dimension) {
  std::string names;
  for (const UnitOfMeasure& unit : k_units)
    if (unit.dimension == dimension) names += (names.empty() ? "" : ", ") + std::string(unit.symbol);
  return names;
}

std::string number_text(double value) {
  char buffer[32];
  const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value);
  return error == std::errc{} ? std::string(buffer, end) : std::string();
}

}  // namespace cryocosm
