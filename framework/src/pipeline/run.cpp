// The four phases of a run.
#include "pipeline/run.hpp"

#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <optional>

#include "acquisition/start_file.hpp"
#include "outputs/finished_run.hpp"
#include "outputs/run_record.hpp"
#include "painting/painter.hpp"
#include "pipeline/placement_warnings.hpp"
#include "placement/region.hpp"

namespace cryocosm {
namespace {

class Run {
 public:
  Run(const Plan& plan, const Kernel& kernel, const Host& host, const RunOptions& options)
      : plan_(plan),
        spec_(*plan.spec),
        kernel_(kernel),
        host_(host),
        folder_(options.folder, options.force),
        scene_(spec_.grid, volume_of_interest(spec_, *host.volumes)),
        random_(spec_.seed),
        stage_draws_(plan.stages.size()),
        stage_notes_(plan.stages.size()),
        exporter_draws_(plan.exporters.size()) {}

  RunResult run() {
    constexpr std::uintmax_t k_bytes_per_voxel = 16;  // density, labels, instances, and what is acquired
    folder_.require_space(k_bytes_per_voxel * spec_.grid.count());
    Dataset start;
    if (plan_.start) {
      phantom_.grid = spec_.grid;
      timed("reading",
            [&] { start = view(keep(read_start(*plan_.start, *host_.volumes, spec_.grid), acquired_)); });
    } else {
      timed("placing", [&] { place_all(); });
      timed("painting", [&] { phantom_ = paint_all(); });
      start = view_of_phantom(phantom_.grid, phantom_.density);
    }
    timed("acquiring", [&] { acquire_all(start); });
    timed("exporting", [&] { export_all(folder_); });
    if (failed_export_) {
      keep_unfinished(*failed_export_);
      throw Error(*failed_export_);
    }
    write_run_record(record({}), folder_);
    if (host_.cancelled()) throw Cancelled();
    folder_.commit();
    return {folder_.folder(), folder_.names(), std::move(reports_), std::move(times_)};
  }

 private:
  template <class F>
  void timed(const char* phase, F&& work) {
    if (host_.cancelled()) throw Cancelled();
    host_.progress(phase, 0);
    host_.log(LogLevel::info, phase);
    const auto start = std::chrono::steady_clock::now();
    try {
      work();
    } catch (const Cancelled&) {
      throw;
    } catch (const Error& error) {
      keep_what_there_is(error);
      throw;
    }
    for (const Component* component : kernel_.components())
      for (const std::string& sentence : misconduct(*component)) host_.log(LogLevel::warning, sentence);
    if (host_.cancelled()) throw Cancelled();
    times_.push_back(
        {phase, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count()});
    host_.progress(phase, 1);
  }

  void place_all() {
    PlacementHooks hooks;
    hooks.cancelled = [this] { return host_.cancelled(); };
    hooks.progress = [this](std::size_t entry, double fraction) {
      host_.progress("placing",
                     (static_cast<double>(entry) + fraction) / static_cast<double>(plan_.entries.size()));
    };
    hooks.parallel_for = [this](std::size_t n, FunctionRef<void(std::size_t, std::size_t)> body) {
      parallel_ranges(host_.threads, n, body);
    };
    reports_ = place(plan_.entries, random_.child("place"), scene_, spec_.placement, hooks);
    if (host_.cancelled()) throw Cancelled();
    for (const std::string& text : placement_warnings(spec_, reports_, scene_))
      host_.log(LogLevel::warning, text);
    if (!plan_.entries.empty() && scene_.ledger.units.empty())
      throw Error(Code::nothing_placed, "nothing could be placed in the volume",
                  "make the volume larger, the structures smaller, or allow more chain_tries");
  }

  Phantom paint_all() {
    ComponentRun services(host_, random_, folder_, {"painting", 0, 1}, unused_draws_);
    return paint(plan_.entries, scene_, services, [this](std::size_t done, std::size_t total) {
      host_.progress("painting", static_cast<double>(done) / static_cast<double>(total));
    });
  }

  void acquire_all(const Dataset& start) {
    const Random stream = random_.child("acquire");
    acquire(
        start, spec_.acquisition, plan_.stages,
        [&](std::size_t i, Part part) -> std::unique_ptr<RunContext> {
          return std::make_unique<ComponentRun>(host_, stream.child(plan_.skipped_stages + i), folder_,
                                                ComponentRun::Share{"acquiring", i, plan_.stages.size()},
                                                part == Part::whole ? stage_draws_[i] : unused_draws_,
                                                part == Part::whole ? &stage_notes_[i] : nullptr);
        },
        acquired_);
  }

  /// What took hours must not go because something that comes later fails: it is exported beside the run's
  /// folder. Not on a full disk, and not when the pipeline's own data are wrong: those are corrected, and
  /// what was placed before comes again.
  void keep_what_there_is(const Error& failure) {
    const bool is_about_data = dynamic_cast<const DataError*>(&failure) != nullptr;
    if (failure.code() == Code::disk_full || is_about_data) return;
    if (scene_.ledger.units.empty() && is_empty(acquired_)) return;
    try {
      folder_.drop_files_after(0);
      export_all(folder_);
    } catch (const Error& error) {
      host_.log(LogLevel::warning, "what was made before it failed can not be kept: " + error.message());
      return;
    }
    keep_unfinished(failure);
  }

  /// Moves the files of this run to a folder of their own, with a record that says why.
  void keep_unfinished(const Error& failure) {
    try {
      StagedFolder kept(folder_.folder().string() + ".unfinished", true);
      folder_.move_files_to(kept);
      write_run_record(record(failure.message()), kept);
      kept.commit();
      host_.log(LogLevel::warning,
                fmt::format("the run failed; what was made before it is kept in {}{}", kept.folder().string(),
                            is_empty(acquired_) ? "" : ", and 'cryocosm run --from' can go on with it"));
    } catch (const Error& error) {
      host_.log(LogLevel::warning, "what was made before it failed can not be kept: " + error.message());
    }
  }

  /// An exporter that fails leaves no file, and does not keep the others from theirs; the first failure is
  /// kept in failed_export_. A full disk is every exporter's trouble.
  void export_all(StagedFolder& folder) {
    const WholeRun finished(spec_, plan_.entries, plan_.labels, scene_.ledger, phantom_, acquired_);
    for (std::size_t i = 0; i < plan_.exporters.size(); ++i) {
      const Component& component = *spec_.exporters[i].component;
      const std::size_t files = folder.names().size();
      ComponentRun context(host_, random_.child("export").child(i), folder,
                           {"exporting", i, plan_.exporters.size()}, exporter_draws_[i]);
      context.stop_if_cancelled();
      try {
        guarded_call(component, [&] { plan_.exporters[i]->write(finished, folder, context); });
        check_written(component, folder, files);
      } catch (const Cancelled&) {
        throw;
      } catch (const Error& error) {
        if (error.code() == Code::disk_full) throw;
        folder.drop_files_after(files);
        exporter_draws_[i].clear();
        if (failed_export_) host_.log(LogLevel::warning, error.message());
        if (!failed_export_) failed_export_ = error;
      }
    }
  }

  static void check_written(const Component& component, const StagedFolder& folder, std::size_t first) {
    for (std::size_t i = first; i < folder.names().size(); ++i)
      if (!std::filesystem::exists(folder.staged(folder.names()[i])))
        throw Error(Code::component_misbehaved,
                    fmt::format("{} asked for the file '{}' and did not write it", full_name(component),
                                folder.names()[i]),
                    "report it to the plugin's author");
  }

  RunRecord record(const std::string& failure) const {
    RunRecord r;
    r.failure = failure;
    r.contrasts = contrasts_of(acquired_, !plan_.start);
    if (plan_.start) r.start_file = plan_.start->path;
    r.spec = &spec_;
    r.plan_labels = plan_.labels;
    r.ledger = &scene_.ledger;
    r.entries = reports_;
    r.facts = facts_of(plan_.entries);
    r.stage_draws = stage_draws_;
    r.stage_notes = stage_notes_;
    r.exporter_draws = exporter_draws_;
    r.cancelled = [this] { return host_.cancelled(); };
    r.threads = host_.threads;
    for (const PhaseTime& t : times_) r.seconds.emplace_back(t.phase, t.seconds);
    for (const auto& plugin : kernel_.plugins()) r.plugins.push_back(plugin.get());
    return r;
  }

  const Plan& plan_;
  const PipelineSpec& spec_;
  const Kernel& kernel_;
  const Host& host_;
  StagedFolder folder_;
  Scene scene_;
  Random random_;
  std::vector<EntryReport> reports_;
  std::vector<DrawnValues> stage_draws_;
  std::vector<Notes> stage_notes_;
  std::vector<DrawnValues> exporter_draws_;
  std::optional<Error> failed_export_;
  Phantom phantom_;
  Acquired acquired_;
  DrawnValues unused_draws_;
  std::vector<PhaseTime> times_;
};

}  // namespace

RunResult run_pipeline(const Plan& plan, const Kernel& kernel, const Host& host, const RunOptions& options) {
  return Run(plan, kernel, host, options).run();
}

}  // namespace cryocosm
