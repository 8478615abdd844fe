// What a component says about itself, for people, programs and the reference pages. All from its schema.
#pragma once

#include <string>
#include <vector>

#include "kernel/kernel.hpp"

namespace cryocosm {

/// One line each: id, extension point, summary. [any]
std::string list_text(const std::vector<const Component*>& components);
/// {"format": "cryocosm-list", "version": 1, "components": [{id, point, plugin, version, summary}]}
std::string list_json(const std::vector<const Component*>& components);

/// Summary, origin, parameters with type, default, range and help, rules; for the terminal. [any]
std::string describe_text(const Component& component);
/// {"format": "cryocosm-components", "version": 1, "components": [...]} with everything in the
/// schemas. Keys are only ever added within a version. [any]
std::string describe_json(const std::vector<const Component*>& components);

/// The Markdown page docs/reference/components/<id>.md. [any]
std::string reference_page(const Component& component);

/// A parameter with its dotted key; groups come as their members.
struct FlatField {
  std::string key;
  const FieldInfo* field;
  bool in_optional_group = false;  ///< required only when the group is given
};
std::vector<FlatField> flattened(const SchemaInfo& schema, const std::string& prefix = {});

}  // namespace cryocosm
