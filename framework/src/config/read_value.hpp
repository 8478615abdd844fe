// Reads single values strictly: numbers with units, whole numbers, true and false, texts, distributions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "config/config_node.hpp"
#include "config/problems.hpp"
#include "cryocosm/schema.hpp"

namespace cryocosm {

/// A value and what is needed to complain about it. `path` is where it stands in the pipeline.
struct ValueSite {
  const ConfigNode& node;
  const FieldInfo& field;
  const std::string& path;
  Problems& problems;

  void error(Code code, std::string text, std::string hint = {}) const {
    problems.error(code, node.where, path, std::move(text), std::move(hint));
  }
};

// Each returns nothing after reporting why to `site.problems`. [any]

/// A number in the field's unit and, when `in_range`, within its range.
std::optional<double> read_quantity(const ValueSite& site, bool in_range = true);
/// Digits and a sign, nothing else: 1.0 and 1e3 are refused.
std::optional<std::int64_t> read_integer(const ValueSite& site);
std::optional<bool> read_boolean(const ValueSite& site);
/// A text that is one of the field's choices, if it has any.
std::optional<std::string> read_text(const ValueSite& site);
/// A number or one of the distributions; `low` and `high` become the field's range.
std::optional<Distribution> read_distribution(const ValueSite& site);
/// Exactly three for a field of type vector.
std::optional<Value> read_list(const ValueSite& site);

}  // namespace cryocosm
