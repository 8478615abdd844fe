// Volumes go through the host's writer; the table of labels is counted here.
#include "volumes.hpp"

#include <vector>

#include "output_file.hpp"
#include "text.hpp"

namespace cryocosm::exporters {
namespace {

template <class T>
std::uint64_t at_or_zero(const std::vector<T>& counts, std::uint32_t label) {
  return label < counts.size() ? counts[label] : 0;
}

std::vector<std::uint64_t> units_by_label(const FinishedRun& finished) {
  std::vector<std::uint64_t> counts;
  for (const PlacedUnit& unit : finished.units()) {
    if (unit.label >= counts.size()) counts.resize(unit.label + std::size_t{1});
    ++counts[unit.label];
  }
  return counts;
}

std::vector<std::uint64_t> voxels_by_label(const FinishedRun& finished, RunContext& run) {
  std::vector<std::uint64_t> counts(std::size_t{1} << 16);
  const std::size_t plane = finished.grid().count() / static_cast<std::size_t>(finished.grid().size.z);
  for (std::int64_t z = 0; z < finished.grid().size.z; ++z) {
    run.stop_if_cancelled();
    const std::uint16_t* const labels = finished.labels() + static_cast<std::size_t>(z) * plane;
    for (std::size_t i = 0; i < plane; ++i) ++counts[labels[i]];
  }
  return counts;
}

void write_label_table(const FinishedRun& finished, const std::string& path, RunContext& run) {
  const std::vector<std::uint64_t> units = units_by_label(finished);
  const std::vector<std::uint64_t> voxels = voxels_by_label(finished, run);
  OutputFile file(path);
  file.write("label,name,component,units,voxels\n");
  for (const LabelInfo& info : finished.label_table())
    file.write(std::to_string(info.label) + ',' + csv_field(info.name) + ',' + csv_field(info.component) +
               ',' + std::to_string(at_or_zero(units, info.label)) + ',' +
               std::to_string(at_or_zero(voxels, info.label)) + '\n');
  file.close();
}

}  // namespace

Schema<NoParams> VolumesExporter::schema() {
  Schema<NoParams> s("Phantom, class labels, instance labels, tilt series and tomogram as volumes.");
  s.details(
      "Writes density.mrc (float32), labels.mrc (uint16) with labels.csv, instances.nrrd (uint32: MRC has no "
      "32-bit integers), tilt_series.mrc and tomogram.mrc; and, when a stage made half data sets, the same "
      "with _even and _odd.");
  s.by_default();
  return s;
}

void VolumesExporter::write(const FinishedRun& finished, OutputFolder& folder, RunContext& run) const {
  const Volumes& volumes = run.volumes();
  const GridSpec& grid = finished.grid();
  constexpr std::size_t k_files = 10;
  std::size_t done = 0;
  const auto write_volume = [&](std::string_view name, const VolumeView& volume) {
    run.stop_if_cancelled();
    volumes.write(folder.file(name), volume);
    run.progress(++done, k_files);
  };
  const auto write_dataset = [&](std::string_view name, const Dataset* dataset) {
    if (dataset == nullptr) return;
    const bool is_stack = dataset->kind == DataKind::tilt_series;
    write_volume(name, {dataset->voxels, PixelType::float32, dataset->grid, is_stack});
  };
  if (finished.density() != nullptr) {
    write_volume("density.mrc", {finished.density(), PixelType::float32, grid});
    write_volume("labels.mrc", {finished.labels(), PixelType::uint16, grid});
    write_label_table(finished, folder.file("labels.csv"), run);
    run.progress(++done, k_files);
    write_volume("instances.nrrd", {finished.instances(), PixelType::uint32, grid});
  }
  write_dataset("tilt_series.mrc", finished.tilt_series());
  write_dataset("tilt_series_even.mrc", finished.tilt_series_half(0));
  write_dataset("tilt_series_odd.mrc", finished.tilt_series_half(1));
  write_dataset("tomogram.mrc", finished.tomogram());
  write_dataset("tomogram_even.mrc", finished.tomogram_half(0));
  write_dataset("tomogram_odd.mrc", finished.tomogram_half(1));
  run.progress(k_files, k_files);
}

}  // namespace cryocosm::exporters
