// Checks of a component's declaration: its id, its interface version and its schema.
#include "kernel/declaration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "kernel/kernel.hpp"

namespace cryocosm {
namespace {

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// A parameter key or one half of a component id.
bool is_word(std::string_view text) {
  return !text.empty() && is_lower(text.front()) &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_lower(c) || is_digit(c) || c == '_'; });
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

// Starts with a capital (or a digit, or a letter beyond ASCII such as Å) and ends with a full stop.
bool is_sentence(std::string_view text) {
  if (text.size() < 2 || text.back() != '.') return false;
  const char first = text.front();
  return (first >= 'A' && first <= 'Z') || is_digit(first) || (static_cast<unsigned char>(first) & 0x80) != 0;
}

// "0.2" or "0.2.1".
bool is_release(std::string_view text) {
  const auto parts = split(text, '.');
  return (parts.size() == 2 || parts.size() == 3) &&
         std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
           return !part.empty() && std::all_of(part.begin(), part.end(), is_digit);
         });
}

bool is_numeric(FieldType type) {
  return type == FieldType::integer || type == FieldType::number || type == FieldType::distribution ||
         type == FieldType::vector || type == FieldType::numbers;
}
bool is_textual(FieldType type) { return type == FieldType::text || type == FieldType::texts; }

// One schema on its way through the checks; `path` leads to the field in question.
class SchemaCheck {
 public:
  explicit SchemaCheck(const ComponentRecord& record) : record_(record) {}

  void check(const SchemaInfo& schema, const std::string& prefix) const {
    if (!is_sentence(schema.summary))
      refuse(prefix.empty() ? "its summary" : fmt::format("the summary of '{}'", prefix),
             fmt::format("'{}' is not a sentence", schema.summary),
             "start it with a capital letter and end it with a full stop");
    check_keys(schema, prefix);
    for (const FieldInfo& field : schema.fields) check_field(field, join(prefix, field.key));
    for (const std::string& rule : schema.rules) {
      if (rule.empty())
        refuse("a rule", "has no text", "write the sentence that is shown when the rule is broken");
      if (!prefix.empty())
        refuse(fmt::format("the group '{}'", prefix), "has a rule of its own, which would never be tested",
               "move the rule to the schema of the component");
    }
  }

  void check_partners(const SchemaInfo& schema) const {
    const std::string_view point = record_.point.name;
    for (const std::string* id : {&schema.transform, &schema.rasterizer}) {
      if (id->empty()) continue;
      if (point != StructureGenerator::extends.name)
        refuse("placed_by() or drawn_by()",
               fmt::format("does not belong to a component of point '{}'", point),
               "use it for structures only");
      if (!is_component_id(*id))
        refuse("placed_by() or drawn_by()", fmt::format("names '{}', which is no component id", *id),
               "name it family.name, in lower-case letters, digits and underscores");
    }
    if (schema.by_default && point != Exporter::extends.name)
      refuse("by_default()", fmt::format("does not belong to a component of point '{}'", point),
             "use it for exporters only");
  }

 private:
  [[noreturn]] void refuse(const std::string& what, const std::string& why, const std::string& hint) const {
    throw Error(Code::plugin_schema, fmt::format("component '{}': {} {}", record_.id, what, why), hint);
  }
  [[noreturn]] void refuse_field(const std::string& path, const std::string& why,
                                 const std::string& hint) const {
    refuse(fmt::format("parameter '{}'", path), why, hint);
  }
  static std::string join(const std::string& prefix, const std::string& key) {
    return prefix.empty() ? key : prefix + "." + key;
  }

  void check_keys(const SchemaInfo& schema, const std::string& prefix) const {
    std::vector<std::string> keys;
    const auto take = [&](const std::string& key) {
      if (!is_word(key))
        refuse_field(join(prefix, key), "has a malformed name",
                     "use lower-case letters, digits and underscores, beginning with a letter");
      if (std::find(keys.begin(), keys.end(), key) != keys.end())
        refuse_field(join(prefix, key), "is declared twice", "give each parameter a name of its own");
      keys.push_back(key);
    };
    for (const FieldInfo& field : schema.fields) {
      take(field.key);
      if (!field.renamed_from.empty()) take(field.renamed_from);
    }
  }

  void check_field(const FieldInfo& field, const std::string& path) const {
    if (!is_sentence(field.help))
      refuse_field(path, fmt::format("has the help '{}', which is not a sentence", field.help),
                   "start it with a capital letter and end it with a full stop");
    if (field.required && field.optional)
      refuse_field(path, "is both required and optional", "keep one of required() and optional()");
    if (field.required && !field.deprecated.empty())
      refuse_field(path, "is both required and deprecated",
                   "give it a default or make it optional(), so that it can be left out");
    if (field.type == FieldType::group && !(field.deprecated.empty() && field.since.empty()))
      refuse_field(path, "is a group with deprecated() or since(), which describe parameters",
                   "say it of the group's parameters");
    if (!field.since.empty() && !is_release(field.since))
      refuse_field(path, fmt::format("is there since '{}', which is no version", field.since),
                   "write the plugin's version that brought it, such as 0.2");
    check_unit_and_range(field, path);
    check_choices(field, path);
    check_nested(field, path);
    if (!field.required && !field.optional) check_default(field, path);
  }

  void check_unit_and_range(const FieldInfo& field, const std::string& path) const {
    const bool has_range = field.minimum != -std::numeric_limits<double>::infinity() ||
                           field.maximum != std::numeric_limits<double>::infinity();
    const bool has_unit = field.unit.dimension != Dimension::none;
    if (!is_numeric(field.type) && (has_range || has_unit))
      refuse_field(path, "has a unit or a range but is not a number",
                   "remove unit(), range() and at_least()");
    if (!(field.unit.scale > 0) || field.unit.symbol == nullptr)
      refuse_field(path, "has a malformed unit", "use one of cryocosm::units");
    if (has_unit && field.unit.dimension != Dimension::fraction && *field.unit.symbol == '\0')
      refuse_field(path, fmt::format("is a {} without a unit", dimension_name(field.unit.dimension)),
                   "use one of cryocosm::units");
    if (!(field.minimum <= field.maximum))
      refuse_field(path,
                   fmt::format("has an empty range from {} to {}", number_text(field.minimum),
                               number_text(field.maximum)),
                   "give the smaller bound first");
  }

  void check_choices(const FieldInfo& field, const std::string& path) const {
    if (field.choices.empty()) return;
    if (!is_textual(field.type)) refuse_field(path, "has choices but is not a text", "remove choices()");
    for (auto choice = field.choices.begin(); choice != field.choices.end(); ++choice) {
      if (choice->empty()) refuse_field(path, "has an empty choice", "remove it, or give it a name");
      if (std::find(field.choices.begin(), choice, *choice) != choice)
        refuse_field(path, fmt::format("has the choice '{}' twice", *choice), "remove one of the two");
    }
  }

  void check_nested(const FieldInfo& field, const std::string& path) const {
    if (field.type == FieldType::group) {
      if (field.group.size() != 1)
        refuse_field(path, "is a group without a schema", "declare it with group()");
      check(field.group.front(), path);
    }
    if (field.type == FieldType::component && !point_index(field.point))
      refuse_field(path, fmt::format("names a component of the unknown point '{}'", field.point),
                   "use point() with structure, transform, rasterizer, acquisition or exporter");
    if (field.type != FieldType::component && !field.point.empty())
      refuse_field(path, "has a point() but names no component", "remove point()");
  }

  void check_default(const FieldInfo& field, const std::string& path) const {
    const Value& value = field.default_value;
    switch (field.type) {
      case FieldType::integer: check_number(field, path, static_cast<double>(value.integer)); break;
      case FieldType::number: check_number(field, path, value.number); break;
      case FieldType::distribution: check_distribution(field, path, value.distribution); break;
      case FieldType::vector:
      case FieldType::numbers:
        for (const Value& item : value.items) check_number(field, path, item.number);
        break;
      case FieldType::text: check_choice(field, path, value.text); break;
      case FieldType::texts:
        for (const Value& item : value.items) check_choice(field, path, item.text);
        break;
      case FieldType::boolean:
      case FieldType::file:
      case FieldType::files:
      case FieldType::group:
      case FieldType::component: break;
    }
  }

  void check_number(const FieldInfo& field, const std::string& path, double value) const {
    if (!std::isfinite(value))
      refuse_field(path, "has a default that is not finite",
                   "initialise the member, or declare it required()");
    if (value < field.minimum || value > field.maximum)
      refuse_field(path,
                   fmt::format("has the default {}, outside its range from {} to {}", number_text(value),
                               number_text(field.minimum), number_text(field.maximum)),
                   "correct the member's initialiser or the range");
  }

  void check_distribution(const FieldInfo& field, const std::string& path, const Distribution& d) const {
    check_number(field, path, d.a);
    switch (d.kind) {
      case Distribution::Kind::constant: return;
      case Distribution::Kind::normal:
        if (!std::isfinite(d.b) || d.b < 0)
          refuse_field(path, "has a default with a malformed standard deviation", "make it zero or positive");
        return;
      case Distribution::Kind::uniform:
      case Distribution::Kind::exponential:
        check_number(field, path, d.b);
        if (d.b < d.a)
          refuse_field(path, "has a default distribution that runs backwards", "swap its two numbers");
    }
  }

  void check_choice(const FieldInfo& field, const std::string& path, const std::string& value) const {
    if (field.choices.empty()) return;
    if (std::find(field.choices.begin(), field.choices.end(), value) == field.choices.end())
      refuse_field(path, fmt::format("has the default '{}', which is none of its choices", value),
                   "correct the member's initialiser or the choices");
  }

  const ComponentRecord& record_;
};

}  // namespace

bool is_component_id(std::string_view id) {
  const auto parts = split(id, '.');
  return parts.size() == 2 && is_word(parts[0]) && is_word(parts[1]);
}

bool is_plugin_id(std::string_view id) {
  const auto parts = split(id, '.');
  return parts.size() >= 2 && std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
           return !part.empty() && std::all_of(part.begin(), part.end(), [](char c) {
             return is_lower(c) || is_digit(c) || c == '_' || c == '-';
           });
         });
}

bool is_version(std::string_view version) {
  const auto parts = split(version, '.');
  return parts.size() == 3 && std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
           return !part.empty() && std::all_of(part.begin(), part.end(), is_digit);
         });
}

std::optional<std::size_t> point_index(std::string_view name) {
  for (std::size_t i = 0; i < k_points.size(); ++i)
    if (name == k_points[i].name) return i;
  return std::nullopt;
}

void check_interface(const ComponentRecord& record, std::string_view sdk_version) {
  const std::string_view name = record.point.name == nullptr ? "" : record.point.name;
  const auto index = point_index(name);
  if (!index)
    throw Error(Code::plugin_interface,
                fmt::format("component '{}' extends '{}', which this program does not have", record.id, name),
                fmt::format("it was built with SDK {}; this program is {}", sdk_version, CRYOCOSM_VERSION));
  const int served = k_points[*index].version;
  if (record.point.version != served)
    throw Error(Code::plugin_interface,
                fmt::format("component '{}' implements {}/{}, this program serves {}/{}", record.id, name,
                            record.point.version, name, served),
                fmt::format("rebuild the plugin against SDK {}; it was built with {}", CRYOCOSM_VERSION,
                            sdk_version));
}

void check_component(const ComponentRecord& record) {
  if (!is_component_id(record.id))
    throw Error(Code::plugin_schema,
                fmt::format("component id '{}' is not of the form family.name", record.id),
                "use two words of lower-case letters, digits and underscores with a dot between them");
  if (record.create == nullptr || record.destroy == nullptr || record.first_broken_rule == nullptr)
    throw Error(Code::plugin_schema, fmt::format("component '{}' lacks one of its functions", record.id),
                "register it with plugin.add<T>(id), which makes all of them");
  const SchemaCheck schema(record);
  schema.check(record.schema, "");
  if (record.point.name != nullptr) schema.check_partners(record.schema);
}

}  // namespace cryocosm
