// Running stages one after another on data that the host owns.
#include "acquisition/acquisition_runner.hpp"

#include <fmt/format.h>

#include <atomic>
#include <cmath>

namespace cryocosm {
namespace {

class Output final : public AcquisitionOutput {
 public:
  Output(DataKind kind, const GridSpec& specimen) {
    dataset.kind = kind;
    dataset.specimen = specimen;
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
  OwnedDataset dataset;
  bool allocated = false;
};

void check_result(const Component& component, const Output& output, Services& services) {
  if (!output.allocated)
    throw Error(Code::component_misbehaved, full_name(component) + " finished without an output",
                "report it to the plugin's author");
  std::atomic<bool> finite{true};
  services.parallel_for(output.dataset.voxels.size(), [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i)
      if (!std::isfinite(output.dataset.voxels[i])) {
        finite = false;
        return;
      }
  });
  if (!finite)
    throw Error(Code::component_misbehaved, full_name(component) + " left values that are not finite",
                "check its parameters, then report it to the plugin's author");
}

Dataset view(const Phantom& phantom) {
  return {DataKind::volume, phantom.grid, phantom.density.data(), {}, Contrast::protein_bright, phantom.grid};
}

}  // namespace

std::string_view to_text(DataKind kind) {
  switch (kind) {
    case DataKind::volume: return "volume";
    case DataKind::tilt_series: return "tilt series";
    case DataKind::tomogram: return "tomogram";
  }
  return "";
}

Dataset view(const OwnedDataset& d) {
  return {d.kind, d.grid, d.voxels.data(), view(d.tilts), d.contrast, d.specimen};
}

std::vector<Diagnostic> check_ports(const std::vector<ComponentUse>& uses,
                                    const std::vector<const AcquisitionStage*>& stages) {
  std::vector<Diagnostic> problems;
  DataKind present = DataKind::volume;
  std::string from = "the phantom";
  for (std::size_t i = 0; i < stages.size(); ++i) {
    const Ports ports = guarded_call(*uses[i].component, [&] { return stages[i]->ports(); });
    const std::string& id = uses[i].component->record.id;
    if (ports.in != present)
      problems.push_back(
          {Diagnostic::Severity::error, Code::port_mismatch, uses[i].where, uses[i].path,
           fmt::format("{} takes a {}, but {} gives a {}", id, to_text(ports.in), from, to_text(present)),
           "change the order of the stages or put one between them that makes a " +
               std::string(to_text(ports.in))});
    present = ports.out;
    from = id;
  }
  return problems;
}

std::vector<std::pair<std::string, std::string>> contrasts_of(const Acquired& acquired) {
  const auto words = [](Contrast contrast) {
    return contrast == Contrast::protein_dark ? "protein dark" : "protein bright";
  };
  std::vector<std::pair<std::string, std::string>> contrasts{{"density", words(Contrast::protein_bright)}};
  if (acquired.tilt_series) contrasts.emplace_back("tilt_series", words(acquired.tilt_series->contrast));
  if (acquired.tomogram) contrasts.emplace_back("tomogram", words(acquired.tomogram->contrast));
  return contrasts;
}

Acquired acquire(const Phantom& phantom, const std::vector<ComponentUse>& uses,
                 const std::vector<const AcquisitionStage*>& stages,
                 const std::function<std::unique_ptr<RunContext>(std::size_t)>& context_of) {
  Acquired acquired;
  OwnedDataset volume;
  Dataset present = view(phantom);
  for (std::size_t i = 0; i < stages.size(); ++i) {
    const auto context = context_of(i);
    const Component& component = *uses[i].component;
    Output output(guarded_call(component, [&] { return stages[i]->ports().out; }), phantom.grid);
    guarded_call(component, [&] { stages[i]->run(present, output, *context); });
    context->stop_if_cancelled();
    check_result(component, output, *context);
    switch (output.dataset.kind) {
      case DataKind::volume:
        volume = std::move(output.dataset);
        present = view(volume);
        break;
      case DataKind::tilt_series:
        acquired.tilt_series = std::move(output.dataset);
        present = view(*acquired.tilt_series);
        break;
      case DataKind::tomogram:
        acquired.tomogram = std::move(output.dataset);
        present = view(*acquired.tomogram);
        break;
    }
  }
  return acquired;
}

}  // namespace cryocosm
