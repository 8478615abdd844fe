// Reads groups of parameters against a schema, and components with their parameters, recursively.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/config_node.hpp"
#include "config/pipeline_spec.hpp"
#include "config/problems.hpp"

namespace cryocosm {

/// Letters, digits, '_' and '-': what every format that takes our names agrees on. [any]
bool is_name(std::string_view text);

/// How messages speak of the owner of a group: "unknown parameter of tem.ctf", "tem.ctf needs it".
struct Owner {
  std::string name;  ///< "tem.ctf", "a structure entry"
  std::string_view noun = "parameter";
};

/// Reads into one PipelineSpec (its `referenced` and `drawn_once`). [host]
class ParameterReader {
 public:
  ParameterReader(const Kernel& kernel, PipelineSpec& spec, Problems& problems)
      : kernel_(kernel), spec_(spec), problems_(problems) {}

  /// Every parameter of `schema` that has a value, given or default. Keys in `elsewhere` are known
  /// but left to the caller.
  Value group(const ConfigNode& node, const SchemaInfo& schema, const std::string& path, const Owner& owner,
              const std::vector<std::string>& elsewhere = {});

  /// The component called `id`, which must extend `point`. Reports to problems; null after that.
  const Component* component(std::string_view id, std::string_view point, const Source& where,
                             const std::string& path);

  /// Reads the parameters of `component` from `params` and tests its rules.
  ComponentUse use(const Component& component, const ConfigNode& params, const Source& where,
                   const std::string& path);

  /// {"use": ..., "params": ...} or "family.component"; `default_id` stands in when no "use" is given.
  std::optional<ComponentUse> use(const ConfigNode& node, std::string_view point,
                                  const std::string& default_id, const std::string& path);

  /// Warns of what was given under `path` if it has something that is to be used `instead`.
  void warn_if_deprecated(const std::string& instead, const Source& where, const std::string& path);

 private:
  void report_unknown_keys(const ConfigNode& node, const SchemaInfo& schema, const std::string& path,
                           const Owner& owner, const std::vector<std::string>& elsewhere);
  const ConfigNode* given(const ConfigNode& node, const FieldInfo& field, const std::string& path);
  std::optional<Value> value(const ConfigNode& node, const FieldInfo& field, const std::string& path);
  std::optional<Value> default_of(const ConfigNode& parent, const FieldInfo& field, const std::string& path,
                                  const Owner& owner);
  std::optional<Value> drawn_number(const ConfigNode& node, const FieldInfo& field, const std::string& path);
  std::optional<Value> file(const ConfigNode& node, const FieldInfo& field, const std::string& path);
  std::optional<Value> files(const ConfigNode& node, const FieldInfo& field, const std::string& path);
  std::optional<Value> reference(const ConfigNode& node, const FieldInfo& field, const std::string& path);
  std::string hint_for_unknown(std::string_view id) const;

  const Kernel& kernel_;
  PipelineSpec& spec_;
  Problems& problems_;
  int depth_ = 0;  ///< of component references
  bool too_deep_ = false;
};

}  // namespace cryocosm
