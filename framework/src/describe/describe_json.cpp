// Lists and descriptions of components for programs.
#include <cmath>

#include "config/field_text.hpp"
#include "describe/describe.hpp"
#include "describe/json_writer.hpp"
#include "describe/value_json.hpp"

namespace cryocosm {
namespace {

const char* type_name(FieldType type) {
  switch (type) {
    case FieldType::boolean: return "boolean";
    case FieldType::integer: return "integer";
    case FieldType::number: return "number";
    case FieldType::distribution: return "distribution";
    case FieldType::text: return "text";
    case FieldType::file: return "file";
    case FieldType::vector: return "vector";
    case FieldType::numbers: return "numbers";
    case FieldType::texts: return "texts";
    case FieldType::files: return "files";
    case FieldType::group: return "group";
    case FieldType::component: return "component";
  }
  return "";
}

void write_texts(JsonWriter& json, const char* key, const std::vector<std::string>& texts) {
  json.key(key).begin_array();
  for (const std::string& text : texts) json.value(text);
  json.end_array();
}

void write_parameters(JsonWriter& json, const SchemaInfo& schema);

void write_field(JsonWriter& json, const FieldInfo& field) {
  json.begin_object()
      .member("key", field.key)
      .member("type", type_name(field.type))
      .member("help", field.help);
  json.member("required", field.required).member("optional", field.optional);
  if (is_numeric(field)) {
    json.member("dimension",
                field.unit.dimension == Dimension::none ? "none" : dimension_name(field.unit.dimension))
        .member("unit", field.unit.symbol);
    json.member("minimum", field.minimum).member("maximum", field.maximum);  // null without a bound
  }
  if (!field.choices.empty()) write_texts(json, "choices", field.choices);
  if (!field.point.empty()) json.member("point", field.point);
  if (!field.renamed_from.empty()) json.member("renamed_from", field.renamed_from);
  if (!field.since.empty()) json.member("since", field.since);
  if (!field.deprecated.empty()) json.member("deprecated", field.deprecated);
  if (field.type == FieldType::group) {
    write_parameters(json, field.group.front());
  } else if (!field.required && !field.optional) {
    json.key("default");
    write_value(json, field.default_value);
  }
  json.end_object();
}

void write_parameters(JsonWriter& json, const SchemaInfo& schema) {
  json.key("parameters").begin_array();
  for (const FieldInfo& field : schema.fields) write_field(json, field);
  json.end_array();
}

void write_head(JsonWriter& json, const Component& component) {
  json.member("id", component.record.id).member("point", component.record.point.name);
  json.member("interface", component.record.point.version);
  json.key("plugin");
  if (component.plugin != nullptr) {
    json.begin_object()
        .member("id", component.plugin->id)
        .member("version", component.plugin->version)
        .end_object();
  } else {
    json.null();
  }
  json.member("summary", component.record.schema.summary);
  if (!component.record.schema.deprecated.empty())
    json.member("deprecated", component.record.schema.deprecated);
}

template <class F>
std::string document(const char* format, const std::vector<const Component*>& components, F&& rest) {
  JsonWriter json;
  json.begin_object().member("format", format).member("version", 1).key("components").begin_array();
  for (const Component* component : components) {
    json.begin_object();
    write_head(json, *component);
    rest(json, component->record.schema);
    json.end_object();
  }
  json.end_array().end_object();
  return json.take();
}

}  // namespace

std::string list_json(const std::vector<const Component*>& components) {
  return document("cryocosm-list", components, [](JsonWriter&, const SchemaInfo&) {});
}

std::string describe_json(const std::vector<const Component*>& components) {
  return document("cryocosm-components", components, [](JsonWriter& json, const SchemaInfo& schema) {
    json.member("details", schema.details).member("transform", schema.transform);
    json.member("rasterizer", schema.rasterizer).member("by_default", schema.by_default);
    write_texts(json, "rules", schema.rules);
    write_parameters(json, schema);
  });
}

}  // namespace cryocosm
