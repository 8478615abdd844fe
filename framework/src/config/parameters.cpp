// Validation of parameters: every field of every type, defaults, unknown and missing keys, component
// references.
#include "config/parameters.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "config/overrides.hpp"
#include "config/read_value.hpp"
#include "kernel/spelling.hpp"

namespace cryocosm {
namespace {

std::string joined(const std::string& path, const std::string& key) {
  return path.empty() ? shortened(key) : path + "." + shortened(key);
}

std::vector<std::string> known_keys(const SchemaInfo& schema, const std::vector<std::string>& elsewhere) {
  std::vector<std::string> keys;
  for (const FieldInfo& field : schema.fields) keys.push_back(field.key);
  for (const std::string& key : elsewhere)
    if (key.front() != '$' && std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
  std::sort(keys.begin(), keys.end());
  return keys;
}

bool contains(const std::vector<std::string>& list, const std::string& text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

Value with_range(Value value, const FieldInfo& field) {
  if (field.type != FieldType::distribution) return value;
  value.distribution.low = field.minimum;
  value.distribution.high = field.maximum;
  return value;
}

}  // namespace

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

Value ParameterReader::group(const ConfigNode& node, const SchemaInfo& schema, const std::string& path,
                             const Owner& owner, const std::vector<std::string>& elsewhere) {
  Value result;
  result.type = Value::Type::group;
  if (node.kind != ConfigNode::Kind::group) {
    problems_.error(Code::wrong_type, node.where, path,
                    fmt::format("expected a group of keys, found {}", described(node)));
    return result;
  }
  report_unknown_keys(node, schema, path, owner, elsewhere);
  for (const FieldInfo& field : schema.fields) {
    if (contains(elsewhere, field.key)) continue;
    const std::string field_path = joined(path, field.key);
    const ConfigNode* const child = given(node, field, field_path);
    if (child != nullptr) warn_if_deprecated(field.deprecated, child->key_where, field_path);
    auto read =
        child != nullptr ? value(*child, field, field_path) : default_of(node, field, field_path, owner);
    if (!read) continue;
    result.keys.push_back(field.key);
    result.items.push_back(std::move(*read));
  }
  return result;
}

void ParameterReader::report_unknown_keys(const ConfigNode& node, const SchemaInfo& schema,
                                          const std::string& path, const Owner& owner,
                                          const std::vector<std::string>& elsewhere) {
  for (const ConfigNode& child : node.children) {
    const auto is_it = [&](const FieldInfo& f) { return f.key == child.key || f.renamed_from == child.key; };
    if (contains(elsewhere, child.key) || std::any_of(schema.fields.begin(), schema.fields.end(), is_it))
      continue;
    const std::vector<std::string> known = known_keys(schema, elsewhere);
    const std::vector<std::string> near = closest_words(shortened(child.key), known, 1);
    std::string hint = near.empty() ? std::string() : fmt::format("did you mean '{}'? ", near.front());
    hint += known.empty() ? fmt::format("{} has no {}s", owner.name, owner.noun)
                          : fmt::format("known: {}", fmt::join(known, ", "));
    problems_.error(Code::unknown_key, child.key_where, joined(path, child.key),
                    fmt::format("unknown {} of {}", owner.noun, owner.name), std::move(hint));
  }
}

/// The node of a field under its key or, with a warning, under its old one.
const ConfigNode* ParameterReader::given(const ConfigNode& node, const FieldInfo& field,
                                         const std::string& path) {
  const ConfigNode* const current = node.find(field.key);
  const ConfigNode* const old = field.renamed_from.empty() ? nullptr : node.find(field.renamed_from);
  if (old == nullptr) return current;
  if (current != nullptr)
    problems_.error(Code::duplicate_key, old->key_where, path,
                    fmt::format("given twice, also under its old name '{}'", field.renamed_from),
                    fmt::format("remove '{}'", field.renamed_from));
  else
    problems_.warning(Code::deprecated, old->key_where, path,
                      fmt::format("'{}' is now called '{}'", field.renamed_from, field.key),
                      "write the new name; the old one will not be read for ever");
  return current != nullptr ? current : old;
}

void ParameterReader::warn_if_deprecated(const std::string& instead, const Source& where,
                                         const std::string& path) {
  if (!instead.empty())
    problems_.warning(Code::deprecated, where, path, "deprecated, it will not be there for ever", instead);
}

std::optional<Value> ParameterReader::default_of(const ConfigNode& parent, const FieldInfo& field,
                                                 const std::string& path, const Owner& owner) {
  if (field.required) {
    problems_.error(Code::missing_key, parent.where, path, fmt::format("missing; {} needs it", owner.name),
                    field.help);
    return {};
  }
  if (field.optional) return {};
  if (field.type == FieldType::group) return group(absent_group(parent), field.group.front(), path, owner);
  if (field.type == FieldType::component && !field.default_value.text.empty()) {
    ConfigNode node = absent_group(parent);
    node.kind = ConfigNode::Kind::text;
    node.text = field.default_value.text;
    return reference(node, field, path);
  }
  return with_range(field.default_value, field);
}

std::optional<Value> ParameterReader::value(const ConfigNode& node, const FieldInfo& field,
                                            const std::string& path) {
  const ValueSite site{node, field, path, problems_};
  const auto loaded = [](const auto& read) {
    return read ? std::optional<Value>(detail::load(*read)) : std::optional<Value>();
  };
  switch (field.type) {
    case FieldType::boolean: return loaded(read_boolean(site));
    case FieldType::integer: return loaded(read_integer(site));
    case FieldType::number: return drawn_number(node, field, path);
    case FieldType::distribution: return loaded(read_distribution(site));
    case FieldType::text: return loaded(read_text(site));
    case FieldType::file: return file(node, field, path);
    case FieldType::vector:
    case FieldType::numbers:
    case FieldType::texts: return read_list(site);
    case FieldType::files: return files(node, field, path);
    case FieldType::group:
      return group(node, field.group.front(), path, {fmt::format("the group '{}'", field.key), "parameter"});
    case FieldType::component: return reference(node, field, path);
  }
  return {};
}

/// A plain number; a distribution in its place is drawn here, once for the whole run.
std::optional<Value> ParameterReader::drawn_number(const ConfigNode& node, const FieldInfo& field,
                                                   const std::string& path) {
  const auto distribution = read_distribution({node, field, path, problems_});
  if (!distribution) return {};
  if (distribution->kind == Distribution::Kind::constant) return detail::load(distribution->a);
  try {
    Random stream = Random(spec_.seed).child("drawn").child(path);
    const double number = distribution->draw(stream);
    spec_.drawn_once.emplace_back(path, number);
    return detail::load(number);
  } catch (const DataError& error) {
    problems_.error(error.code(), node.where, path, error.message(), error.hint());
    return {};
  }
}

std::optional<Value> ParameterReader::file(const ConfigNode& node, const FieldInfo& field,
                                           const std::string& path) {
  const auto text = read_text({node, field, path, problems_});
  if (!text) return {};
  const auto fail = [&](Code code, std::string message, std::string hint) {
    problems_.error(code, node.where, path, std::move(message), std::move(hint));
    return std::optional<Value>();
  };
  if (text->empty() || text->find('\0') != std::string::npos)
    return fail(Code::file_missing, "the name of the file is empty", "leave the key out to give no file");
  std::error_code error;
  // on the command line a path means what it means to the shell that completed it
  const bool typed = node.where.file == k_command_line;
  const std::filesystem::path folder = typed ? std::filesystem::current_path(error)
                                             : std::filesystem::absolute(spec_.file, error).parent_path();
  const std::filesystem::path resolved = (folder / *text).lexically_normal();
  const auto status = std::filesystem::status(resolved, error);
  const std::string shown = shortened(*text);
  if (!std::filesystem::exists(status))
    return fail(Code::file_missing, fmt::format("there is no file '{}'", shown),
                fmt::format("looked for {}; paths are relative to {}", resolved.string(),
                            typed ? "the working directory" : "the pipeline file's folder"));
  if (status.type() != std::filesystem::file_type::regular)
    return fail(Code::file_unreadable, fmt::format("'{}' is not a file", shown),
                fmt::format("it is {}", resolved.string()));
  if (::access(resolved.c_str(), R_OK) != 0)
    return fail(Code::file_unreadable, fmt::format("'{}' cannot be read", shown),
                fmt::format("check the permissions of {}", resolved.string()));
  return detail::load(resolved.string());
}

std::optional<Value> ParameterReader::files(const ConfigNode& node, const FieldInfo& field,
                                            const std::string& path) {
  std::optional<Value> list = read_list({node, field, path, problems_});
  if (!list) return {};
  const std::vector<ConfigNode> items = items_of(node);
  bool all_there = true;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const auto resolved = file(items[i], field, fmt::format("{}[{}]", path, i));
    if (resolved) list->items[i] = *resolved;
    all_there &= resolved.has_value();
  }
  return all_there ? list : std::nullopt;
}

std::optional<Value> ParameterReader::reference(const ConfigNode& node, const FieldInfo& field,
                                                const std::string& path) {
  constexpr int k_deepest = 16;  // components that refer to themselves by default would never end
  if (too_deep_) return {};
  if (depth_ == k_deepest) {
    too_deep_ = true;
    problems_.error(Code::inconsistent, node.where, shortened(path),
                    fmt::format("components refer to each other more than {} levels deep", k_deepest));
    return {};
  }
  ++depth_;
  std::optional<ComponentUse> found = use(node, field.point, field.default_value.text, path);
  --depth_;
  if (!found) return {};
  Value value;
  value.type = Value::Type::component;
  value.text = found->component->record.id;
  spec_.referenced.push_back(std::move(*found));
  value.handle = spec_.referenced.size();
  return value;
}

std::string ParameterReader::hint_for_unknown(std::string_view id) const {
  std::string hint;
  for (const Refusal& refusal : kernel_.refused())
    if (refusal.component == id) return fmt::format("it was refused: {}", refusal.reason.message());
  const std::vector<std::string> near = kernel_.near_misses(id);
  if (!near.empty())
    hint = fmt::format("closest: {}", fmt::join(near, ", "));
  else if (kernel_.components().empty())
    hint = "no components are loaded; see 'cryocosm plugins'";
  else
    hint = "see 'cryocosm list' for all components";
  if (const std::size_t refused = kernel_.refused().size(); refused > 0)
    hint += fmt::format("\n{} {} refused while searching; see 'cryocosm plugins --refused'", refused,
                        refused == 1 ? "plugin was" : "plugins were");
  return hint;
}

const Component* ParameterReader::component(std::string_view id, std::string_view point, const Source& where,
                                            const std::string& path) {
  const Component* const found = kernel_.find(id);
  if (found == nullptr) {
    const std::string shown = shortened(id);
    problems_.error(Code::unknown_component, where, path, fmt::format("no component '{}'", shown),
                    hint_for_unknown(shown));
    return nullptr;
  }
  if (found->record.point.name == point) return found;
  problems_.error(Code::wrong_point, where, path,
                  fmt::format("'{}' is {} component, here {} component is needed", id,
                              with_article(found->record.point.name), with_article(point)),
                  fmt::format("see 'cryocosm list --point {}'", point));
  return nullptr;
}

ComponentUse ParameterReader::use(const Component& component, const ConfigNode& params, const Source& where,
                                  const std::string& path) {
  const std::size_t problems_before = problems_.count();
  const std::string params_path = joined(path, "params");
  ComponentUse result{&component, {}, where, path};
  result.params = group(params, component.record.schema, params_path, {component.record.id, "parameter"});
  const std::vector<Diagnostic>& list = problems_.list();
  const bool sound =
      std::none_of(list.begin() + static_cast<std::ptrdiff_t>(problems_before), list.end(),
                   [](const Diagnostic& d) { return d.severity == Diagnostic::Severity::error; });
  if (!sound) return result;
  const int broken =
      guarded_call(component, [&] { return component.record.first_broken_rule(result.params); });
  const std::vector<std::string>& rules = component.record.schema.rules;
  if (broken >= 0 && static_cast<std::size_t>(broken) < rules.size())
    problems_.error(Code::inconsistent, params.where, params_path, rules[static_cast<std::size_t>(broken)],
                    fmt::format("see 'cryocosm describe {}'", component.record.id));
  return result;
}

std::optional<ComponentUse> ParameterReader::use(const ConfigNode& node, std::string_view point,
                                                 const std::string& default_id, const std::string& path) {
  const bool is_short = node.kind == ConfigNode::Kind::string || node.kind == ConfigNode::Kind::text;
  if (!is_short && node.kind != ConfigNode::Kind::group) {
    problems_.error(Code::wrong_type, node.where, path,
                    fmt::format("expected {} component, found {}", with_article(point), described(node)),
                    "write \"family.component\" or {\"use\": \"family.component\", \"params\": {...}}");
    return {};
  }
  if (!is_short)
    report_unknown_keys(node, {}, path, {fmt::format("{} component", with_article(point)), "key"},
                        {"use", "params"});
  const ConfigNode* const id_node = is_short ? &node : node.find("use");
  const std::string use_path = is_short ? path : joined(path, "use");
  if (id_node == nullptr && default_id.empty()) {
    problems_.error(Code::missing_key, node.where, use_path, "missing; it names the component",
                    fmt::format("see 'cryocosm list --point {}'", point));
    return {};
  }
  static const FieldInfo k_id = [] {
    FieldInfo f;
    f.key = "use";
    f.type = FieldType::text;
    return f;
  }();
  const auto id =
      id_node == nullptr ? std::optional(default_id) : read_text({*id_node, k_id, use_path, problems_});
  if (!id) return {};
  const Source where = id_node == nullptr ? node.where : id_node->where;
  const Component* const found = component(*id, point, where, use_path);
  if (found == nullptr) return {};
  // what its author chose for the user is not the user's to mend
  if (id_node != nullptr) warn_if_deprecated(found->record.schema.deprecated, where, use_path);
  const ConfigNode* const params = is_short ? nullptr : node.find("params");
  return use(*found, params != nullptr ? *params : absent_group(node), where, path);
}

}  // namespace cryocosm
