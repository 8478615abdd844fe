// Checks of what a component says about itself: names, schema, identity. Nothing is made or run.
#include <gtest/gtest.h>

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
void check_key_has_no_unit(const FlatField& flat) {
  for (const char* unit : {"_a", "_nm", "_deg", "_rad", "_kv", "_mm", "_um", "_angstrom", "_degrees"})
    EXPECT_FALSE(ends_with(flat.key, unit))
        << "the key '" << flat.key << "' names a unit; declare .unit() instead";
}

// Help that speaks of a unit belongs to a number that should have been declared with it.
void check_unit_is_declared(const FlatField& flat) {
  if (!is_number(flat.field->type) || flat.field->unit.dimension != Dimension::none) return;
  std::string words = " " + flat.field->help;
  for (char& c : words)
    if (c == ',' || c == '.' || c == ';' || c == '(' || c == ')') c = ' ';
  for (const char* unit :
       {" \xc3\x85 ", " angstrom ", " \xc3\xa5ngstr\xc3\xb6m ", " nm ", " degrees ", " radians ", " kV "})
    EXPECT_EQ(words.find(unit), std::string::npos)
        << "the help of '" << flat.key << "' names the unit" << unit << "; declare it with .unit()";
}

void check_default_reference(const Subject& subject, const FlatField& flat) {
  if (flat.field->type != FieldType::component || flat.field->default_value.text.empty()) return;
  const Component* const component = subject.kernel.find(flat.field->default_value.text);
  ASSERT_NE(component, nullptr) << "the default of '" << flat.key << "' is " << flat.field->default_value.text
                                << ", which is not installed";
  EXPECT_EQ(component->record.point.name, flat.field->point) << "the default of '" << flat.key << "'";
}

void check_partner(const Subject& subject, const std::string& id, const char* point,
                   const char* declared_with) {
  if (id.empty()) return;
  const Component* const partner = subject.kernel.find(id);
  ASSERT_NE(partner, nullptr) << declared_with << " names " << id << ", which is not installed";
  EXPECT_STREQ(partner->record.point.name, point) << declared_with << " names " << id;
}

}  // namespace

void check_names(const Subject&, const Component& component) {
  const SchemaInfo& schema = component.record.schema;
  EXPECT_TRUE(is_component_id(component.record.id))
      << "'" << component.record.id << "' is not like family.name";
  EXPECT_TRUE(is_sentence(schema.summary)) << "the summary '" << schema.summary << "' is not a sentence";
  EXPECT_LE(schema.summary.size(), 110u) << "the summary does not fit a line of 'cryocosm list'";
  for (const FlatField& flat : flattened(schema))
    EXPECT_TRUE(is_sentence(flat.field->help))
        << "the help of '" << flat.key << "', '" << flat.field->help << "', is not a sentence";
}

void check_schema(const Subject& subject, const Component& component) {
  const SchemaInfo& schema = component.record.schema;
  EXPECT_NO_THROW(check_component(component.record));
  for (const FlatField& flat : flattened(schema)) {
    SCOPED_TRACE("parameter '" + flat.key + "'");
    check_key_has_no_unit(flat);
    check_unit_is_declared(flat);
    check_default_reference(subject, flat);
  }
  check_partner(subject, schema.transform, TransformGenerator::extends.name, "placed_by()");
  check_partner(subject, schema.rasterizer, Rasterizer::extends.name, "drawn_by()");

  const int broken = component.record.first_broken_rule(default_settings(schema));
  const bool is_complete = std::none_of(schema.fields.begin(), schema.fields.end(),
                                        [](const FieldInfo& field) { return field.required; });
  if (is_complete && broken >= 0) {
    ADD_FAILURE() << "the defaults break the rule '" << schema.rules.at(static_cast<std::size_t>(broken))
                  << "'";
  }
}

void check_identity(const Subject& subject, const Component& component) {
  const std::string& id = component.record.id;
  EXPECT_EQ(subject.kernel.find(id), &component);
  for (const ExtensionPoint& point : k_points) {
    const bool is_its_own = std::string_view(point.name) == component.record.point.name;
    EXPECT_EQ(subject.kernel.registry(point.name).count(id), is_its_own ? 1u : 0u) << "as a " << point.name;
  }

  std::string upper = id;
  for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  for (const std::string& other :
       {id + "x", id + " ", " " + id, id + ".", id + std::string(1, '\0'), id + "/1", upper,
        id.substr(0, id.size() - 1), id.substr(id.find('.') + 1)}) {
    const Component* const found = subject.kernel.find(other);
    EXPECT_TRUE(found == nullptr || found->record.id == other) << "'" << other << "' found " << id;
    EXPECT_NE(found, &component) << "'" << other << "' found " << id;
  }
}

}  // namespace cryocosm::conformance
