// Building components and checking that they fit together.
#include "pipeline/plan.hpp"

#include <fmt/format.h>

#include "placement/region.hpp"

namespace cryocosm {
namespace {

/// Builds referenced components when they are first asked for.
class Building final : public HostServices<BuildContext> {
 public:
  Building(const PipelineSpec& spec, const Host& host, std::vector<std::shared_ptr<void>>& referenced)
      : HostServices(host), spec_(spec), referenced_(referenced) {
    referenced_.resize(spec.referenced.size());
  }
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
  std::vector<std::shared_ptr<void>>& referenced_;
};

Diagnostic problem_at(const ComponentUse& use, const Error& error) {
  return {Diagnostic::Severity::error, error.code(), use.where, use.path, error.message(), error.hint()};
}

class Planner {
 public:
  Planner(Plan& plan, PipelineSpec& spec, const Kernel& kernel, const Host& host,
          std::vector<Diagnostic> problems)
      : plan_(plan),
        spec_(spec),
        kernel_(kernel),
        building_(spec, host, plan.referenced),
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
      check_kind(entry);
      entry.first_label = next_label_;
      next_label_ += static_cast<std::uint32_t>(
          guarded_call(*spec.structure.component, [&] { return entry.structure->class_count(); }));
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

  /// Draws one structure to see what kind of shape the rasterizer will be handed.
  void check_kind(const PlacementEntry& entry) {
    const StructureEntry& spec = *entry.spec;
    const std::string kind = guarded_call(*spec.structure.component, [&] {
      Draw draw(Random(plan_.spec->seed).child("check"));
      Random random(plan_.spec->seed);
      const auto structure = entry.structure->draw(draw);  // owns the shape, perhaps
      const auto unit = structure->unit(0, random);
      if (!unit || unit->shape == nullptr)
        throw Error(Code::component_misbehaved,
                    full_name(*spec.structure.component) + " draws a structure without units",
                    "report it to the plugin's author");
      return std::string(unit->shape->kind());
    });
    const std::string drawn(
        guarded_call(*spec.rasterizer.component, [&] { return entry.rasterizer->kind(); }));
    if (kind != drawn)
      throw Error(
          Code::shape_mismatch,
          fmt::format("{} makes shapes of kind '{}', but {} draws '{}'", spec.structure.component->record.id,
                      kind, spec.rasterizer.component->record.id, drawn),
          fmt::format("leave \"draw\" out to use {}", spec.structure.component->record.schema.rasterizer));
  }

  /// Labels follow the pipeline's order whether or not anything gets placed, so that a number means
  /// the same in every tomogram of a dataset.
  void name_labels() {
    std::size_t total = 0;
    for (const PlacementEntry& entry : plan_.entries) total += entry.structure->class_count();
    plan_.label_names.reserve(total);  // labels keep views of these strings
    for (std::size_t i = 0; i < plan_.entries.size(); ++i) {
      const PlacementEntry& entry = plan_.entries[i];
      for (std::size_t c = 0; c < entry.structure->class_count(); ++c) {
        const std::string_view own = entry.structure->class_name(c);
        plan_.label_names.emplace_back(own.empty() ? std::string_view(entry.spec->name) : own);
        plan_.labels.push_back({entry.first_label + static_cast<std::uint32_t>(c),
                                static_cast<std::uint32_t>(i), plan_.label_names.back(),
                                entry.spec->structure.component->record.id});
      }
    }
  }

  Plan& plan_;
  PipelineSpec& spec_;
  const Kernel& kernel_;
  Building building_;
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
  Planner(plan, spec, kernel, host, load_regions(spec, *host.volumes)).run();
  return plan;
}

}  // namespace cryocosm
