// Lists and descriptions of components for the terminal.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "config/config_node.hpp"
#include "config/field_text.hpp"
#include "describe/describe.hpp"

namespace cryocosm {
namespace {

std::string default_text(const FieldInfo& field, bool in_optional_group) {
  if (field.required) return in_optional_group ? "required in its group" : "required";
  if (field.optional) return "optional";
  const std::string text = value_text(field.default_value);
  if (text.empty()) return "empty";
  return is_numeric(field) && *field.unit.symbol != '\0' ? text + " " + field.unit.symbol : text;
}

std::string origin(const Component& component) {
  if (component.plugin == nullptr) return "built in";
  return fmt::format("plugin {} {}", component.plugin->id, component.plugin->version);
}

std::string parameters_text(const SchemaInfo& schema) {
  const std::vector<FlatField> fields = flattened(schema);
  if (fields.empty()) return "\nNo parameters.\n";
  std::size_t width = 0;
  for (const FlatField& f : fields) width = std::max(width, f.key.size());
  std::string text = "\nParameters\n";
  for (const auto& [key, field, in_optional_group] : fields) {
    text += fmt::format("  {:<{}}  {}, {}", key, width, type_text(*field),
                        default_text(*field, in_optional_group));
    if (const std::string range = range_text(*field); !range.empty())
      text += ", " + range;
    else if (is_numeric(*field) && *field->unit.symbol != '\0' && (field->required || field->optional))
      text += fmt::format(", in {}", field->unit.symbol);
    if (!field->choices.empty()) text += fmt::format(", one of {}", fmt::join(field->choices, ", "));
    text += fmt::format("\n  {:<{}}  {}\n", "", width, help_text(*field));
  }
  return text;
}

}  // namespace

std::vector<FlatField> flattened(const SchemaInfo& schema, const std::string& prefix) {
  std::vector<FlatField> fields;
  for (const FieldInfo& field : schema.fields) {
    if (field.type != FieldType::group) {
      fields.push_back({prefix + field.key, &field});
      continue;
    }
    for (FlatField member : flattened(field.group.front(), prefix + field.key + ".")) {
      member.in_optional_group = member.in_optional_group || field.optional;
      fields.push_back(std::move(member));
    }
  }
  return fields;
}

std::string list_text(const std::vector<const Component*>& components) {
  std::size_t id_width = 0;
  std::size_t point_width = 0;
  for (const Component* c : components) {
    id_width = std::max(id_width, c->record.id.size());
    point_width = std::max(point_width, std::string_view(c->record.point.name).size());
  }
  std::string text;
  for (const Component* c : components)
    text += fmt::format("{:<{}}  {:<{}}  {}{}\n", c->record.id, id_width, c->record.point.name, point_width,
                        c->record.schema.summary, c->record.schema.deprecated.empty() ? "" : " (deprecated)");
  return text;
}

std::string describe_text(const Component& component) {
  const SchemaInfo& schema = component.record.schema;
  std::string text =
      fmt::format("{}: {} component, {}\n\n{}\n", component.record.id,
                  with_article(component.record.point.name), origin(component), schema.summary);
  if (!schema.details.empty()) text += schema.details + "\n";
  if (!schema.deprecated.empty()) text += fmt::format("Deprecated: {}.\n", schema.deprecated);
  if (!schema.transform.empty())
    text += fmt::format("Placed by {} unless the entry says otherwise.\n", schema.transform);
  if (!schema.rasterizer.empty())
    text += fmt::format("Drawn by {} unless the entry says otherwise.\n", schema.rasterizer);
  if (schema.by_default) text += "Runs when the pipeline lists no exporters.\n";
  text += parameters_text(schema);
  if (schema.rules.empty()) return text;
  text += "\nRules\n";
  for (const std::string& rule : schema.rules) text += fmt::format("  {}\n", rule);
  return text;
}

}  // namespace cryocosm
