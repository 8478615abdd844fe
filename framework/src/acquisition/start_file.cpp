// Reading the file and finding the stage that goes on with it.
#include "acquisition/start_file.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "cryocosm/error.hpp"

namespace cryocosm {
namespace {

namespace fs = std::filesystem;

std::string angles_beside(const std::string& stack) {
  for (const char* const suffix : {".tlt", ".rawtlt"}) {
    const fs::path beside = fs::path(stack).replace_extension(suffix);
    if (fs::exists(beside)) return beside.string();
  }
  throw FileError(Code::file_missing,
                  fmt::format("{} has no tilt angles: there is no {} beside it", stack,
                              fs::path(stack).replace_extension(".tlt").string()),
                  "write one angle in degrees for each image there, or name the file with --angles");
}

std::vector<Tilt> tilts_of(const std::vector<double>& angles_deg) {
  std::vector<Tilt> tilts(angles_deg.size());
  for (std::size_t i = 0; i < tilts.size(); ++i) {
    tilts[i].angle_deg = angles_deg[i];
    tilts[i].acquired = static_cast<std::int64_t>(i);
  }
  return tilts;
}

std::vector<Diagnostic> problems_from(std::size_t first, const StartFile& start,
                                      const std::vector<ComponentUse>& uses,
                                      const std::vector<const AcquisitionStage*>& stages) {
  const auto offset = static_cast<std::ptrdiff_t>(first);
  return check_ports({uses.begin() + offset, uses.end()}, {stages.begin() + offset, stages.end()}, start.kind,
                     start.path);
}

std::size_t index_of(const std::string& component, const std::vector<ComponentUse>& uses) {
  for (std::size_t i = 0; i < uses.size(); ++i)
    if (uses[i].component->record.id == component) return i;
  std::string known;
  for (const ComponentUse& use : uses) known += (known.empty() ? "" : ", ") + use.component->record.id;
  throw Error(Code::usage, fmt::format("the pipeline has no stage {} to start with", component),
              known.empty() ? "it has no stages at all" : "its stages are " + known);
}

}  // namespace

OwnedDataset read_start(const StartFile& start, const Volumes& volumes, const GridSpec& specimen) {
  Volume volume = volumes.read(start.path);
  OwnedDataset dataset;
  dataset.kind = start.kind;
  dataset.contrast = start.contrast;
  dataset.specimen = start.kind == DataKind::tilt_series ? specimen : volume.grid;
  if (start.kind == DataKind::tilt_series) {
    const std::string angles = start.angles.empty() ? angles_beside(start.path) : start.angles;
    dataset.tilts = tilts_of(read_tilt_angles(angles));
    if (static_cast<std::int64_t>(dataset.tilts.size()) != volume.grid.size.z)
      throw DataError(fmt::format("{} has {} images, but {} has {} tilt angles", start.path,
                                  volume.grid.size.z, angles, dataset.tilts.size()),
                      "the file of angles needs one for each image, in the order of the images",
                      Code::wrong_size);
  }
  dataset.grid = volume.grid;
  dataset.voxels = std::move(volume.voxels);
  return dataset;
}

std::size_t first_stage(const StartFile& start, const std::vector<ComponentUse>& uses,
                        const std::vector<const AcquisitionStage*>& stages) {
  if (!start.from_stage.empty()) {
    const std::size_t index = index_of(start.from_stage, uses);
    if (auto problems = problems_from(index, start, uses, stages); !problems.empty())
      throw ConfigError(std::move(problems));
    return index;
  }
  for (std::size_t i = 0; i < stages.size(); ++i)
    if (problems_from(i, start, uses, stages).empty()) return i;
  throw Error(Code::port_mismatch,
              fmt::format("no stage of the pipeline goes on from a {}", to_text(start.kind)),
              "add one to its acquisition, or say with --as what the file holds");
}

}  // namespace cryocosm
