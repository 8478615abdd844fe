// The generated Markdown page of a component.
#include <fmt/format.h>

#include <algorithm>

#include "config/field_text.hpp"
#include "describe/describe.hpp"
#include "describe/starter.hpp"

namespace cryocosm {
namespace {

/// A table cell: no bars, no line ends.
std::string cell(const std::string& text) {
  std::string safe;
  for (const char c : text) {
    if (c == '|') safe += '\\';
    safe += c == '\n' ? ' ' : c;
  }
  return safe;
}

std::string code(const std::string& text) { return fmt::format("`{}`", cell(text)); }

/// The table says already what the comments would.
std::string without_comments(const std::string& ini) {
  std::string kept;
  for (std::size_t start = 0; start < ini.size();) {
    const std::size_t end = std::min(ini.find('\n', start), ini.size() - 1) + 1;
    if (ini[start] != ';') kept.append(ini, start, end - start);
    start = end;
  }
  return kept;
}

std::string default_cell(const FieldInfo& field, bool in_optional_group) {
  if (field.required) return in_optional_group ? "required in its group" : "**required**";
  if (field.optional) return "not set";
  const std::string text = value_text(field.default_value);
  return text.empty() ? "empty" : code(text);
}

std::string allowed_cell(const FieldInfo& field) {
  if (has_range(field)) return range_text(field);
  if (!field.choices.empty())
    return fmt::format("`{}`", cell(fmt::format("{}", fmt::join(field.choices, "`, `"))));
  return {};
}

std::string parameter_table(const SchemaInfo& schema) {
  const std::vector<FlatField> fields = flattened(schema);
  if (fields.empty()) return "It has no parameters.\n";
  std::string text = "| key | type | unit | default | allowed | meaning |\n|---|---|---|---|---|---|\n";
  for (const auto& [key, field, in_optional_group] : fields)
    text += fmt::format("| `{}` | {} | {} | {} | {} | {} |\n", key, type_text(*field),
                        is_numeric(*field) ? field->unit.symbol : "", default_cell(*field, in_optional_group),
                        allowed_cell(*field), cell(help_text(*field)));
  return text;
}

std::string facts(const Component& component) {
  const SchemaInfo& schema = component.record.schema;
  std::string text = fmt::format("- extension point: `{}`, interface {}\n", component.record.point.name,
                                 component.record.point.version);
  if (component.plugin != nullptr) text += fmt::format("- plugin: `{}`\n", component.plugin->id);
  if (!schema.transform.empty())
    text += fmt::format("- placed by `{}` unless the entry says otherwise\n", schema.transform);
  if (!schema.rasterizer.empty())
    text += fmt::format("- drawn by `{}` unless the entry says otherwise\n", schema.rasterizer);
  if (schema.by_default) text += "- runs when the pipeline lists no exporters\n";
  return text;
}

}  // namespace

std::string reference_page(const Component& component) {
  const SchemaInfo& schema = component.record.schema;
  std::string text = fmt::format("# {}\n\n{}\n", component.record.id, schema.summary);
  if (!schema.details.empty()) text += fmt::format("\n{}\n", schema.details);
  if (!schema.deprecated.empty()) text += fmt::format("\n**Deprecated**: {}.\n", schema.deprecated);
  text += fmt::format("\n{}\n## Parameters\n\n{}", facts(component), parameter_table(schema));
  if (!schema.rules.empty()) {
    text += "\nRules:\n\n";
    for (const std::string& rule : schema.rules) text += fmt::format("- {}\n", rule);
  }
  text += fmt::format("\n## In a pipeline\n\n```json\n{}```\n\n```ini\n{}```\n",
                      starter_component(component, Format::json),
                      without_comments(starter_component(component, Format::ini)));
  return text;
}

}  // namespace cryocosm
