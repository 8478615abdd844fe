// The rasterizer collagen.banded: draws pieces of banded fibrils.
#pragma once

#include "banded_cylinder.hpp"
#include "cryocosm/rasterizer.hpp"
#include "cryocosm/schema.hpp"

namespace collagen {

class Banded final : public cryocosm::Rasterizer {
 public:
  static cryocosm::Schema<cryocosm::NoParams> schema();
  explicit Banded(const cryocosm::NoParams&) {}
  std::string_view kind() const override { return BandedCylinder::k_kind; }
  void draw(const cryocosm::Shape& shape, const cryocosm::Pose& pose,
            cryocosm::VoxelWindow<float> window) const override;
  void exclude(const cryocosm::Shape& shape, const cryocosm::Pose& pose,
               cryocosm::VoxelWindow<std::uint8_t> window) const override;
  void probes(const cryocosm::Shape& shape, double voxel_A,
              std::vector<cryocosm::Vec3>& points) const override;
  cryocosm::Ball inner_ball(const cryocosm::Shape& shape, double voxel_A) const override;
};

}  // namespace collagen
