// What the bad components share, and the functions that register them, one for each kind of fault.
#pragma once

#include <cstring>

#include "cryocosm/error.hpp"
#include "cryocosm/plugin.hpp"

namespace bad {

using namespace cryocosm;

void add_declarations(Registrar& plugin);
void add_constructors(Registrar& plugin);
void add_structures(Registrar& plugin);
void add_transforms(Registrar& plugin);
void add_rasterizers(Registrar& plugin);
void add_stages(Registrar& plugin);
void add_datasets(Registrar& plugin);
void add_side_effects(Registrar& plugin);
void add_exporters(Registrar& plugin);

struct Size {
  double size_A = 50;
};

inline Schema<Size> size_schema() {
  Schema<Size> s("A sample of bad manners.");
  s.field("size", &Size::size_A).unit(units::angstrom).range(10, 100).help("Size of the thing.");
  return s.placed_by("membranes.uniform").drawn_by("filaments.spheres");
}

class Ball final : public Structure {
 public:
  explicit Ball(double radius_A) : shape_({{{}, radius_A, 1}}, 4) {}
  std::optional<Unit> unit(std::size_t index, Random&) override {
    if (index > 0) return std::nullopt;
    Unit unit;
    unit.shape = &shape_;
    return unit;
  }

 private:
  SphereSet shape_;
};

class BallGenerator : public StructureGenerator {
 public:
  static Schema<Size> schema() { return size_schema(); }
  explicit BallGenerator(const Size& size) : size_(size) {}
  std::unique_ptr<Structure> draw(Draw&) const override { return std::make_unique<Ball>(size_.size_A); }

 protected:
  Size size_;
};

/// Copies the input, then does one thing wrong.
template <class Wrong>
class FaultyStage final : public AcquisitionStage {
 public:
  static Schema<NoParams> schema() { return Schema<NoParams>("Copies its input with one fault."); }
  explicit FaultyStage(const NoParams&) {}
  Ports ports() const override { return {DataKind::tomogram, DataKind::tomogram}; }
  void run(const Dataset& in, AcquisitionOutput& out, RunContext& run) const override {
    const VoxelWindow<float> result = out.allocate(in.grid, in.tilts, in.contrast);
    std::memcpy(result.data, in.voxels, in.grid.count() * sizeof(float));
    Wrong()(in, result, run);
  }
};

}  // namespace bad
