// A finished run, an output folder and a volume writer for tests of exporters.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cryocosm/exporter.hpp"
#include "cryocosm/run_context.hpp"

namespace cryocosm::exporters {

/// A run whose every part a test can set. unit_mask() draws a SphereSet's balls; add() keeps units,
/// chains and labels consistent.
class FakeRun final : public FinishedRun {
 public:
  explicit FakeRun(const GridSpec& grid);
  std::string_view name() const override { return run_name; }
  std::uint64_t seed() const override { return 7; }
  const GridSpec& grid() const override { return grid_; }
  const float* density() const override { return density_voxels.data(); }
  const std::uint16_t* labels() const override { return label_voxels.data(); }
  const std::uint32_t* instances() const override { return instance_voxels.data(); }
  Span<const PlacedUnit> units() const override { return view(all_units); }
  Span<const ChainInfo> chains() const override { return view(all_chains); }
  Span<const LabelInfo> label_table() const override { return view(labels_info); }
  const Dataset* tilt_series() const override { return series; }
  const Dataset* tomogram() const override { return reconstruction; }
  const Surface* surface(const PlacedUnit& unit) const override { return surfaces[unit.instance - 1]; }
  void unit_mask(const PlacedUnit& unit, const GridSpec& grid, std::uint8_t* mask) const override;

  /// Appends a chain of `label` with one unit at each pose, all with this surface.
  void add_chain(std::uint32_t label, const Shape* shape, const std::vector<Pose>& poses,
                 bool has_centerline = false, const Surface* surface = nullptr, std::uint32_t parent = 0);

  std::string run_name = "crowded cell";
  std::vector<float> density_voxels;
  std::vector<std::uint16_t> label_voxels;
  std::vector<std::uint32_t> instance_voxels;
  std::vector<PlacedUnit> all_units;
  std::vector<const Surface*> surfaces;  ///< of the units
  std::vector<ChainInfo> all_chains;
  std::vector<LabelInfo> labels_info;
  const Dataset* series = nullptr;
  const Dataset* reconstruction = nullptr;

 private:
  GridSpec grid_;
};

/// A fresh folder below the system's temporary one, removed at the end.
class TemporaryFolder final : public OutputFolder {
 public:
  TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() override;
  std::string file(std::string_view name) override;
  std::string text_of(const std::string& name) const;
  std::vector<std::string> names;  ///< asked for, in order
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// A folder that is not there.
class MissingFolder final : public OutputFolder {
 public:
  std::string file(std::string_view name) override { return "/nonexistent/folder/" + std::string(name); }
};

/// Remembers what was written.
class KeptVolumes final : public Volumes {
 public:
  struct Kept {
    std::string name;
    VolumeView view;
  };
  Volume read(const std::string& path) const override;
  void write(const std::string& path, const VolumeView& volume) const override;
  mutable std::vector<Kept> kept;
};

}  // namespace cryocosm::exporters
