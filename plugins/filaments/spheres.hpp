// filaments.spheres: draws a set of balls with smooth edges.
#pragma once

#include "cryocosm/plugin.hpp"

namespace cryocosm::filaments {

class Spheres final : public Rasterizer {
 public:
  static Schema<NoParams> schema();
  explicit Spheres(const NoParams&) {}
  std::string_view kind() const override { return SphereSet::k_kind; }
  void draw(const Shape& shape, const Pose& pose, VoxelWindow<float> window) const override;
  void exclude(const Shape& shape, const Pose& pose, VoxelWindow<std::uint8_t> window) const override;
  void probes(const Shape& shape, double voxel_A, std::vector<Vec3>& points) const override;
  Ball inner_ball(const Shape& shape, double voxel_A) const override;
};

}  // namespace cryocosm::filaments
