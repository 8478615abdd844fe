// Strict conversions of scalars and lists, with messages that say what was expected.
#include "config/read_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "config/field_text.hpp"
#include "kernel/spelling.hpp"

namespace cryocosm {
namespace {

bool is_text(const ConfigNode& node) {
  return node.kind == ConfigNode::Kind::string || node.kind == ConfigNode::Kind::text;
}

std::string how_to_write(const FieldInfo& field) {
  const std::string range = range_text(field);
  const std::string units = unit_names(field.unit.dimension);
  std::string text = range.empty() ? std::string("write a number") : "write a number, " + range;
  if (!units.empty()) text += fmt::format("; units: {}", units);
  return text;
}

std::string needed(const FieldInfo& field) {
  if (field.unit.dimension == Dimension::none) return "a plain number";
  return fmt::format("{} ({})", with_article(dimension_name(field.unit.dimension)),
                     unit_names(field.unit.dimension));
}

Dimension dimension_of(const std::string& unit) {
  for (const Dimension d : {Dimension::length, Dimension::angle, Dimension::dose, Dimension::voltage,
                            Dimension::fraction, Dimension::mass, Dimension::time}) {
    double value = 0;
    std::string rest;
    if (read_number("1 " + unit, {d, "", 1}, value, rest) == ReadNumber::ok) return d;
  }
  return Dimension::none;
}

bool check_range(const ValueSite& site, double value) {
  const FieldInfo& field = site.field;
  if (value >= field.minimum && value <= field.maximum) return true;
  site.error(Code::out_of_range, fmt::format("'{}' is out of range: {} must be {}", shortened(site.node.text),
                                             field.key, range_text(field)));
  return false;
}

}  // namespace

std::optional<double> read_quantity(const ValueSite& site, bool in_range) {
  const ConfigNode& node = site.node;
  const FieldInfo& field = site.field;
  if (!is_text(node) && node.kind != ConfigNode::Kind::number) {
    site.error(Code::wrong_type, fmt::format("expected a number, found {}", described(node)),
               how_to_write(field));
    return {};
  }
  double value = 0;
  std::string unit;
  const std::string shown = shortened(node.text);
  switch (read_number(node.text, field.unit, value, unit)) {
    case ReadNumber::ok: break;
    case ReadNumber::not_a_number:
      site.error(Code::wrong_type, fmt::format("'{}' is not a number", shown), how_to_write(field));
      return {};
    case ReadNumber::not_finite:
      site.error(Code::not_finite, fmt::format("'{}' is not a finite number", shown), how_to_write(field));
      return {};
    case ReadNumber::unknown_unit:
      site.error(Code::unknown_unit, fmt::format("unknown unit '{}' in '{}'", shortened(unit), shown),
                 fmt::format("{} needs {}", field.key, needed(field)));
      return {};
    case ReadNumber::wrong_dimension:
      site.error(Code::wrong_dimension,
                 fmt::format("'{}' is {}; {} needs {}", shown,
                             with_article(dimension_name(dimension_of(unit))), field.key, needed(field)));
      return {};
  }
  if (in_range && !check_range(site, value)) return {};
  return value;
}

std::optional<std::int64_t> read_integer(const ValueSite& site) {
  const ConfigNode& node = site.node;
  if (node.kind == ConfigNode::Kind::string) {
    site.error(Code::wrong_type, fmt::format("expected a whole number, found the text {}", described(node)),
               "write it without quotes");
    return {};
  }
  if (node.kind != ConfigNode::Kind::number && node.kind != ConfigNode::Kind::text) {
    site.error(Code::wrong_type, fmt::format("expected a whole number, found {}", described(node)));
    return {};
  }
  const std::string_view text = trimmed(node.text);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool is_whole = end == text.data() + text.size() && error != std::errc::invalid_argument;
  if (!is_whole) {
    site.error(Code::wrong_type, fmt::format("'{}' is not a whole number", shortened(text)),
               "write digits only, without decimal point, exponent or unit");
    return {};
  }
  if (error == std::errc::result_out_of_range) {
    site.error(Code::out_of_range, fmt::format("'{}' is too large a number", shortened(text)));
    return {};
  }
  if (!check_range(site, static_cast<double>(value))) return {};
  return value;
}

std::optional<bool> read_boolean(const ValueSite& site) {
  const ConfigNode& node = site.node;
  if (node.kind == ConfigNode::Kind::boolean || node.kind == ConfigNode::Kind::text) {
    if (node.text == "true") return true;
    if (node.text == "false") return false;
  }
  const bool quoted = node.kind == ConfigNode::Kind::string && (node.text == "true" || node.text == "false");
  site.error(Code::wrong_type,
             fmt::format("expected true or false, found {}{}", quoted ? "the text " : "", described(node)),
             quoted ? "write it without quotes" : "");
  return {};
}

std::optional<std::string> read_text(const ValueSite& site) {
  const ConfigNode& node = site.node;
  const std::vector<std::string>& choices = site.field.choices;
  if (!is_text(node)) {
    site.error(Code::wrong_type, fmt::format("expected a text, found {}", described(node)),
               node.is_scalar() ? "write it in double quotes" : "");
    return {};
  }
  if (choices.empty() || std::find(choices.begin(), choices.end(), node.text) != choices.end())
    return node.text;
  std::string hint = fmt::format("choose one of: {}", fmt::join(choices, ", "));
  const std::vector<std::string> near = closest_words(shortened(node.text), choices, 1);
  if (!near.empty()) hint = fmt::format("did you mean '{}'? ", near.front()) + hint;
  site.error(Code::not_a_choice,
             fmt::format("'{}' is not a choice for {}", shortened(node.text), site.field.key),
             std::move(hint));
  return {};
}

std::optional<Value> read_list(const ValueSite& site) {
  const bool is_vector = site.field.type == FieldType::vector;
  const bool is_texts = site.field.type == FieldType::texts || site.field.type == FieldType::files;
  const std::string expected = with_article(type_text(site.field));
  if (!is_list_like(site.node)) {
    site.error(Code::wrong_type, fmt::format("expected {}, found {}", expected, described(site.node)));
    return {};
  }
  const std::vector<ConfigNode> items = items_of(site.node);
  if (is_vector && items.size() != 3) {
    site.error(Code::wrong_type, fmt::format("expected {}, found a list of {}", expected, items.size()));
    return {};
  }
  Value list;
  list.type = Value::Type::list;
  const std::size_t problems_before = site.problems.count();
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string path = fmt::format("{}[{}]", site.path, i);
    const ValueSite item{items[i], site.field, path, site.problems};
    if (is_texts) {
      if (const auto text = read_text(item)) list.items.push_back(detail::load(*text));
    } else if (const auto number = read_quantity(item)) {
      list.items.push_back(detail::load(*number));
    }
  }
  if (site.problems.count() != problems_before) return {};
  return list;
}

}  // namespace cryocosm
