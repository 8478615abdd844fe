// Running stages one after another on data that the host owns.
#include "acquisition/acquisition_runner.hpp"

#include <fmt/format.h>

#include <atomic>
#include <cmath>

namespace cryocosm {
namespace {

class Output final : public AcquisitionOutput {
 public:
  Output(DataKind kind, const Dataset& in, bool has_halves) : is_divided_(has_halves || in.is_half) {
    dataset.kind = kind;
    dataset.specimen = in.specimen;
  }
  VoxelWindow<float> allocate(const GridSpec& grid, Span<const Tilt> tilts, Contrast contrast) override {
    if (allocated) throw DataError("a stage allocates its output once");
    if (grid.size.x < 1 || grid.size.y < 1 || grid.size.z < 1 || !(grid.voxel_A > 0))
      throw DataError(fmt::format("an output of {} x {} x {} voxels of {} A can not be", grid.size.x,
                                  grid.size.y, grid.size.z, grid.voxel_A));
    if (dataset.kind == DataKind::tilt_series && tilts.size != static_cast<std::size_t>(grid.size.z))
      throw DataError(
          fmt::format("a tilt series of {} images needs as many tilts, not {}", grid.size.z, tilts.size));
    allocated = true;
    dataset.grid = grid;
    dataset.voxels.assign(grid.count(), 0.0F);
    dataset.tilts.assign(tilts.begin(), tilts.end());
    dataset.contrast = contrast;
    return whole_window(dataset.voxels.data(), grid);
  }
  VoxelWindow<float> allocate_half(int half) override {
    if (!allocated) throw DataError("a stage allocates its output before the halves of it");
    if (is_divided_)
      throw DataError("the data come in two halves already",
                      "let only one stage of the pipeline make halves");
    if (half < 0 || half > 1) throw DataError(fmt::format("there is no half {}", half));
    dataset.halves.resize(2);
    std::vector<float>& voxels = dataset.halves[static_cast<std::size_t>(half)];
    if (!voxels.empty()) throw DataError("a stage allocates each half once");
    voxels.assign(dataset.grid.count(), 0.0F);
    return whole_window(voxels.data(), dataset.grid);
  }
  OwnedDataset dataset;
  bool allocated = false;

 private:
  const bool is_divided_;
};

bool is_finite(const std::vector<float>& voxels, Services& services) {
  std::atomic<bool> finite{true};
  services.parallel_for(voxels.size(), [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i)
      if (!std::isfinite(voxels[i])) {
        finite = false;
        return;
      }
  });
  return finite;
}

void check_result(const Component& component, const Output& output, Services& services) {
  if (!output.allocated)
    throw Error(Code::component_misbehaved, full_name(component) + " finished without an output",
                "report it to the plugin's author");
  bool finite = is_finite(output.dataset.voxels, services);
  for (const std::vector<float>& half : output.dataset.halves) {
    if (half.empty())
      throw Error(Code::component_misbehaved, full_name(component) + " left one half of two",
                  "report it to the plugin's author");
    finite = finite && is_finite(half, services);
  }
  if (!finite)
    throw Error(Code::component_misbehaved, full_name(component) + " left values that are not finite",
                "check its parameters, then report it to the plugin's author");
}

/// One stage on one dataset.
OwnedDataset run_stage(const Component& component, const AcquisitionStage& stage, const Dataset& in,
                       bool has_halves, RunContext& context) {
  const DataKind given = guarded_call(component, [&] { return stage.ports().out; });
  Output output(given == DataKind::any ? in.kind : given, in, has_halves);
  guarded_call(component, [&] { stage.run(in, output, context); });
  context.stop_if_cancelled();
  check_result(component, output, context);
  return std::move(output.dataset);
}

}  // namespace

std::string_view to_text(DataKind kind) {
  switch (kind) {
    case DataKind::volume: return "volume";
    case DataKind::tilt_series: return "tilt series";
    case DataKind::tomogram: return "tomogram";
    case DataKind::any: return "dataset of any kind";
  }
  return "";
}

Dataset view(const OwnedDataset& d) {
  return {d.kind, d.grid, d.voxels.data(), view(d.tilts), d.contrast, d.specimen};
}

Dataset view_of_half(const OwnedDataset& d, std::size_t half) {
  return {d.kind, d.grid, d.halves[half].data(), view(d.tilts), d.contrast, d.specimen, true};
}

bool is_empty(const Acquired& acquired) {
  return !acquired.volume && !acquired.tilt_series && !acquired.tomogram;
}

const OwnedDataset& keep(OwnedDataset dataset, Acquired& acquired) {
  std::optional<OwnedDataset>& place = dataset.kind == DataKind::tilt_series ? acquired.tilt_series
                                       : dataset.kind == DataKind::tomogram  ? acquired.tomogram
                                                                             : acquired.volume;
  place = std::move(dataset);
  return *place;
}

Dataset view_of_phantom(const GridSpec& grid, const std::vector<float>& density) {
  return {DataKind::volume, grid, density.data(), {}, Contrast::protein_bright, grid};
}

std::vector<Diagnostic> check_ports(const std::vector<ComponentUse>& uses,
                                    const std::vector<const AcquisitionStage*>& stages, DataKind start,
                                    std::string source) {
  std::vector<Diagnostic> problems;
  DataKind present = start;
  std::string from = std::move(source);
  for (std::size_t i = 0; i < stages.size(); ++i) {
    const Ports ports = guarded_call(*uses[i].component, [&] { return stages[i]->ports(); });
    const std::string& id = uses[i].component->record.id;
    if (ports.in != DataKind::any && ports.in != present)
      problems.push_back(
          {Diagnostic::Severity::error, Code::port_mismatch, uses[i].where, uses[i].path,
           fmt::format("{} takes a {}, but {} gives a {}", id, to_text(ports.in), from, to_text(present)),
           "change the order of the stages or put one between them that makes a " +
               std::string(to_text(ports.in))});
    if (ports.out != DataKind::any) present = ports.out;
    from = id;
  }
  return problems;
}

std::vector<std::pair<std::string, std::string>> contrasts_of(const Acquired& acquired, bool has_phantom) {
  const auto words = [](Contrast contrast) {
    return contrast == Contrast::protein_dark ? "protein dark" : "protein bright";
  };
  std::vector<std::pair<std::string, std::string>> contrasts;
  if (has_phantom) contrasts.emplace_back("density", words(Contrast::protein_bright));
  if (acquired.tilt_series) contrasts.emplace_back("tilt_series", words(acquired.tilt_series->contrast));
  if (acquired.tomogram) contrasts.emplace_back("tomogram", words(acquired.tomogram->contrast));
  return contrasts;
}

void acquire(const Dataset& start, const std::vector<ComponentUse>& uses,
             const std::vector<const AcquisitionStage*>& stages, const StageContext& context_of,
             Acquired& acquired) {
  const OwnedDataset* present = nullptr;  // null while there is nothing but `start`
  for (std::size_t i = 0; i < stages.size(); ++i) {
    const Component& component = *uses[i].component;
    const bool has_halves = present != nullptr && !present->halves.empty();
    OwnedDataset made = run_stage(component, *stages[i], present != nullptr ? view(*present) : start,
                                  has_halves, *context_of(i, Part::whole));
    if (has_halves)
      for (std::size_t half = 0; half < 2; ++half)
        made.halves.push_back(std::move(
            run_stage(component, *stages[i], view_of_half(*present, half), true, *context_of(i, Part::half))
                .voxels));
    present = &keep(std::move(made), acquired);
  }
}

}  // namespace cryocosm
