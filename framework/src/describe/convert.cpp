// Writes the tree of a pipeline file in the other form; the schemas say what type an INI text has.
#include "describe/convert.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <regex>
#include <set>

#include "config/config_file.hpp"
#include "config/read_tree.hpp"
#include "config/sections.hpp"
#include "describe/json_writer.hpp"
#include "describe/resolved.hpp"

namespace cryocosm {
namespace {

/// A number if JSON has it without quotes, or else a text: "10 nm", "uniform(1, 2)".
void write_number_or_text(JsonWriter& json, const std::string& text) {
  static const std::regex k_json_number(R"(-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?)");
  double number = 0;
  if (std::regex_match(text, k_json_number) &&
      std::from_chars(text.data(), text.data() + text.size(), number).ec == std::errc())
    json.value(number);
  else
    json.value(text);
}

void write_integer(JsonWriter& json, std::string_view text) {
  std::int64_t integer = 0;
  std::from_chars(text.data(), text.data() + text.size(), integer);
  json.value(integer);
}

/// From the tree of an INI file, which has been read, so it fits the schemas.
class ToJson {
 public:
  explicit ToJson(const Kernel& kernel) : kernel_(kernel) {}

  std::string pipeline(const ConfigNode& root) {
    const Schema<PipelineSection> schema = pipeline_schema();
    json_.begin_object();
    for (const ConfigNode& child : root.children) {
      json_.key(child.key);
      if (child.kind == ConfigNode::Kind::list)
        list(child);
      else
        value(child, schema.info());
    }
    json_.end_object();
    return json_.take();
  }

 private:
  void list(const ConfigNode& node) {
    json_.begin_array();
    for (const ConfigNode& item : node.children) use(item, {});
    json_.end_array();
  }

  /// An entry of a list, or what stands at a reference to a component, which is `usual` if no other is named.
  void use(const ConfigNode& node, const std::string& usual) {
    static const Schema<EntrySection> k_entry = entry_schema();
    if (node.kind == ConfigNode::Kind::text) {
      json_.value(node.text);
      return;
    }
    const ConfigNode* const named = node.find("use");
    const Component* const component = kernel_.find(named != nullptr ? named->text : usual);
    CRYOCOSM_CHECK(component != nullptr);
    const SchemaInfo& schema = component->record.schema;
    json_.begin_object();
    for (const ConfigNode& child : node.children) {
      json_.key(child.key);
      if (child.key == "params")
        group(child, schema);
      else if (child.key == "place" || child.key == "draw")
        use(child, child.key == "place" ? schema.transform : schema.rasterizer);
      else
        value(child, k_entry.info());
    }
    json_.end_object();
  }

  void group(const ConfigNode& node, const SchemaInfo& schema) {
    json_.begin_object();
    for (const ConfigNode& child : node.children) {
      json_.key(child.key);
      value(child, schema);
    }
    json_.end_object();
  }

  void value(const ConfigNode& node, const SchemaInfo& schema) {
    const auto field = std::find_if(schema.fields.begin(), schema.fields.end(), [&](const FieldInfo& f) {
      return f.key == node.key || f.renamed_from == node.key;
    });
    CRYOCOSM_CHECK(field != schema.fields.end());
    switch (field->type) {
      case FieldType::boolean: json_.value(trimmed(node.text) == "true"); break;
      case FieldType::integer: write_integer(json_, trimmed(node.text)); break;
      case FieldType::number:
      case FieldType::distribution: number(node); break;
      case FieldType::text:
      case FieldType::file: json_.value(node.text); break;
      case FieldType::vector:
      case FieldType::numbers: items(node, write_number_or_text); break;
      case FieldType::texts:
      case FieldType::files:
        items(node, [](JsonWriter& json, const std::string& text) { json.value(text); });
        break;
      case FieldType::group: group(node, field->group.front()); break;
      case FieldType::component: use(node, field->default_value.text); break;
    }
  }

  /// A number, or a distribution whose numbers have keys of their own.
  void number(const ConfigNode& node) {
    if (node.kind == ConfigNode::Kind::group) {
      json_.begin_line_object();
      for (const ConfigNode& child : node.children) {
        json_.key(child.key);
        if (child.kind == ConfigNode::Kind::text && child.text.find(',') != std::string::npos)
          items(child, write_number_or_text);
        else
          number(child);
      }
      json_.end_object();
    } else {
      write_number_or_text(json_, std::string(trimmed(node.text)));
    }
  }

  template <class Write>
  void items(const ConfigNode& node, Write write) {
    json_.begin_line_array();
    for (const ConfigNode& item : items_of(node)) write(json_, item.text);
    json_.end_array();
  }

  const Kernel& kernel_;
  JsonWriter json_;
};

/// "uniform(1, 2)" for {"uniform": [1, 2]} and {"uniform": {"low": 1, "high": 2}}; empty for other groups.
std::string distribution_text(const ConfigNode& node) {
  if (node.children.size() != 1) return {};
  const ConfigNode& law = node.children.front();
  static const std::set<std::string> k_laws{"uniform", "normal", "exponential"};
  if (k_laws.count(law.key) == 0 || law.is_scalar() || law.children.size() != 2) return {};
  const bool is_in_order = law.kind == ConfigNode::Kind::list || law.children[1].key == "high" ||
                           law.children[1].key == "deviation" ||
                           (law.children[1].key == "mean" && law.key == "exponential");
  const std::size_t first = is_in_order ? 0 : 1;
  return fmt::format("{}({}, {})", law.key, law.children[first].text, law.children[1 - first].text);
}

std::string list_text(const ConfigNode& node) {
  std::string text;
  for (const ConfigNode& item : node.children) text += (text.empty() ? "" : ", ") + item.text;
  return text;
}

/// Keys of a group, groups in it with dots.
void add_keys(const ConfigNode& group, const std::string& prefix, std::string& ini) {
  for (const ConfigNode& child : group.children) {
    std::string text = child.text;
    if (child.kind == ConfigNode::Kind::group) {
      text = distribution_text(child);
      if (text.empty()) {
        add_keys(child, prefix + child.key + ".", ini);
        continue;
      }
    } else if (child.kind == ConfigNode::Kind::list) {
      text = list_text(child);
    }
    ini += fmt::format("{}{} ={}{}\n", prefix, child.key, text.empty() ? "" : " ", text);
  }
}

/// The last part of a component's id, told apart from those before it.
std::string section_name(const ConfigNode& item, std::set<std::string>& taken) {
  const std::string& id = item.is_scalar() ? item.text : item.find("use")->text;
  const std::string name = id.substr(id.rfind('.') + 1);
  std::string unique = name;
  for (int n = 2; !taken.insert(unique).second; ++n) unique = fmt::format("{}-{}", name, n);
  return unique;
}

void add_sections(const ConfigNode& list, const ListSection& section, const PipelineSpec& spec,
                  std::string& ini) {
  std::set<std::string> taken;
  for (std::size_t i = 0; i < list.children.size(); ++i) {
    ConfigNode item = list.children[i];
    const bool is_structure = section.point == StructureGenerator::extends.name;
    const std::string name = is_structure ? spec.structures[i].name : section_name(item, taken);
    ini += fmt::format("\n[{} {}]\n", section.ini, name);
    if (item.is_scalar()) {
      ini += fmt::format("use = {}\n", item.text);
      continue;
    }
    if (is_structure)  // the section's name says it
      item.children.erase(std::remove_if(item.children.begin(), item.children.end(),
                                         [](const ConfigNode& child) { return child.key == "name"; }),
                          item.children.end());
    add_keys(item, {}, ini);
  }
}

std::string to_ini(const ConfigNode& root, const PipelineSpec& spec) {
  std::string ini = "[pipeline]\n";
  ConfigNode top = root;
  top.children.erase(
      std::remove_if(top.children.begin(), top.children.end(),
                     [](const ConfigNode& child) { return !child.is_scalar() || child.key == "$schema"; }),
      top.children.end());
  add_keys(top, {}, ini);
  for (const char* const key : {"volume", "placement"})
    if (const ConfigNode* const group = root.find(key)) {
      ini += fmt::format("\n[{}]\n", key);
      add_keys(*group, {}, ini);
    }
  for (const ListSection& section : list_sections())
    if (const ConfigNode* const list = root.find(section.key)) add_sections(*list, section, spec, ini);
  return ini;
}

/// Whether `text`, were it `file`, would be the same pipeline.
bool says_the_same(const Kernel& kernel, const std::filesystem::path& file, const std::string& text,
                   bool is_json, const PipelineSpec& spec) {
  try {
    Problems problems;
    ConfigNode tree = is_json ? read_json_config(text, "converted", problems)
                              : read_ini_config(text, "converted", problems);
    return resolved_json(read_pipeline_tree(kernel, file, std::move(tree), {}, problems)) ==
           resolved_json(spec);
  } catch (const ConfigError&) {
    return false;
  }
}

}  // namespace

std::string converted(const Kernel& kernel, const std::filesystem::path& file) {
  const PipelineSpec spec = read_pipeline(kernel, file);
  Problems problems;
  const ConfigNode tree = read_config_file(file, problems);
  const bool is_to_json = file.extension() == ".ini";
  const std::string text = is_to_json ? ToJson(kernel).pipeline(tree) : to_ini(tree, spec);
  if (!says_the_same(kernel, file, text, is_to_json, spec))
    throw Error(Code::inconsistent,
                fmt::format("{} can not be written as {}", file.string(), is_to_json ? "JSON" : "INI"),
                "INI has no quotes and no empty lists: no item of a list can hold a comma, and without an "
                "[export NAME] section the usual exporters run");
  return text;
}

}  // namespace cryocosm
