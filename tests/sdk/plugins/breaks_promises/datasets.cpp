// Acquisition stages that describe falsely what they give.
#include <vector>

#include "bad_components.hpp"

namespace bad {
namespace {

/// Copies a tilt series; `Describe` says what it is.
template <class Describe>
class FalseDescription final : public AcquisitionStage {
 public:
  static Schema<NoParams> schema() {
    return Schema<NoParams>("Copies a tilt series and says what it is not.");
  }
  explicit FalseDescription(const NoParams&) {}
  Ports ports() const override { return {DataKind::tilt_series, DataKind::tilt_series}; }
  void run(const Dataset& in, AcquisitionOutput& out, RunContext&) const override {
    GridSpec grid = in.grid;
    std::vector<Tilt> tilts(in.tilts.begin(), in.tilts.end());
    Contrast contrast = in.contrast;
    Describe()(grid, tilts, contrast);
    const VoxelWindow<float> result = out.allocate(grid, view(tilts), contrast);
    std::memcpy(result.data, in.voxels, grid.count() * sizeof(float));
  }
};

struct LosesTilt {
  void operator()(GridSpec&, std::vector<Tilt>& tilts, Contrast&) const { tilts.pop_back(); }
};
struct NewAngles {
  void operator()(GridSpec&, std::vector<Tilt>& tilts, Contrast&) const {
    for (Tilt& tilt : tilts) tilt.angle_deg += 0.5;
  }
};
struct LargerPixels {
  void operator()(GridSpec& grid, std::vector<Tilt>&, Contrast&) const { grid.voxel_A *= 2; }
};
struct WrongContrast {
  void operator()(GridSpec&, std::vector<Tilt>&, Contrast& contrast) const {
    contrast = Contrast::protein_bright;
  }
};

/// Takes tomograms until it has seen one.
class ChangesPorts final : public AcquisitionStage {
 public:
  static Schema<NoParams> schema() { return Schema<NoParams>("Copies its input and changes its ports."); }
  explicit ChangesPorts(const NoParams&) {}
  Ports ports() const override {
    return {has_run_ ? DataKind::tilt_series : DataKind::tomogram, DataKind::tomogram};
  }
  void run(const Dataset& in, AcquisitionOutput& out, RunContext&) const override {
    const VoxelWindow<float> result = out.allocate(in.grid, in.tilts, in.contrast);
    std::memcpy(result.data, in.voxels, in.grid.count() * sizeof(float));
    has_run_ = true;
  }

 private:
  mutable bool has_run_ = false;
};

}  // namespace

void add_datasets(Registrar& plugin) {
  plugin.add<FalseDescription<LosesTilt>>("bad.loses_tilt");
  plugin.add<FalseDescription<NewAngles>>("bad.new_angles");
  plugin.add<FalseDescription<LargerPixels>>("bad.larger_pixels");
  plugin.add<FalseDescription<WrongContrast>>("bad.wrong_contrast");
  plugin.add<ChangesPorts>("bad.changes_ports");
}

}  // namespace bad
