// Components are made from defaults, bounds and random settings; what they throw must be an Error.
#include <algorithm>
#include <string>
#include <vector>

#include "checks.hpp"
#include "kit_host.hpp"
#include "sample_data.hpp"
#include "settings.hpp"

namespace cryocosm::conformance {
namespace {

enum class Outcome { made, refused, misbehaved };

// Makes and destroys the component; `why` gets the text of what it threw.
Outcome try_to_make(const Subject& subject, const Component& component, const Value& params,
                    std::string& why) {
  try {
    const int broken = component.record.first_broken_rule(params);
    if (broken >= 0) {
      why = component.record.schema.rules.at(static_cast<std::size_t>(broken));
      return Outcome::refused;
    }
    KitBuild build(subject, k_grid);
    build.make(component, params);
    return Outcome::made;
  } catch (const Error& error) {
    why = code_name(error.code()) + ": " + error.message();
    return error.code() == Code::defect || error.message().empty() ? Outcome::misbehaved : Outcome::refused;
  } catch (const std::exception& error) {
    why = std::string("an exception that is no cryocosm::Error: ") + error.what();
  } catch (...) {
    why = "something that is no exception";
  }
  return Outcome::misbehaved;
}

bool needs_settings(const SchemaInfo& schema) {
  for (const FieldInfo& field : schema.fields)
    if (field.required || (field.type == FieldType::group && needs_settings(field.group.front())))
      return true;
  return false;
}

// The files that settings name.
std::vector<std::string> files_in(const SchemaInfo& schema, const Value& settings) {
  std::vector<std::string> paths;
  for (const FieldInfo& field : schema.fields) {
    const Value* const value = settings.find(field.key);
    if (value == nullptr) continue;
    if (field.type == FieldType::file) paths.push_back(value->text);
    if (field.type == FieldType::files)
      for (const Value& item : value->items) paths.push_back(item.text);
    if (field.type == FieldType::group)
      for (std::string& path : files_in(field.group.front(), *value)) paths.push_back(std::move(path));
  }
  return paths;
}

// What a file holds may be at odds with a setting that other files allow. The message must name the file
// then.
bool blames_a_file(const SchemaInfo& schema, const Value& settings, const std::string& why) {
  const std::vector<std::string> paths = files_in(schema, settings);
  return std::any_of(paths.begin(), paths.end(), [&why](const std::string& path) {
    return !path.empty() && why.find(path) != std::string::npos;
  });
}

void check_bounds(const Subject& subject, const Component& component, const Value& base, Findings& findings) {
  std::string why;
  for (const NamedSettings& settings : settings_at_bounds(component.record.schema, base)) {
    // the bounds of one parameter may contradict the others: then a rule says so
    if (component.record.first_broken_rule(settings.params) >= 0) continue;
    const Outcome outcome = try_to_make(subject, component, settings.params, why);
    if (outcome == Outcome::refused && blames_a_file(component.record.schema, settings.params, why)) continue;
    findings.expect(outcome == Outcome::made,
                    "with " + settings.name + ", the end of its declared range: " + why +
                        "\nnarrow the range, or say with check() what else must hold");
  }
}

}  // namespace

void check_construction(const Subject& subject, const Component& component, Findings& findings) {
  const SchemaInfo& schema = component.record.schema;
  std::string why;
  const Outcome defaults = try_to_make(subject, component, default_settings(schema), why);
  if (defaults == Outcome::misbehaved)
    findings.add("with its defaults it threw " + why);
  else
    findings.expect(defaults == Outcome::made || needs_settings(schema), "its defaults are refused: " + why);

  const Value base = best_settings(subject, component);
  if (try_to_make(subject, component, base, why) == Outcome::made)
    check_bounds(subject, component, base, findings);

  Random random(1);
  for (int i = 0; i < 100; ++i) {
    const Value settings = random_settings(subject, schema, random);
    if (try_to_make(subject, component, settings, why) == Outcome::misbehaved)
      findings.add("with random settings it threw " + why);
  }
}

}  // namespace cryocosm::conformance
