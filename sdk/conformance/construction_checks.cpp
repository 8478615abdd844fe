// Components are made from defaults, bounds and random settings; what they throw must be an Error.
#include <gtest/gtest.h>

#include <optional>

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

void check_bounds(const Subject& subject, const Component& component, const Value& base) {
  std::string why;
  for (const NamedSettings& settings : settings_at_bounds(component.record.schema, base)) {
    // the bounds of one parameter may contradict the others: then a rule says so
    if (component.record.first_broken_rule(settings.params) >= 0) continue;
    EXPECT_EQ(try_to_make(subject, component, settings.params, why), Outcome::made)
        << "with " << settings.name << ", the end of its declared range: " << why
        << "\nnarrow the range, or say with check() what else must hold";
  }
}

}  // namespace

void check_construction(const Subject& subject, const Component& component) {
  const SchemaInfo& schema = component.record.schema;
  std::string why;
  const Outcome defaults = try_to_make(subject, component, default_settings(schema), why);
  EXPECT_NE(defaults, Outcome::misbehaved) << "with its defaults it threw " << why;
  EXPECT_TRUE(defaults == Outcome::made || needs_settings(schema)) << "its defaults are refused: " << why;

  const Value base = best_settings(subject, component);
  if (try_to_make(subject, component, base, why) == Outcome::made) check_bounds(subject, component, base);

  Random random(1);
  for (int i = 0; i < 100; ++i) {
    const Value settings = random_settings(subject, schema, random);
    EXPECT_NE(try_to_make(subject, component, settings, why), Outcome::misbehaved)
        << "with random setting " << i << " it threw " << why;
  }
}

}  // namespace cryocosm::conformance
