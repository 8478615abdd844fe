// What errors and rules say, for tests of exact texts.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "cryocosm/error.hpp"
#include "cryocosm/schema.hpp"

namespace cryocosm::macromolecules::test {

template <class F>
void expect_error(F f, Code code, const std::string& message, const std::string& hint) {
  try {
    f();
    ADD_FAILURE() << "no error, but expected: " << message;
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), code);
    EXPECT_EQ(error.message(), message);
    EXPECT_EQ(error.hint(), hint);
  }
}

/// A group of parameters that differ from the defaults.
inline Value settings(const std::vector<std::pair<std::string, Value>>& values) {
  Value group;
  group.type = Value::Type::group;
  for (const auto& [key, value] : values) {
    group.keys.push_back(key);
    group.items.push_back(value);
  }
  return group;
}

/// The rule that a group breaks; empty when it breaks none.
template <class P>
std::string broken_rule(const Schema<P>& schema, const Value& group) {
  const int broken = schema.first_broken_rule(group);
  return broken < 0 ? std::string() : schema.info().rules[static_cast<std::size_t>(broken)];
}

inline const FieldInfo& field_of(const SchemaInfo& schema, const std::string& key) {
  for (const FieldInfo& field : schema.fields)
    if (field.key == key) return field;
  throw std::logic_error("no field " + key);
}

}  // namespace cryocosm::macromolecules::test
