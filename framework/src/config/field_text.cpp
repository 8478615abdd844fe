// Words for fields and values.
#include "config/field_text.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace cryocosm {
namespace {

/// Without an exponent where that stays short: 100000 rather than 1e+05.
std::string plain_text(double value) {
  char buffer[400];
  const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed);
  return error == std::errc{} && end - buffer <= 12 ? std::string(buffer, end) : number_text(value);
}

std::string with_unit(const FieldInfo& field, std::string text) {
  if (*field.unit.symbol != '\0') text += std::string(" ") + field.unit.symbol;
  return text;
}

std::string distribution_text(const Distribution& d) {
  switch (d.kind) {
    case Distribution::Kind::constant: return number_text(d.a);
    case Distribution::Kind::uniform:
      return fmt::format("uniform({}, {})", number_text(d.a), number_text(d.b));
    case Distribution::Kind::normal: return fmt::format("normal({}, {})", number_text(d.a), number_text(d.b));
    case Distribution::Kind::exponential:
      return fmt::format("exponential({}, {})", number_text(d.a), number_text(d.b));
  }
  return {};
}

std::string list_text(const std::vector<Value>& items) {
  std::string text;
  for (const Value& item : items) text += (text.empty() ? "" : ", ") + value_text(item);
  return text;
}

}  // namespace

bool is_numeric(const FieldInfo& field) {
  switch (field.type) {
    case FieldType::integer:
    case FieldType::number:
    case FieldType::distribution:
    case FieldType::vector:
    case FieldType::numbers: return true;
    default: return false;
  }
}

bool has_range(const FieldInfo& field) {
  return is_numeric(field) && (std::isfinite(field.minimum) || std::isfinite(field.maximum));
}

std::string quantity_text(const FieldInfo& field, double value) {
  return with_unit(field, plain_text(value));
}

std::string range_text(const FieldInfo& field) {
  if (!has_range(field)) return {};
  if (!std::isfinite(field.maximum)) return "at least " + quantity_text(field, field.minimum);
  if (!std::isfinite(field.minimum)) return "at most " + quantity_text(field, field.maximum);
  return with_unit(field, fmt::format("{} to {}", plain_text(field.minimum), plain_text(field.maximum)));
}

std::string value_text(const Value& value) {
  switch (value.type) {
    case Value::Type::boolean: return value.boolean ? "true" : "false";
    case Value::Type::integer: return fmt::format("{}", value.integer);
    case Value::Type::number: return number_text(value.number);
    case Value::Type::distribution: return distribution_text(value.distribution);
    case Value::Type::text:
    case Value::Type::component: return value.text;
    case Value::Type::list: return list_text(value.items);
    case Value::Type::none:
    case Value::Type::group: return {};
  }
  return {};
}

std::string help_text(const FieldInfo& field) {
  std::string text = field.help;
  if (!field.since.empty()) text += fmt::format(" Since {}.", field.since);
  if (!field.deprecated.empty()) text += fmt::format(" Deprecated: {}.", field.deprecated);
  return text;
}

std::string type_text(const FieldInfo& field) {
  switch (field.type) {
    case FieldType::boolean: return "true or false";
    case FieldType::integer: return "whole number";
    case FieldType::number: return "number";
    case FieldType::distribution: return "number or distribution";
    case FieldType::text: return "text";
    case FieldType::file: return "file";
    case FieldType::vector: return "list of 3 numbers";
    case FieldType::numbers: return "list of numbers";
    case FieldType::texts: return "list of texts";
    case FieldType::files: return "list of files";
    case FieldType::group: return "group";
    case FieldType::component: return field.point + " component";
  }
  return {};
}

}  // namespace cryocosm
