// The starter that `describe` writes for a component must be a pipeline's part that means its defaults.
#include <algorithm>
#include <filesystem>
#include <fstream>

#include "checks.hpp"
#include "describe/describe.hpp"
#include "describe/starter.hpp"
#include "settings.hpp"
#include "temporary_folder.hpp"

namespace cryocosm::conformance {
namespace {

namespace fs = std::filesystem;

bool has_required(const SchemaInfo& schema) {
  const auto fields = flattened(schema);
  return std::any_of(fields.begin(), fields.end(),
                     [](const FlatField& flat) { return flat.field->required; });
}

// A structure that can carry the "place", "draw", stage or exporter under test: nothing is wrong with it.
const Component* any_structure(const Subject& subject) {
  for (const auto& [id, component] : subject.kernel.registry(StructureGenerator::extends.name)) {
    const SchemaInfo& schema = component.record.schema;
    const bool has_partners =
        subject.kernel.find(schema.transform) != nullptr && subject.kernel.find(schema.rasterizer) != nullptr;
    if (has_partners && !has_required(schema) &&
        component.record.first_broken_rule(default_settings(schema)) < 0)
      return &component;
  }
  return nullptr;
}

// The component's starter inside the smallest pipeline.
std::string json_pipeline(const Subject& subject, const Component& component) {
  const std::string_view point = component.record.point.name;
  const std::string item = starter_component(component, Format::json);
  std::string structures, acquisition, exporters;
  if (point == StructureGenerator::extends.name) structures = item;
  if (point == AcquisitionStage::extends.name) acquisition = item;
  if (point == Exporter::extends.name) exporters = item;
  if (point == TransformGenerator::extends.name || point == Rasterizer::extends.name) {
    const char* const key = point == Rasterizer::extends.name ? "draw" : "place";
    structures = R"({"use": ")" + any_structure(subject)->record.id + R"(", "count": 1, ")" + key +
                 "\": " + item + "}";
  }
  return R"({"cryocosm": 1, "volume": {"size": [40, 32, 24], "voxel": 8}, "structures": [)" + structures +
         R"(], "acquisition": [)" + acquisition + R"(], "export": [)" + exporters + "]}";
}

std::string ini_pipeline(const Subject& subject, const Component& component) {
  std::string text = "[pipeline]\ncryocosm = 1\n[volume]\nsize = 40, 32, 24\nvoxel = 8\n";
  // keys of "place" and "draw" continue this section, the others begin one of their own
  if (component.record.point.name != std::string_view(StructureGenerator::extends.name))
    text += "[structure carrier]\ncount = 1\nuse = " + any_structure(subject)->record.id + "\n";
  return text + starter_component(component, Format::ini);
}

PipelineSpec read_text(const Subject& subject, const std::string& text, const char* file_name) {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / file_name) << text;
  return read_pipeline(subject.kernel, folder.path() / file_name);
}

const ComponentUse* use_of(const PipelineSpec& spec, const Component& component) {
  for (const StructureEntry& entry : spec.structures)
    for (const ComponentUse* use : {&entry.structure, &entry.transform, &entry.rasterizer})
      if (use->component == &component) return use;
  for (const auto* list : {&spec.acquisition, &spec.exporters})
    for (const ComponentUse& use : *list)
      if (use.component == &component) return &use;
  return nullptr;
}

// Equal but for handles and for the bounds of distributions, which come from the schema.
bool is_same(const Value& a, const Value& b) {
  const Distribution &p = a.distribution, &q = b.distribution;
  if (a.type != b.type || a.boolean != b.boolean || a.integer != b.integer || a.number != b.number ||
      a.text != b.text || p.kind != q.kind || p.a != q.a || p.b != q.b)
    return false;
  if (a.type == Value::Type::group)
    return std::all_of(a.keys.begin(), a.keys.end(), [&](const std::string& key) {
      return b.find(key) != nullptr && is_same(*a.find(key), *b.find(key));
    });
  return a.items.size() == b.items.size() &&
         std::equal(a.items.begin(), a.items.end(), b.items.begin(), is_same);
}

// What must be given cannot be guessed, so only those parameters may be complained about.
void expect_only_required_are_missing(const ConfigError& error, const SchemaInfo& schema,
                                      const std::string& text, Findings& findings) {
  const auto fields = flattened(schema);
  for (const Diagnostic& diagnostic : error.diagnostics()) {
    const bool is_about_required = std::any_of(fields.begin(), fields.end(), [&](const FlatField& flat) {
      return flat.field->required && diagnostic.path.find("params." + flat.key) != std::string::npos;
    });
    findings.expect(is_about_required, to_text(diagnostic) + "\nin the starter\n" + text);
  }
}

void check_form(const Subject& subject, const Component& component, const std::string& text,
                const char* file_name, Findings& findings) {
  const SchemaInfo& schema = component.record.schema;
  try {
    const PipelineSpec spec = read_text(subject, text, file_name);
    const ComponentUse* const use = use_of(spec, component);
    if (!findings.expect(use != nullptr, "the component got lost in the starter\n" + text)) return;
    const Value defaults = default_settings(schema);
    for (const FieldInfo& field : schema.fields) {
      const Value* const expected = defaults.find(field.key);
      const Value* const read = use->params.find(field.key);
      if (expected == nullptr || (field.type == FieldType::group && has_required(field.group.front())))
        continue;
      // an empty file name or component reference is not written down
      if (read == nullptr && expected->text.empty() &&
          (field.type == FieldType::file || field.type == FieldType::component))
        continue;
      if (findings.expect(read != nullptr, "'" + field.key + "' got lost in the starter\n" + text))
        findings.expect(is_same(*expected, *read), "the starter changes '" + field.key + "':\n" + text);
    }
  } catch (const ConfigError& error) {
    if (has_required(schema))
      expect_only_required_are_missing(error, schema, text, findings);
    else
      findings.add(to_text(error.diagnostics()) + "\nin the starter\n" + text);
  }
}

}  // namespace

void check_starter(const Subject& subject, const Component& component, Findings& findings) {
  const bool is_structure = component.record.point.name == std::string_view(StructureGenerator::extends.name);
  if (!is_structure && any_structure(subject) == nullptr)
    return findings.skip("no structure is installed that could be placed and drawn");
  check_form(subject, component, json_pipeline(subject, component), "starter.json", findings);
  check_form(subject, component, ini_pipeline(subject, component), "starter.ini", findings);
}

}  // namespace cryocosm::conformance
