// membranes.bilayer: draws a signed-distance field as a wall of two Gaussian layers.
#pragma once

#include "cryocosm/plugin.hpp"

namespace cryocosm::membranes {

/// How far from the mid-surface a bilayer is drawn: four widths of a layer as a voxel sees it.
double bilayer_reach_A(const ImplicitField::Wall& wall, double voxel_A);

class Bilayer final : public Rasterizer {
 public:
  static Schema<NoParams> schema();
  explicit Bilayer(const NoParams&) {}
  std::string_view kind() const override { return ImplicitField::k_kind; }
  void draw(const Shape& shape, const Pose& pose, VoxelWindow<float> window) const override;
  void exclude(const Shape& shape, const Pose& pose, VoxelWindow<std::uint8_t> window) const override;
  /// Leaflets on either side of the mid-surface, and the lumen inside the wall, as far as the field's wall
  /// numbers them.
  void parts(const Shape& shape, const Pose& pose, VoxelWindow<std::uint8_t> window) const override;
  void probes(const Shape& shape, double voxel_A, std::vector<Vec3>& points) const override;
  Ball inner_ball(const Shape& shape, double voxel_A) const override;
};

}  // namespace cryocosm::membranes
