// Building components and checking that they fit together.
#include "pipeline/plan.hpp"

#include <fmt/format.h>

#include "pipeline/attachments.hpp"
#include "placement/region.hpp"

namespace cryocosm {
namespace {

/// Builds referenced components when they are first asked for.
class Building final : public HostServices<BuildContext> {
 public:
  Building(const PipelineSpec& spec, const Host& host)
      : HostServices(host), spec_(spec), referenced_(spec.referenced.size()) {}
  const GridSpec& grid() const override { return spec_.grid; }

 protected:
  const void* find_component(std::uint64_t handle) override {
    if (handle == 0) return nullptr;
    const std::size_t index = handle - 1;
    CRYOCOSM_CHECK(index < referenced_.size());
    if (!referenced_[index]) {
      const ComponentUse& use = spec_.referenced[index];
      void* const object =
          guarded_call(*use.component, [&] { return use.component->record.create(use.params, *this); });
      referenced_[index] = std::shared_ptr<void>(object, use.component->record.destroy);
    }
    return referenced_[index].get();
  }

 private:
  const PipelineSpec& spec_;
  std::vector<std::shared_ptr<void>> referenced_;
};

Diagnostic problem_at(const ComponentUse& use, const Error& error) {
  return {Diagnostic::Severity::error, error.code(), use.where, use.path, error.message(), error.hint()};
}

class Planner {
 public:
  Planner(Plan& plan, PipelineSpec& spec, const Kernel& kernel, std::vector<Diagnostic> problems)
      : plan_(plan),
        spec_(spec),
        kernel_(kernel),
        building_(*plan.building),
        problems_(std::move(problems)) {}

  void run() {
    for (const StructureEntry& entry : plan_.spec->structures) plan_entry(entry);
    build_all(plan_.spec->acquisition, plan_.owned_stages, plan_.stages);
    build_all(plan_.spec->exporters, plan_.owned_exporters, plan_.exporters);
    if (plan_.start) {
      if (has_errors(problems_)) throw ConfigError(std::move(problems_));
      skip_stages(first_stage(*plan_.start, spec_.acquisition, plan_.stages));
    } else if (plan_.stages.size() == plan_.spec->acquisition.size())
      for (Diagnostic& d : check_ports(plan_.spec->acquisition, plan_.stages))
        problems_.push_back(std::move(d));
    for (Diagnostic& d : attachment_problems(plan_.entries)) problems_.push_back(std::move(d));
    if (has_errors(problems_)) throw ConfigError(std::move(problems_));
    name_labels();
  }

 private:
  void skip_stages(std::size_t count) {
    const auto n = static_cast<std::ptrdiff_t>(count);
    plan_.skipped_stages = count;
    plan_.stages.erase(plan_.stages.begin(), plan_.stages.begin() + n);
    plan_.owned_stages.erase(plan_.owned_stages.begin(), plan_.owned_stages.begin() + n);
    spec_.acquisition.erase(spec_.acquisition.begin(), spec_.acquisition.begin() + n);
  }

  template <class Interface>
  const Interface* build(const ComponentUse& use, std::vector<Owned<Interface>>& owned) {
    try {
      building_.stop_if_cancelled();
      owned.push_back(kernel_.create<Interface>(*use.component, use.params, building_));
      return owned.back().get();
    } catch (const Cancelled&) {
      throw;
    } catch (const Error& error) {
      problems_.push_back(problem_at(use, error));
      return nullptr;
    }
  }

  template <class Interface>
  void build_all(const std::vector<ComponentUse>& uses, std::vector<Owned<Interface>>& owned,
                 std::vector<const Interface*>& built) {
    for (const ComponentUse& use : uses)
      if (const Interface* component = build(use, owned)) built.push_back(component);
  }

  void plan_entry(const StructureEntry& spec) {
    PlacementEntry entry;
    entry.spec = &spec;
    entry.structure = build(spec.structure, plan_.structures);
    entry.transform = build(spec.transform, plan_.transforms);
    entry.rasterizer = build(spec.rasterizer, plan_.rasterizers);
    if (entry.structure == nullptr || entry.transform == nullptr || entry.rasterizer == nullptr) return;
    try {
      check_unit(entry);
      entry.first_label = next_label_;
      guarded_call(*spec.structure.component, [&] {
        next_label_ += static_cast<std::uint32_t>(entry.structure->class_count());
        entry.first_part_label = next_label_;
        entry.part_count = static_cast<std::uint32_t>(entry.structure->part_count());
      });
      next_label_ += entry.part_count;
    } catch (const Error& error) {
      problems_.push_back(problem_at(spec.structure, error));
    }
    if (next_label_ > std::size_t{65536})
      problems_.push_back({Diagnostic::Severity::error, Code::too_large, spec.structure.where,
                           spec.structure.path,
                           "the pipeline has more than 65,535 classes, which 16-bit labels can not hold",
                           "split it into several pipelines"});
    plan_.entries.push_back(entry);
  }

  /// Draws one structure to see what kind of shape the rasterizer will be handed, and whether the transform
  /// can hold it.
  void check_unit(const PlacementEntry& entry) {
    const StructureEntry& spec = *entry.spec;
    const auto [kind, has_anchor] = guarded_call(*spec.structure.component, [&] {
      Draw draw(Random(plan_.spec->seed).child("check"));
      Random random(plan_.spec->seed);
      const auto structure = entry.structure->draw(draw);  // owns the shape, perhaps
      const auto unit = structure->unit(0, random);
      if (!unit || unit->shape == nullptr)
        throw Error(Code::component_misbehaved,
                    full_name(*spec.structure.component) + " draws a structure without units",
                    "report it to the plugin's author");
      return std::pair{std::string(unit->shape->kind()), unit->anchor.has_value()};
    });
    const std::string drawn(
        guarded_call(*spec.rasterizer.component, [&] { return entry.rasterizer->kind(); }));
    if (kind != drawn)
      throw Error(
          Code::shape_mismatch,
          fmt::format("{} makes shapes of kind '{}', but {} draws '{}'", spec.structure.component->record.id,
                      kind, spec.rasterizer.component->record.id, drawn),
          fmt::format("leave \"draw\" out to use {}", spec.structure.component->record.schema.rasterizer));
    if (!has_anchor && !attaches_to(entry).empty())
      throw Error(
          Code::inconsistent,
          fmt::format("{} puts units on surfaces, but these have no anchor by which to hold them",
                      spec.transform.component->record.id),
          fmt::format("give one in the structure's params, if it takes one: see 'cryocosm describe {}'",
                      spec.structure.component->record.id));
  }

  /// Labels follow the pipeline's order whether or not anything gets placed, so that a number means
  /// the same in every tomogram of a dataset.
  void name_labels() {
    std::size_t total = 0;
    for (const PlacementEntry& entry : plan_.entries)
      total += entry.structure->class_count() + entry.part_count;
    plan_.label_names.reserve(total);  // labels keep views of these strings
    for (std::size_t i = 0; i < plan_.entries.size(); ++i) {
      const PlacementEntry& entry = plan_.entries[i];
      for (std::size_t c = 0; c < entry.structure->class_count(); ++c) {
        const std::string_view own = entry.structure->class_name(c);
        name_label(i, entry.first_label + static_cast<std::uint32_t>(c),
                   std::string(own.empty() ? std::string_view(entry.spec->name) : own));
      }
      for (std::uint32_t part = 1; part <= entry.part_count; ++part)
        name_label(i, entry.first_part_label + part - 1,
                   fmt::format("{}_{}", entry.spec->name, entry.structure->part_name(part)));
    }
  }

  void name_label(std::size_t entry, std::uint32_t label, std::string name) {
    plan_.label_names.push_back(std::move(name));
    plan_.labels.push_back({label, static_cast<std::uint32_t>(entry), plan_.label_names.back(),
                            plan_.entries[entry].spec->structure.component->record.id});
  }

  Plan& plan_;
  PipelineSpec& spec_;
  const Kernel& kernel_;
  BuildContext& building_;
  std::vector<Diagnostic> problems_;
  std::uint32_t next_label_ = 1;
};

}  // namespace

Plan make_plan(PipelineSpec& spec, const Kernel& kernel, const Host& host,
               const std::optional<StartFile>& start) {
  Plan plan;
  plan.spec = &spec;
  plan.start = start;
  if (start) {
    spec.structures.clear();
    spec.mask = {};
  }
  plan.building = std::make_unique<Building>(spec, host);
  Planner(plan, spec, kernel, load_regions(spec, *host.volumes)).run();
  return plan;
}

}  // namespace cryocosm
