// From a pipeline file to a PipelineSpec: read, override, validate everything, or throw all problems.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "config/config_file.hpp"
#include "config/entry_names.hpp"
#include "config/overrides.hpp"
#include "config/parameters.hpp"
#include "config/pipeline_spec.hpp"
#include "config/read_region.hpp"
#include "config/read_tree.hpp"
#include "config/read_value.hpp"
#include "config/sections.hpp"

namespace cryocosm {
namespace {

class PipelineReader {
 public:
  PipelineReader(const Kernel& kernel, const std::filesystem::path& file, const ConfigNode& root,
                 Problems& problems)
      : kernel_(kernel), root_(root), problems_(problems), parameters_(kernel, spec_, problems) {
    spec_.file = file;
  }

  PipelineSpec read() {
    require_group();
    require_version();
    read_top_level();
    read_volume();
    read_structures();
    read_uses("acquisition", spec_.acquisition);
    read_uses("export", spec_.exporters);
    if (root_.find("export") == nullptr) use_default_exporters();
    problems_.throw_if_errors();
    spec_.warnings = problems_.list();
    return std::move(spec_);
  }

 private:
  void require_group() const {
    if (root_.kind == ConfigNode::Kind::group) return;
    throw_syntax_error(root_.where, fmt::format("expected a pipeline {{...}}, found {}", described(root_)));
  }

  /// The first thing to know: a file of another version may mean anything.
  void require_version() {
    const ConfigNode* const node = root_.find("cryocosm");
    if (node == nullptr) {
      problems_.error(Code::missing_key, root_.where, "cryocosm",
                      "missing; it says which format the pipeline is written in",
                      "add \"cryocosm\": 1 (in INI, cryocosm = 1 in section [pipeline])");
    } else if (const auto version =
                   read_integer({*node, field(pipeline_, "cryocosm"), "cryocosm", problems_});
               version && *version != k_format_version) {
      problems_.error(Code::unknown_version, node->where, "cryocosm",
                      fmt::format("unknown format version {}", *version),
                      fmt::format("this program reads version {}", k_format_version));
    } else {
      return;
    }
    problems_.throw_if_errors();
  }

  void read_top_level() {
    const Value top =
        parameters_.group(root_, pipeline_.info(), {}, {"the pipeline", "key"},
                          {"cryocosm", "volume", "structures", "acquisition", "export", "$schema"});
    const PipelineSection section = pipeline_.bind(top);
    spec_.seed = static_cast<std::uint64_t>(section.seed);
    spec_.placement = {order_of(section.placement.order), crowding_of(section.placement.crowding),
                       section.placement.relax_tries};
    spec_.name = top.find("name") != nullptr ? section.name : name_of_file();
    const ConfigNode* const name = root_.find("name");
    check_name(spec_.name, name != nullptr ? name->where : root_.where, "name");
  }

  std::string name_of_file() const {
    std::string stem = spec_.file.stem().string();
    for (char& c : stem)
      if (!is_name({&c, 1})) c = '_';
    return stem;
  }

  void check_name(const std::string& name, const Source& where, const std::string& path) {
    if (is_name(name)) return;
    problems_.error(Code::wrong_type, where, path, fmt::format("'{}' cannot be a name", shortened(name)),
                    "names have letters, digits, '_' and '-' only");
  }

  void read_volume() {
    const ConfigNode* const node = root_.find("volume");
    if (node == nullptr)
      return problems_.error(Code::missing_key, root_.where, "volume", "missing; the pipeline needs it",
                             "such as \"volume\": {\"size\": [200, 200, 100], \"voxel\": \"10 A\"}");
    const std::size_t problems_before = problems_.count();
    const Schema<VolumeSection> schema = volume_schema(voxel_of(*node));
    const Value value = parameters_.group(*node, schema.info(), "volume", {"the volume", "key"});
    if (problems_.count() != problems_before) return;
    const VolumeSection volume = schema.bind(value);
    spec_.grid.voxel_A = volume.voxel_A;
    spec_.margin_A = volume.margin_A;
    spec_.slab = {volume.slab.thickness_A, volume.slab.offset_A};
    spec_.mask = mask_of(volume.mask, *node, "volume");
    const ConfigNode& size = *node->find("size");
    const double lengths[] = {volume.size.x, volume.size.y, volume.size.z};
    std::int64_t* const voxels[] = {&spec_.grid.size.x, &spec_.grid.size.y, &spec_.grid.size.z};
    for (std::size_t i = 0; i < 3; ++i) *voxels[i] = whole_voxels(size, i, lengths[i]);
    check_rules(schema, value, *node, "volume");
  }

  /// The voxel size for reading `size`; what is wrong with it is reported when the group is read.
  double voxel_of(const ConfigNode& volume) {
    const Schema<VolumeSection> schema = volume_schema(VolumeSection{}.voxel_A);
    const ConfigNode* const node = volume.find("voxel");
    Problems reported_later;
    const auto voxel = node == nullptr
                           ? std::optional<double>()
                           : read_quantity({*node, field(schema, "voxel"), "volume.voxel", reported_later});
    return voxel.value_or(VolumeSection{}.voxel_A);
  }

  std::int64_t whole_voxels(const ConfigNode& size, std::size_t axis, double voxels) {
    const double nearest = std::round(voxels);
    // a length such as 0.3 nm over 0.1 A is off by a few units in the last place
    if (std::abs(voxels - nearest) <= 1e-9 * nearest) return static_cast<std::int64_t>(nearest);
    const ConfigNode item = items_of(size)[axis];
    const double voxel_A = spec_.grid.voxel_A;
    const double below = std::max(1.0, std::floor(voxels));
    problems_.error(Code::out_of_range, item.where, fmt::format("volume.size[{}]", axis),
                    fmt::format("'{}' is {} voxels of {} A, not a whole number of them", shortened(item.text),
                                number_text(voxels), number_text(voxel_A)),
                    fmt::format("write {} voxels ({} A) or {} voxels ({} A)", number_text(below),
                                number_text(below * voxel_A), number_text(below + 1),
                                number_text((below + 1) * voxel_A)));
    return 1;
  }

  template <class P>
  static const FieldInfo& field(const Schema<P>& schema, const std::string& key) {
    const std::vector<FieldInfo>& fields = schema.info().fields;
    return *std::find_if(fields.begin(), fields.end(), [&](const FieldInfo& f) { return f.key == key; });
  }

  template <class P>
  void check_rules(const Schema<P>& schema, const Value& value, const ConfigNode& node,
                   const std::string& path) {
    const int broken = schema.first_broken_rule(value);
    if (broken >= 0)
      problems_.error(Code::inconsistent, node.where, path,
                      schema.info().rules[static_cast<std::size_t>(broken)]);
  }

  /// The items of a list section; nothing, after a complaint, when it is no list.
  const std::vector<ConfigNode>& items(const std::string& key) {
    static const std::vector<ConfigNode> none;
    const ConfigNode* const node = root_.find(key);
    if (node == nullptr) return none;
    if (node->kind == ConfigNode::Kind::list) return node->children;
    problems_.error(Code::wrong_type, node->where, key,
                    fmt::format("expected a list of entries, found {}", described(*node)));
    return none;
  }

  void read_structures() {
    const ConfigNode* const node = root_.find("structures");
    if (node == nullptr)
      return problems_.error(Code::missing_key, root_.where, "structures", "missing; the pipeline needs it",
                             "see 'cryocosm list --point structure' for what can be placed");
    const std::vector<ConfigNode>& entries = items("structures");
    if (entries.empty() && node->kind == ConfigNode::Kind::list)
      problems_.warning(Code::missing_key, node->where, "structures",
                        "the list is empty, nothing will be placed");
    const std::vector<std::string> names = entry_names(*node);
    std::map<std::string, std::string> seen;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const std::string path = fmt::format("structures[{}]", i);
      if (!names[i].empty()) {
        const auto [first, is_new] = seen.emplace(names[i], path);
        if (!is_new) report_same_name(entries[i], names[i], path, first->second);
      }
      read_entry(entries[i], names, i, path);
    }
  }

  void report_same_name(const ConfigNode& entry, const std::string& name, const std::string& path,
                        const std::string& first) {
    const ConfigNode* const node = entry.find("name");
    problems_.error(Code::duplicate_name, node != nullptr ? node->where : entry.where, path + ".name",
                    fmt::format("the name '{}' is already that of {}", shortened(name), first),
                    "give every entry a name of its own");
  }

  void read_entry(const ConfigNode& node, const std::vector<std::string>& names, std::size_t index,
                  const std::string& path) {
    const std::size_t problems_before = problems_.count();
    const Value value = parameters_.group(node, entry_.info(), path, {"a structure entry", "key"},
                                          {"params", "place", "draw"});
    if (node.kind != ConfigNode::Kind::group) return;
    if (problems_.count() == problems_before) check_rules(entry_, value, node, path);
    const EntrySection section = entry_.bind(value);
    if (const ConfigNode* const given = node.find("name"); value.find("name") != nullptr)
      check_name(section.name, given->where, path + ".name");
    RegionSpec region;
    if (const Value* const given = value.find("region"))
      region = read_region(*given, section.region, *node.find("region"), path + ".region",
                           {names, index, spec_.grid}, problems_);
    const ConfigNode* const use = node.find("use");
    if (use == nullptr || section.use.empty()) {
      if (use != nullptr && value.find("use") != nullptr)
        parameters_.component("", StructureGenerator::extends.name, use->where, path + ".use");
      return;
    }
    const Component* const component =
        parameters_.component(section.use, StructureGenerator::extends.name, use->where, path + ".use");
    if (component == nullptr) return;
    parameters_.warn_if_deprecated(component->record.schema.deprecated, use->where, path + ".use");
    StructureEntry entry;
    entry.name = names[index];
    entry.occupancy = section.occupancy;
    entry.count = section.count;
    entry.overlap = section.overlap;
    entry.halo_A = section.halo_A;
    entry.clip = section.clip;
    if (entry.clip && spec_.margin_A > 0)
      problems_.error(Code::inconsistent, node.find("clip")->where, path + ".clip",
                      "the volume keeps a margin, so that nothing reaches its faces",
                      "leave out clip, or the margin of the volume");
    entry.region = std::move(region);
    entry.unit_tries = section.unit_tries;
    entry.chain_tries = section.chain_tries;
    const ConfigNode* const params = node.find("params");
    entry.structure =
        parameters_.use(*component, params != nullptr ? *params : absent_group(node), use->where, path);
    const SchemaInfo& schema = component->record.schema;
    read_partner(node, "place", TransformGenerator::extends.name, schema.transform, path, entry.transform);
    if (const ConfigNode* const place = node.find("place"); place != nullptr && entry.transform.component)
      check_entry_names(entry.transform, *place, names, index, problems_);
    read_partner(node, "draw", Rasterizer::extends.name, schema.rasterizer, path, entry.rasterizer);
    spec_.structures.push_back(std::move(entry));
  }

  void read_partner(const ConfigNode& entry, const std::string& key, const char* point,
                    const std::string& usual, const std::string& path, ComponentUse& out) {
    const ConfigNode* const node = entry.find(key);
    const std::string partner_path = path + "." + key;
    if (node == nullptr && usual.empty())
      return problems_.error(Code::missing_key, entry.where, partner_path,
                             fmt::format("missing; the structure has no usual {} component", point),
                             fmt::format("see 'cryocosm list --point {}'", point));
    if (auto use = parameters_.use(node != nullptr ? *node : absent_group(entry), point, usual, partner_path))
      out = std::move(*use);
  }

  void read_uses(const std::string& key, std::vector<ComponentUse>& out) {
    const auto& sections = list_sections();
    const auto section =
        std::find_if(sections.begin(), sections.end(), [&](const ListSection& s) { return s.key == key; });
    const std::vector<ConfigNode>& nodes = items(key);
    for (std::size_t i = 0; i < nodes.size(); ++i)
      if (auto use = parameters_.use(nodes[i], section->point, {}, fmt::format("{}[{}]", key, i)))
        out.push_back(std::move(*use));
  }

  void use_default_exporters() {
    ConfigNode params = absent_group(root_);
    params.where.line = params.where.column = 0;
    for (const auto& [id, component] : kernel_.registry(Exporter::extends.name))
      if (component.record.schema.by_default)
        spec_.exporters.push_back(parameters_.use(component, params, params.where,
                                                  fmt::format("export[{}]", spec_.exporters.size())));
  }

  const Kernel& kernel_;
  const ConfigNode& root_;
  Problems& problems_;
  PipelineSpec spec_;
  ParameterReader parameters_;
  const Schema<PipelineSection> pipeline_ = pipeline_schema();
  const Schema<EntrySection> entry_ = entry_schema();
};

}  // namespace

PipelineSpec read_pipeline_tree(const Kernel& kernel, const std::filesystem::path& file, ConfigNode root,
                                const std::vector<Override>& overrides, Problems& problems) {
  apply_overrides(root, overrides, problems);
  return PipelineReader(kernel, file, root, problems).read();
}

PipelineSpec read_pipeline(const Kernel& kernel, const std::filesystem::path& file,
                           const std::vector<Override>& overrides) {
  Problems problems;
  return read_pipeline_tree(kernel, file, read_config_file(file, problems), overrides, problems);
}

}  // namespace cryocosm
