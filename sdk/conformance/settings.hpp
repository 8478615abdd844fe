// Parameter settings for a component: its defaults, its bounds, and settings at random.
#pragma once

#include <string>
#include <vector>

#include "kernel/kernel.hpp"
#include "subject.hpp"

namespace cryocosm::conformance {

/// Every parameter that has a default, at its default. [any]
Value default_settings(const SchemaInfo& schema);

/// The settings that the example pipeline gives the component, else its defaults. [any]
Value best_settings(const Subject& subject, const Component& component);

struct NamedSettings {
  std::string name;  ///< such as "radius = 50"
  Value params;
};

/// `base` with one number at a time at each end of its declared range. [any]
std::vector<NamedSettings> settings_at_bounds(const SchemaInfo& schema, const Value& base);

/// Values at random for all parameters: numbers within their range, choices among the choices, files
/// that do not exist, references to components of the right point. [any]
Value random_settings(const Subject& subject, const SchemaInfo& schema, Random& random);

/// `base` with every distribution made random: uniform over the part of its range around the value in
/// `base`. [any]
Value settings_that_vary(const SchemaInfo& schema, const Value& base);

}  // namespace cryocosm::conformance
