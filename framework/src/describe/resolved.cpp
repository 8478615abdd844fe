// Writes a PipelineSpec in the pipeline format.
#include "describe/resolved.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "config/sections.hpp"
#include "describe/value_json.hpp"

namespace cryocosm {
namespace {

class Writer {
 public:
  Writer(JsonWriter& json, const PipelineSpec& spec) : json_(json), spec_(spec) {}

  void pipeline() {
    json_.begin_object().member("cryocosm", k_format_version);
    json_.member("name", spec_.name).member("seed", spec_.seed);
    json_.key("volume").begin_object().key("size").begin_line_array();
    json_.value(spec_.grid.size.x).value(spec_.grid.size.y).value(spec_.grid.size.z).end_array();
    json_.member("voxel", spec_.grid.voxel_A).member("margin", spec_.margin_A);
    slab(spec_.slab);
    if (!spec_.mask.file.empty()) json_.member("mask", spec_.mask.file);
    json_.end_object();
    json_.key("placement").begin_object();
    json_.member("order", to_text(spec_.placement.order))
        .member("crowding", to_text(spec_.placement.crowding))
        .member("relax_tries", spec_.placement.relax_tries)
        .end_object();
    json_.key("structures").begin_array();
    for (const StructureEntry& e : spec_.structures) entry(e);
    json_.end_array();
    uses("acquisition", spec_.acquisition);
    uses("export", spec_.exporters);
    json_.end_object();
  }

 private:
  void entry(const StructureEntry& e) {
    json_.begin_object().member("name", e.name);
    use_members(e.structure);
    if (e.count > 0) json_.member("count", e.count);
    if (e.occupancy > 0) json_.member("occupancy", e.occupancy);
    json_.key("place");
    use(e.transform);
    json_.key("draw");
    use(e.rasterizer);
    json_.member("overlap", e.overlap).member("halo", e.halo_A).member("clip", e.clip);
    if (!e.region.is_everywhere()) region(e.region);
    json_.member("unit_tries", e.unit_tries).member("chain_tries", e.chain_tries);
    json_.end_object();
  }

  void region(const RegionSpec& r) {
    json_.key("region").begin_object();
    if (!r.inside.empty()) json_.member("inside", fmt::format("{}", fmt::join(r.inside, ", ")));
    if (!r.outside.empty()) json_.member("outside", fmt::format("{}", fmt::join(r.outside, ", ")));
    if (!r.mask.file.empty()) json_.member("mask", r.mask.file);
    slab(r.slab);
    if (r.box_A) {
      json_.key("box").begin_object();
      corner("low", r.box_A->low);
      corner("high", r.box_A->high);
      json_.end_object();
    }
    json_.end_object();
  }

  void slab(const Slab& s) {
    if (s.thickness_A == 0) return;
    json_.key("slab").begin_line_object();
    json_.member("thickness", s.thickness_A).member("offset", s.offset_A).end_object();
  }

  void corner(const char* key, Vec3 p) {
    json_.key(key).begin_line_array().value(p.x).value(p.y).value(p.z).end_array();
  }

  void uses(const char* key, const std::vector<ComponentUse>& list) {
    json_.key(key).begin_array();
    for (const ComponentUse& u : list) use(u);
    json_.end_array();
  }

  void use(const ComponentUse& u) {
    json_.begin_object();
    use_members(u);
    json_.end_object();
  }

  void use_members(const ComponentUse& u) {
    json_.member("use", u.component->record.id).key("params");
    group(u.params, u.component->record.schema);
  }

  void group(const Value& value, const SchemaInfo& schema) {
    json_.begin_object();
    for (std::size_t i = 0; i < value.keys.size(); ++i) {
      const auto field = std::find_if(schema.fields.begin(), schema.fields.end(),
                                      [&](const FieldInfo& f) { return f.key == value.keys[i]; });
      if (field != schema.fields.end()) member(*field, value.items[i]);
    }
    json_.end_object();
  }

  void member(const FieldInfo& field, const Value& value) {
    const bool not_set = (field.type == FieldType::component && value.handle == 0) ||
                         (field.type == FieldType::file && value.text.empty());
    if (not_set || (!field.deprecated.empty() && is_default(field, value))) return;
    json_.key(field.key);
    if (field.type == FieldType::component)
      use(spec_.referenced[value.handle - 1]);
    else if (field.type == FieldType::group)
      group(value, field.group.front());
    else
      write_value(json_, value);
  }

  /// Reading back what nobody gave must not warn of it.
  static bool is_default(const FieldInfo& field, const Value& value) {
    if (field.optional || field.type == FieldType::component) return false;
    const auto text = [](const Value& v) {
      JsonWriter json;
      write_value(json, v);
      return json.take();
    };
    return text(value) == text(field.default_value);
  }

  JsonWriter& json_;
  const PipelineSpec& spec_;
};

}  // namespace

void write_resolved(JsonWriter& json, const PipelineSpec& spec) { Writer(json, spec).pipeline(); }

std::string resolved_json(const PipelineSpec& spec) {
  JsonWriter json;
  write_resolved(json, spec);
  return json.take();
}

}  // namespace cryocosm
