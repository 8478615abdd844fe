// Turns schemas of components and of the pipeline's own sections into JSON Schema.
#include "describe/json_schema.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <string_view>

#include "config/config_node.hpp"
#include "config/field_text.hpp"
#include "config/sections.hpp"
#include "describe/json_writer.hpp"
#include "describe/value_json.hpp"

namespace cryocosm {
namespace {

constexpr std::array k_dimensions{Dimension::none,    Dimension::length,   Dimension::angle, Dimension::dose,
                                  Dimension::voltage, Dimension::fraction, Dimension::mass,  Dimension::time};

std::string quantity_name(Dimension dimension) {
  return dimension == Dimension::none ? "quantity" : fmt::format("quantity_{}", dimension_name(dimension));
}
std::string distribution_name(Dimension dimension) {
  return dimension == Dimension::none ? "distribution"
                                      : fmt::format("distribution_{}", dimension_name(dimension));
}

std::string quantity_pattern(Dimension dimension) {
  const std::string names = unit_names(dimension);
  std::string units;
  for (const std::string_view unit : split_at_commas(names))
    if (!unit.empty()) units += fmt::format("{}{}", units.empty() ? "" : "|", unit);
  const std::string unit = units.empty() ? units : fmt::format(R"(({})?\s*)", units);
  return fmt::format(R"(^\s*[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?\s*{}$)", unit);
}

class SchemaWriter {
 public:
  explicit SchemaWriter(const Kernel& kernel) : kernel_(kernel) {}

  std::string document() {
    const Schema<PipelineSection> pipeline = pipeline_schema();
    json_.begin_object().member("$schema", "https://json-schema.org/draft/2020-12/schema");
    json_.member("title", "cryocosm pipeline").member("type", "object");
    json_.key("properties").begin_object();
    json_.key("$schema").begin_line_object().member("type", "string").end_object();
    for (const FieldInfo& field : pipeline.info().fields) {
      json_.key(field.key).begin_object();
      if (field.key == "cryocosm")
        json_.member("const", k_format_version).member("description", field.help);
      else
        write_field(field);
      json_.end_object();
    }
    for (const ListSection& section : list_sections()) write_list(section);
    json_.end_object();
    json_.key("required")
        .begin_line_array()
        .value("cryocosm")
        .value("volume")
        .value("structures")
        .end_array();
    json_.member("additionalProperties", false);
    json_.key("$defs").begin_object();
    write_definitions();
    json_.end_object().end_object();
    return json_.take();
  }

 private:
  void write_ref(const std::string& name) { json_.member("$ref", fmt::format("#/$defs/{}", name)); }

  void write_list(const ListSection& section) {
    json_.key(section.key).begin_object().member("type", "array").member("description", section.help);
    json_.key("items").begin_object();
    write_ref(section.point == StructureGenerator::extends.name ? std::string("entry")
                                                                : fmt::format("use_{}", section.point));
    json_.end_object().end_object();
  }

  void write_definitions() {
    for (const Dimension dimension : k_dimensions) write_quantity(dimension);
    for (const Dimension dimension : k_dimensions) write_distribution(dimension);
    json_.key("entry").begin_object();
    write_entry();
    json_.end_object();
    for (const ExtensionPoint& point : k_points) write_uses(point.name);
    for (const Component* component : kernel_.components()) {
      json_.key(fmt::format("params_{}", component->record.id)).begin_object();
      write_params(component->record.schema);
      json_.end_object();
    }
  }

  void write_quantity(Dimension dimension) {
    json_.key(quantity_name(dimension)).begin_object().member("type", "string");
    json_.member("pattern", quantity_pattern(dimension)).end_object();
  }

  void write_number_or_quantity(Dimension dimension) {
    json_.key("anyOf")
        .begin_array()
        .begin_line_object()
        .member("type", "number")
        .end_object()
        .begin_line_object();
    write_ref(quantity_name(dimension));
    json_.end_object().end_array();
  }

  void write_pair(const char* name, Dimension dimension) {
    json_.begin_object().member("type", "object").key("properties").begin_object();
    json_.key(name).begin_object().member("type", "array").member("minItems", 2).member("maxItems", 2);
    json_.key("items").begin_object();
    write_number_or_quantity(dimension);
    json_.end_object().end_object().end_object();
    json_.key("required")
        .begin_line_array()
        .value(name)
        .end_array()
        .member("additionalProperties", false)
        .end_object();
  }

  /// {"exponential": {"min": ..., "mean": ...}} and its like for the others.
  void write_named(const char* name, const char* first, const char* second, Dimension dimension) {
    json_.begin_object().member("type", "object").key("properties").begin_object();
    json_.key(name).begin_object().member("type", "object").key("properties").begin_object();
    for (const char* key : {first, second}) {
      json_.key(key).begin_object();
      write_number_or_quantity(dimension);
      json_.end_object();
    }
    json_.end_object().key("required").begin_line_array().value(first).value(second).end_array();
    json_.member("additionalProperties", false).end_object().end_object();
    json_.key("required")
        .begin_line_array()
        .value(name)
        .end_array()
        .member("additionalProperties", false)
        .end_object();
  }

  void write_distribution(Dimension dimension) {
    json_.key(distribution_name(dimension)).begin_object().key("anyOf").begin_array();
    json_.begin_object()
        .member("type", "string")
        .member("pattern", R"(^\s*(uniform|normal|exponential)\s*\(.*\)\s*$)")
        .end_object();
    for (const char* name : {"uniform", "normal", "exponential"}) write_pair(name, dimension);
    write_named("uniform", "low", "high", dimension);
    write_named("normal", "mean", "deviation", dimension);
    write_named("exponential", "min", "mean", dimension);
    json_.end_array().end_object();
  }

  void write_enum_of(std::string_view point) {
    json_.key("enum").begin_array();
    for (const auto& [id, component] : kernel_.registry(point)) json_.value(id);
    json_.end_array();
    json_.key("enumDescriptions").begin_array();  // editors show them beside the names
    for (const auto& [id, component] : kernel_.registry(point))
      json_.value(summary_of(component.record.schema));
    json_.end_array();
  }

  static std::string summary_of(const SchemaInfo& schema) {
    return schema.deprecated.empty() ? schema.summary
                                     : fmt::format("{} Deprecated: {}.", schema.summary, schema.deprecated);
  }

  /// For the standard's readers and, with the reason, for those of VS Code and JetBrains, who look for the
  /// second.
  void write_deprecation(const std::string& why) {
    json_.member("deprecated", true).member("deprecationMessage", why);
  }

  /// The params of each component of `point`, chosen by "use".
  void write_branches(std::string_view point) {
    if (kernel_.registry(point).empty()) return;  // an empty allOf is not allowed
    json_.key("allOf").begin_array();
    for (const auto& [id, component] : kernel_.registry(point)) {
      json_.begin_object()
          .key("if")
          .begin_line_object()
          .key("properties")
          .begin_object()
          .key("use")
          .begin_object();
      json_.member("const", id).end_object().end_object();
      json_.key("required").begin_line_array().value("use").end_array().end_object();
      json_.key("then").begin_object().key("properties").begin_object().key("params").begin_object();
      write_ref(fmt::format("params_{}", id));
      json_.end_object().end_object();
      if (needs_params(component.record.schema))
        json_.key("required").begin_line_array().value("params").end_array();
      json_.end_object().end_object();
    }
    json_.end_array();
  }

  static bool needs_params(const SchemaInfo& schema) {
    for (const FieldInfo& field : schema.fields)
      if (field.required) return true;
    return false;
  }

  void write_use_property(std::string_view point) {
    json_.key("use").begin_object();
    write_enum_of(point);
    json_.end_object();
  }

  void write_uses(const char* point) {
    json_.key(fmt::format("use_{}", point)).begin_object().key("anyOf").begin_array();
    json_.begin_object();
    write_enum_of(point);
    json_.end_object();
    json_.begin_object().member("type", "object").key("properties").begin_object();
    write_use_property(point);
    json_.key("params").begin_line_object().member("type", "object").end_object().end_object();
    json_.member("additionalProperties", false);
    write_branches(point);
    json_.end_object().end_array().end_object();
  }

  void write_entry() {
    const Schema<EntrySection> entry = entry_schema();
    json_.member("type", "object")
        .member("description", entry.info().summary)
        .key("properties")
        .begin_object();
    for (const FieldInfo& field : entry.info().fields) {
      if (field.key == "use") {
        write_use_property(StructureGenerator::extends.name);
        continue;
      }
      json_.key(field.key).begin_object();
      write_field(field);
      json_.end_object();
    }
    json_.key("params").begin_line_object().member("type", "object").end_object().end_object();
    json_.key("required").begin_line_array().value("use").end_array();
    json_.key("anyOf").begin_array();
    for (const char* key : {"count", "occupancy"})
      json_.begin_line_object().key("required").begin_array().value(key).end_array().end_object();
    json_.end_array().member("additionalProperties", false);
    write_branches(StructureGenerator::extends.name);
  }

  void write_params(const SchemaInfo& schema) {
    json_.member("type", "object").member("description", summary_of(schema));
    if (!schema.deprecated.empty()) write_deprecation(schema.deprecated);
    json_.key("properties").begin_object();
    for (const FieldInfo& field : schema.fields) {
      write_property(field, field.key);
      if (!field.renamed_from.empty()) write_property(field, field.renamed_from);
    }
    json_.end_object();
    std::vector<std::string> required;
    for (const FieldInfo& field : schema.fields)
      if (field.required && field.renamed_from.empty()) required.push_back(field.key);
    if (!required.empty()) {
      json_.key("required").begin_line_array();
      for (const std::string& key : required) json_.value(key);
      json_.end_array();
    }
    json_.member("additionalProperties", false);
  }

  void write_property(const FieldInfo& field, const std::string& key) {
    json_.key(key).begin_object();
    write_field(field);
    if (key == field.renamed_from)
      write_deprecation(fmt::format("now called '{}'", field.key));
    else if (!field.deprecated.empty())
      write_deprecation(field.deprecated);
    json_.end_object();
  }

  void write_field(const FieldInfo& field) {
    std::string description = help_text(field);
    if (is_numeric(field) && *field.unit.symbol != '\0')
      description += fmt::format(" Unit: {}.", field.unit.symbol);
    json_.member("description", description);
    if (!field.required && !field.optional && field.type != FieldType::group &&
        !value_text(field.default_value).empty()) {
      json_.key("default");
      write_value(json_, field.default_value);
    }
    write_type(field);
  }

  void write_type(const FieldInfo& field) {
    switch (field.type) {
      case FieldType::boolean: json_.member("type", "boolean"); break;
      case FieldType::integer:
        json_.member("type", "integer");
        write_bounds(field);
        break;
      case FieldType::number:
      case FieldType::distribution: write_number(field, true); break;
      case FieldType::text:
      case FieldType::file: write_text(field); break;
      case FieldType::vector: json_.member("minItems", 3).member("maxItems", 3); [[fallthrough]];
      case FieldType::numbers:
      case FieldType::texts:
      case FieldType::files:
        json_.member("type", "array").key("items").begin_object();
        if (field.type != FieldType::numbers && field.type != FieldType::vector)
          write_text(field);
        else
          write_number(field, false);
        json_.end_object();
        break;
      case FieldType::group: write_group(field); break;
      case FieldType::component: write_ref(fmt::format("use_{}", field.point)); break;
    }
  }

  void write_group(const FieldInfo& field) {
    json_.key("allOf").begin_array().begin_object();
    write_params(field.group.front());
    json_.end_object().end_array();
  }

  void write_bounds(const FieldInfo& field) {
    if (std::isfinite(field.minimum)) json_.member("minimum", field.minimum);
    if (std::isfinite(field.maximum)) json_.member("maximum", field.maximum);
  }

  void write_text(const FieldInfo& field) {
    json_.member("type", "string");
    if (field.choices.empty()) return;
    json_.key("enum").begin_line_array();
    for (const std::string& choice : field.choices) json_.value(choice);
    json_.end_array();
  }

  void write_number(const FieldInfo& field, bool may_be_drawn) {
    json_.key("anyOf").begin_array().begin_line_object().member("type", "number");
    write_bounds(field);
    json_.end_object().begin_line_object();
    write_ref(quantity_name(field.unit.dimension));
    json_.end_object();
    if (may_be_drawn) {
      json_.begin_line_object();
      write_ref(distribution_name(field.unit.dimension));
      json_.end_object();
    }
    json_.end_array();
  }

  const Kernel& kernel_;
  JsonWriter json_;
};

}  // namespace

std::string json_schema(const Kernel& kernel) { return SchemaWriter(kernel).document(); }

}  // namespace cryocosm
