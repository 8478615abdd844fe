// Checks of what a component says about itself: names, schema, identity. Nothing is made or run.
#include <algorithm>
#include <cctype>
#include <cmath>

#include "checks.hpp"
#include "describe/describe.hpp"
#include "kernel/declaration.hpp"
#include "settings.hpp"

namespace cryocosm::conformance {
namespace {

// Starts with a capital, a digit or a letter beyond ASCII; ends with a full stop; more than one word.
bool is_sentence(const std::string& text) {
  if (text.size() < 5 || text.back() != '.' || text.find(' ') == std::string::npos) return false;
  if (text.find('\n') != std::string::npos || text.find("  ") != std::string::npos) return false;
  const auto first = static_cast<unsigned char>(text.front());
  return std::isupper(first) != 0 || std::isdigit(first) != 0 || first >= 0x80;
}

bool ends_with(const std::string& text, const std::string& end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

bool is_number(FieldType type) {
  return type == FieldType::number || type == FieldType::distribution || type == FieldType::vector ||
         type == FieldType::numbers;
}

// Keys carry no unit: files may give the value in any unit of its dimension.
void check_key_has_no_unit(const FlatField& flat, Findings& findings) {
  for (const char* unit : {"_a", "_nm", "_deg", "_rad", "_kv", "_mm", "_um", "_angstrom", "_degrees"})
    findings.expect(!ends_with(flat.key, unit),
                    "the key '" + flat.key + "' names a unit; declare .unit() instead");
}

// Help that speaks of a unit belongs to a number that should have been declared with it.
void check_unit_is_declared(const FlatField& flat, Findings& findings) {
  if (!is_number(flat.field->type) || flat.field->unit.dimension != Dimension::none) return;
  std::string words = " " + flat.field->help;
  for (char& c : words)
    if (c == ',' || c == '.' || c == ';' || c == '(' || c == ')') c = ' ';
  for (const char* unit :
       {" \xc3\x85 ", " angstrom ", " \xc3\xa5ngstr\xc3\xb6m ", " nm ", " degrees ", " radians ", " kV "})
    findings.expect(words.find(unit) == std::string::npos,
                    "the help of '" + flat.key + "' names the unit" + unit + "; declare it with .unit()");
}

// Whether `id`, which `what` names, is a component of the extension point `point`.
void check_installed(const Subject& subject, const std::string& id, const std::string& point,
                     const std::string& what, Findings& findings) {
  if (id.empty()) return;
  const Component* const component = subject.kernel.find(id);
  if (findings.expect(component != nullptr, what + " names " + id + ", which is not installed"))
    findings.expect(
        component->record.point.name == point,
        what + " names " + id + ", which is a " + component->record.point.name + ", not a " + point);
}

void check_default_reference(const Subject& subject, const FlatField& flat, Findings& findings) {
  if (flat.field->type != FieldType::component || flat.field->default_value.text.empty()) return;
  check_installed(subject, flat.field->default_value.text, flat.field->point,
                  "the default of '" + flat.key + "'", findings);
}

}  // namespace

void check_names(const Subject&, const Component& component, Findings& findings) {
  constexpr std::size_t k_line = 110;
  const SchemaInfo& schema = component.record.schema;
  findings.expect(is_component_id(component.record.id),
                  "'" + component.record.id + "' is not like family.name");
  findings.expect(is_sentence(schema.summary), "the summary '" + schema.summary + "' is not a sentence");
  findings.expect(schema.summary.size() <= k_line,
                  "the summary has " + std::to_string(schema.summary.size()) +
                      " bytes, and a line of 'cryocosm list' has room for " + std::to_string(k_line));
  for (const FlatField& flat : flattened(schema))
    findings.expect(is_sentence(flat.field->help),
                    "the help of '" + flat.key + "', '" + flat.field->help + "', is not a sentence");
}

void check_schema(const Subject& subject, const Component& component, Findings& findings) {
  const SchemaInfo& schema = component.record.schema;
  for (const FlatField& flat : flattened(schema)) {
    check_key_has_no_unit(flat, findings);
    check_unit_is_declared(flat, findings);
    check_default_reference(subject, flat, findings);
  }
  check_installed(subject, schema.transform, TransformGenerator::extends.name, "placed_by()", findings);
  check_installed(subject, schema.rasterizer, Rasterizer::extends.name, "drawn_by()", findings);

  const int broken = component.record.first_broken_rule(default_settings(schema));
  const bool is_complete = std::none_of(schema.fields.begin(), schema.fields.end(),
                                        [](const FieldInfo& field) { return field.required; });
  if (is_complete && broken >= 0)
    findings.add("the defaults break the rule '" + schema.rules.at(static_cast<std::size_t>(broken)) + "'");
}

void check_identity(const Subject& subject, const Component& component, Findings& findings) {
  const std::string& id = component.record.id;
  findings.expect(subject.kernel.find(id) == &component, "'" + id + "' finds another component");
  for (const ExtensionPoint& point : k_points) {
    const bool is_its_own = std::string_view(point.name) == component.record.point.name;
    const bool is_found = subject.kernel.registry(point.name).count(id) == 1;
    findings.expect(is_found == is_its_own,
                    "'" + id + "' is " + (is_found ? "" : "not ") + "found as a " + point.name);
  }

  std::string upper = id;
  for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  for (const std::string& other :
       {id + "x", id + " ", " " + id, id + ".", id + std::string(1, '\0'), id + "/1", upper,
        id.substr(0, id.size() - 1), id.substr(id.find('.') + 1)}) {
    const Component* const found = subject.kernel.find(other);
    findings.expect(found != &component && (found == nullptr || found->record.id == other),
                    "'" + other + "' found " + id);
  }
}

}  // namespace cryocosm::conformance
