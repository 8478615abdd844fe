// macromolecules.interpolate: draws density templates by trilinear interpolation.
#pragma once

#include "cryocosm/rasterizer.hpp"
#include "cryocosm/schema.hpp"

namespace cryocosm::macromolecules {

class Interpolate final : public Rasterizer {
 public:
  static Schema<NoParams> schema();
  explicit Interpolate(const NoParams&) {}

  std::string_view kind() const override { return DensityTemplate::k_kind; }
  void draw(const Shape& shape, const Pose& pose, VoxelWindow<float> window) const override;
  void exclude(const Shape& shape, const Pose& pose, VoxelWindow<std::uint8_t> window) const override;
  void probes(const Shape& shape, double voxel_A, std::vector<Vec3>& points) const override;
  Ball inner_ball(const Shape& shape, double voxel_A) const override;
};

}  // namespace cryocosm::macromolecules
