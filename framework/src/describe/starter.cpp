// Writes starter configurations from schemas.
#include "describe/starter.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "config/config_node.hpp"
#include "config/field_text.hpp"
#include "config/sections.hpp"
#include "describe/describe.hpp"
#include "describe/json_writer.hpp"
#include "describe/value_json.hpp"

namespace cryocosm {
namespace {

constexpr std::int64_t k_count = 5;
constexpr const char* k_occupancy = "3 %";  // only shown, in a comment
constexpr const char* k_format_note = "Version of the pipeline format.";

std::string last_part(const std::string& id) { return id.substr(id.rfind('.') + 1); }

/// A value for a parameter that has none of its own, inside its range and choices.
Value plausible(const FieldInfo& field) {
  Value value = field.default_value;
  value.number = std::clamp(value.number, field.minimum, field.maximum);
  value.distribution.a = std::clamp(value.distribution.a, field.minimum, field.maximum);
  if (field.type == FieldType::integer)
    value.integer = static_cast<std::int64_t>(std::clamp(
        static_cast<double>(value.integer), std::max(field.minimum, -1e15), std::min(field.maximum, 1e15)));
  if (field.type == FieldType::text && value.text.empty())
    value.text = field.choices.empty() ? "text" : field.choices.front();
  if (field.type == FieldType::file && value.text.empty()) value.text = "path/to/file";
  if (field.type == FieldType::component && value.text.empty()) value.text = "family.component";
  for (Value& item : value.items) item.number = std::clamp(item.number, field.minimum, field.maximum);
  return value;
}

/// Absent means "not set": an empty file name or component is no value that could be written down.
bool is_unset(const FieldInfo& field) {
  if (field.required) return false;
  const bool needs_text = field.type == FieldType::file || field.type == FieldType::component;
  if (field.type == FieldType::files && field.default_value.items.empty()) return true;
  return field.optional || (needs_text && field.default_value.text.empty());
}

/// What nobody should begin with.
bool is_deprecated(const FieldInfo& field) { return !field.deprecated.empty(); }
bool is_deprecated(const Component& component) { return !component.record.schema.deprecated.empty(); }

SchemaInfo without_deprecated(SchemaInfo schema) {
  schema.fields.erase(std::remove_if(schema.fields.begin(), schema.fields.end(),
                                     [](const FieldInfo& field) { return is_deprecated(field); }),
                      schema.fields.end());
  for (FieldInfo& field : schema.fields)
    for (SchemaInfo& group : field.group) group = without_deprecated(std::move(group));
  return schema;
}

bool is_unset(const FlatField& flat) { return flat.in_optional_group || is_unset(*flat.field); }

/// Whether plausible() gives something that passes and makes sense: names of files and components cannot be
/// guessed, nor a size that its component asks for.
bool can_be_guessed(const SchemaInfo& schema) {
  for (const auto& [key, field, in_optional_group] : flattened(schema)) {
    if (!field->required || in_optional_group) continue;
    const bool is_free_text =
        field->type == FieldType::text && field->choices.empty() && field->default_value.text.empty();
    const bool is_name = (field->type == FieldType::file || field->type == FieldType::component) &&
                         field->default_value.text.empty();
    const bool is_list = field->type == FieldType::texts || field->type == FieldType::numbers ||
                         field->type == FieldType::files;
    const bool is_size = field->type == FieldType::distribution;
    if (is_free_text || is_name || is_list || is_size) return false;
  }
  return true;
}

void write_params(JsonWriter& json, const SchemaInfo& schema) {
  json.begin_object();
  for (const FieldInfo& field : schema.fields) {
    if (is_unset(field) || is_deprecated(field)) continue;
    json.key(field.key);
    if (field.type == FieldType::group)
      write_params(json, field.group.front());
    else
      write_value(json, field.required ? plausible(field) : field.default_value);
  }
  json.end_object();
}

void write_use(JsonWriter& json, const Component& component) {
  json.member("use", component.record.id).key("params");
  write_params(json, component.record.schema);
}

std::string one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

/// "; Outer radius. (number or distribution; 50 to 5000 A; default 400)"
std::string comment(const FlatField& flat) {
  const FieldInfo& field = *flat.field;
  std::string facts = type_text(field);
  if (const std::string range = range_text(field); !range.empty())
    facts += "; " + range;
  else if (is_numeric(field) && *field.unit.symbol != '\0')
    facts += fmt::format("; in {}", field.unit.symbol);
  if (!field.choices.empty()) facts += fmt::format("; one of {}", fmt::join(field.choices, ", "));
  if (field.required)
    facts += flat.in_optional_group ? "; required in its group" : "; required";
  else if (is_unset(field))
    facts += "; not set by default";
  else
    facts += fmt::format("; default {}",
                         value_text(field.default_value).empty() ? "empty" : value_text(field.default_value));
  return fmt::format("; {} ({})\n", one_line(field.help), one_line(facts));
}

/// "key = value" with its explanation; commented out when it is not set by default.
std::string ini_key(const FlatField& flat, const std::string& value) {
  return comment(flat) + fmt::format("{}{} ={}{}\n", is_unset(flat) ? "; " : "", flat.key,
                                     value.empty() ? "" : " ", one_line(value));
}

std::string shown_value(const FlatField& flat) {
  const FieldInfo& field = *flat.field;
  return value_text(field.required || is_unset(flat) ? plausible(field) : field.default_value);
}

std::string ini_params(const SchemaInfo& schema, const std::string& prefix) {
  std::string text;
  const SchemaInfo current = without_deprecated(schema);
  for (const FlatField& flat : flattened(current, prefix + "params."))
    text += ini_key(flat, shown_value(flat));
  return text;
}

std::string ini_use(const Component& component, const std::string& prefix) {
  const SchemaInfo& schema = component.record.schema;
  return fmt::format("; {}\n{}use = {}\n", one_line(schema.summary), prefix, component.record.id) +
         ini_params(schema, prefix);
}

bool is_own_key_of_entry(const std::string& key) {
  return key == "name" || key == "use" || key == "place" || key == "draw";
}

/// Keys of an entry that are not its component's own, with their defaults.
std::string ini_entry_keys() {
  std::string text;
  const Schema<EntrySection> schema = entry_schema();
  for (const FlatField& flat : flattened(schema.info())) {
    if (is_own_key_of_entry(flat.key)) continue;
    if (flat.key == "count")
      text += comment(flat) + fmt::format("count = {}\n", k_count);
    else
      text += ini_key(flat, flat.key == "occupancy" ? k_occupancy : shown_value(flat));
  }
  return text;
}

/// The same for JSON, where what is not set is left out.
void write_entry_keys(JsonWriter& json) {
  const Schema<EntrySection> schema = entry_schema();
  for (const FieldInfo& field : schema.info().fields) {
    if (is_own_key_of_entry(field.key) || is_unset(field)) continue;
    json.key(field.key);
    write_value(json, field.default_value);
  }
}

std::string ini_section(const Component& component) {
  const std::string_view point = component.record.point.name;
  for (const ListSection& section : list_sections())
    if (section.point == point)
      return fmt::format("[{} {}]\n", section.ini, last_part(component.record.id)) + ini_use(component, {}) +
             (point == StructureGenerator::extends.name ? ini_entry_keys() : std::string());
  return "; keys of a [structure NAME] section\n" +
         ini_use(component, point == TransformGenerator::extends.name ? "place." : "draw.");
}

std::string json_item(const Component& component) {
  JsonWriter json;
  json.begin_object();
  if (component.record.point.name == std::string_view(StructureGenerator::extends.name))
    json.member("name", last_part(component.record.id)).member("count", k_count);
  write_use(json, component);
  if (component.record.point.name == std::string_view(StructureGenerator::extends.name))
    write_entry_keys(json);
  json.end_object();
  return json.take();
}

/// A structure with its usual partners, none of which needs anything that cannot be guessed.
struct Trio {
  const Component* structure;
  const Component* transform;
  const Component* rasterizer;
};

std::vector<Trio> usable_structures(const Kernel& kernel) {
  std::vector<Trio> usable;
  for (const auto& [id, structure] : kernel.registry(StructureGenerator::extends.name)) {
    const Trio trio{&structure, kernel.find(structure.record.schema.transform),
                    kernel.find(structure.record.schema.rasterizer)};
    const auto is_usable = [](const Component* c) {
      return c != nullptr && !is_deprecated(*c) && can_be_guessed(c->record.schema);
    };
    if (is_usable(trio.structure) && is_usable(trio.transform) && is_usable(trio.rasterizer))
      usable.push_back(trio);
  }
  if (usable.empty())
    throw Error(Code::unknown_component, "no structure component is loaded that works without further input",
                "see 'cryocosm list --point structure' and 'cryocosm plugins'");
  return usable;
}

std::string unique_name(const Trio& trio, const std::vector<Trio>& all) {
  const std::string name = last_part(trio.structure->record.id);
  const auto same = std::count_if(all.begin(), all.end(), [&](const Trio& other) {
    return last_part(other.structure->record.id) == name;
  });
  if (same == 1) return name;
  std::string full = trio.structure->record.id;
  std::replace(full.begin(), full.end(), '.', '-');
  return full;
}

constexpr std::int64_t k_size[] = {200, 200, 100};

const SchemaInfo& group_of(const Schema<PipelineSection>& pipeline, std::string_view key) {
  const std::vector<FieldInfo>& fields = pipeline.info().fields;
  return std::find_if(fields.begin(), fields.end(), [&](const FieldInfo& f) { return f.key == key; })
      ->group.front();
}

void write_list(JsonWriter& json, const char* key, const std::vector<const Component*>& components) {
  json.key(key).begin_array();
  for (const Component* component : components) {
    json.begin_object();
    write_use(json, *component);
    json.end_object();
  }
  json.end_array();
}

std::vector<const Component*> usual_exporters(const Kernel& kernel) {
  std::vector<const Component*> usual;
  for (const auto& [id, component] : kernel.registry(Exporter::extends.name))
    if (component.record.schema.by_default && !is_deprecated(component)) usual.push_back(&component);
  return usual;
}

std::string json_pipeline(const Kernel& kernel, const std::vector<Trio>& trios,
                          const std::vector<const Component*>& stages) {
  JsonWriter json;
  json.begin_object().member("cryocosm", k_format_version).member("name", "starter").member("seed", 1);
  json.key("volume").begin_object().key("size").begin_line_array();
  for (const std::int64_t n : k_size) json.value(n);
  json.end_array()
      .member("voxel", VolumeSection{}.voxel_A)
      .member("margin", VolumeSection{}.margin_A)
      .end_object();
  json.key("placement");
  write_params(json, group_of(pipeline_schema(), "placement"));
  json.key("structures").begin_array();
  for (const Trio& trio : trios) {
    json.begin_object().member("name", unique_name(trio, trios)).member("count", k_count);
    write_use(json, *trio.structure);
    json.key("place").begin_object();
    write_use(json, *trio.transform);
    json.end_object().key("draw").begin_object();
    write_use(json, *trio.rasterizer);
    json.end_object();
    write_entry_keys(json);
    json.end_object();
  }
  json.end_array();
  if (!stages.empty()) write_list(json, "acquisition", stages);
  write_list(json, "export", usual_exporters(kernel));
  json.end_object();
  return json.take();
}

std::string ini_head() {
  std::string text = fmt::format("[pipeline]\n; {}\ncryocosm = {}\n", k_format_note, k_format_version);
  const Schema<PipelineSection> pipeline = pipeline_schema();
  for (const FieldInfo& field : pipeline.info().fields) {
    if (field.key == "name") text += comment({field.key, &field}) + "name = starter\n";
    if (field.key == "seed") text += comment({field.key, &field}) + "seed = 1\n";
  }
  text += "\n[volume]\n";
  const Schema<VolumeSection> volume = volume_schema(VolumeSection{}.voxel_A);
  for (const FlatField& flat : flattened(volume.info()))
    text += ini_key(flat, flat.key == "size" ? fmt::format("{}, {}, {}", k_size[0], k_size[1], k_size[2])
                                             : shown_value(flat));
  text += "\n[placement]\n";
  for (const FlatField& flat : flattened(group_of(pipeline, "placement")))
    text += ini_key(flat, shown_value(flat));
  return text;
}

/// Components of a list that may be added, as comments.
std::string ini_offers(const Kernel& kernel, const ListSection& section) {
  std::string text = fmt::format("\n; {}\n", section.help);
  for (const auto& [id, component] : kernel.registry(section.point))
    if (!is_deprecated(component))
      text += fmt::format("; [{} {}]\n; use = {}\n", section.ini, last_part(id), id);
  return text;
}

std::string ini_stages(const ListSection& section, const std::vector<const Component*>& stages) {
  std::string text;
  for (const Component* stage : stages)
    text += fmt::format("\n[{} {}]\n", section.ini, last_part(stage->record.id)) + ini_use(*stage, {});
  return text;
}

std::string ini_pipeline(const Kernel& kernel, const std::vector<Trio>& trios,
                         const std::vector<const Component*>& stages) {
  std::string text = ini_head();
  for (const Trio& trio : trios)
    text += fmt::format("\n[structure {}]\n", unique_name(trio, trios)) + ini_use(*trio.structure, {}) +
            ini_entry_keys() + ini_use(*trio.transform, "place.") + ini_use(*trio.rasterizer, "draw.");
  for (const ListSection& section : list_sections()) {
    const bool has_stages = section.point == AcquisitionStage::extends.name && !stages.empty();
    if (section.point == StructureGenerator::extends.name) continue;
    text += has_stages ? ini_stages(section, stages) : ini_offers(kernel, section);
  }
  return text;
}

}  // namespace

std::string starter_component(const Component& component, Format format) {
  return format == Format::json ? json_item(component) : ini_section(component);
}

std::string starter_pipeline(const Kernel& kernel, Format format,
                             const std::vector<const Component*>& stages) {
  const std::vector<Trio> trios = usable_structures(kernel);
  return format == Format::json ? json_pipeline(kernel, trios, stages) : ini_pipeline(kernel, trios, stages);
}

}  // namespace cryocosm
