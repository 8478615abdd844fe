// membranes.layers: draws a signed-distance field as hard layers that a Gaussian filter smooths (paper,
// II-A.1).
#pragma once

#include "bilayer.hpp"

namespace cryocosm::membranes {

class Layers final : public Rasterizer {
 public:
  static Schema<NoParams> schema();
  Layers(const NoParams&, BuildContext& host) : host_(host) {}
  std::string_view kind() const override { return ImplicitField::k_kind; }
  /// Each layer is a hard shell on a lattice finer than the layer's width, smoothed by Imaging::gaussian(); a
  /// voxel holds the mean of its part of the lattice. Nothing is drawn further out than by membranes.bilayer.
  void draw(const Shape& shape, const Pose& pose, VoxelWindow<float> window) const override;

  // what a wall takes does not depend on how it is drawn
  void exclude(const Shape& shape, const Pose& pose, VoxelWindow<std::uint8_t> window) const override {
    wall_.exclude(shape, pose, window);
  }
  void parts(const Shape& shape, const Pose& pose, VoxelWindow<std::uint8_t> window) const override {
    wall_.parts(shape, pose, window);
  }
  void probes(const Shape& shape, double voxel_A, std::vector<Vec3>& points) const override {
    wall_.probes(shape, voxel_A, points);
  }
  Ball inner_ball(const Shape& shape, double voxel_A) const override {
    return wall_.inner_ball(shape, voxel_A);
  }

 private:
  BuildContext& host_;  // valid until the run ends
  Bilayer wall_{NoParams{}};
};

}  // namespace cryocosm::membranes
