// A scene, datasets and a finished run for components to work on: small, not cubic, not symmetric.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bytes.hpp"
#include "cryocosm/exporter.hpp"
#include "cryocosm/transform.hpp"

namespace cryocosm::conformance {

/// The phantom's grid in all checks.
constexpr GridSpec k_grid{{40, 32, 24}, 8};

/// A scene in which every name of an entry has units and surfaces. Immutable; [any].
class SampleScene final : public SceneView {
 public:
  SampleScene();
  ~SampleScene() override;
  const GridSpec& grid() const override { return k_grid; }
  bool is_free(Vec3 p) const override;
  std::uint64_t attempt() const override { return 0; }
  std::optional<Pose> random_pose(const Unit& unit, Random& random) const override;
  Span<const PlacedUnit> units(std::string_view name) const override;
  Span<const PlacedSurface> surfaces(std::string_view) const override { return {&placed_surface_, 1}; }

 private:
  std::unique_ptr<Shape> shape_;
  std::unique_ptr<Surface> surface_;
  PlacedSurface placed_surface_;
  std::vector<PlacedUnit> units_;
};

/// Voxels with what describes them.
struct SampleDataset {
  Dataset dataset;
  std::vector<float> voxels;
  std::vector<Tilt> tilts;
};

/// A dataset of `kind` from a specimen of the given grid. The result points into itself, hence the pointer.
/// [any]
std::unique_ptr<SampleDataset> sample_dataset(DataKind kind, const GridSpec& specimen = k_grid);

/// All bytes of a dataset. [any]
void add_dataset(Bytes& bytes, const Dataset& dataset);

/// A finished run of two classes and three chains.
class SampleRun final : public FinishedRun {
 public:
  explicit SampleRun(std::uint64_t seed);
  ~SampleRun() override;
  std::string_view name() const override { return "sample"; }
  std::uint64_t seed() const override { return seed_; }
  const GridSpec& grid() const override { return k_grid; }
  const float* density() const override { return phantom_->voxels.data(); }
  const std::uint16_t* labels() const override { return labels_.data(); }
  const std::uint32_t* instances() const override { return instances_.data(); }
  Span<const PlacedUnit> units() const override { return view(units_); }
  Span<const ChainInfo> chains() const override { return view(chains_); }
  Span<const LabelInfo> label_table() const override { return view(label_table_); }
  const Dataset* tilt_series() const override { return &tilt_series_->dataset; }
  const Dataset* tomogram() const override { return &tomogram_->dataset; }
  const Surface* surface(const PlacedUnit& unit) const override {
    return unit.chain == 1 ? surface_.get() : nullptr;
  }
  void unit_mask(const PlacedUnit& unit, const GridSpec& grid, std::uint8_t* mask) const override;

  /// Everything that an exporter could change by a cast.
  std::string bytes() const;

 private:
  void place(Vec3 position_A, std::uint32_t entry, std::uint32_t chain, std::uint32_t index);
  void label_voxels();

  std::uint64_t seed_;
  std::unique_ptr<SampleDataset> phantom_, tilt_series_, tomogram_;
  std::unique_ptr<Shape> shape_;
  std::unique_ptr<Surface> surface_;
  std::vector<std::uint16_t> labels_;
  std::vector<std::uint32_t> instances_;
  std::vector<PlacedUnit> units_;
  std::vector<ChainInfo> chains_;
  std::vector<LabelInfo> label_table_;
};

}  // namespace cryocosm::conformance
