// The rasterizer nuclear_pore.wall: draws envelopes with a rasterizer of membranes.
#pragma once

#include "cryocosm/rasterizer.hpp"
#include "cryocosm/run_context.hpp"
#include "cryocosm/schema.hpp"
#include "envelope_field.hpp"

namespace nuclear_pore {

struct WallParams {
  cryocosm::ComponentRef as{"membranes.bilayer"};
};

/// An envelope is a field, so whoever draws fields can draw it; only the kind is another.
class Wall final : public cryocosm::Rasterizer {
 public:
  static cryocosm::Schema<WallParams> schema();
  /// Throws DataError when `as` draws no fields.
  Wall(const WallParams& params, cryocosm::BuildContext& build);
  std::string_view kind() const override { return EnvelopeField::k_kind; }
  void draw(const cryocosm::Shape& shape, const cryocosm::Pose& pose,
            cryocosm::VoxelWindow<float> window) const override {
    as_.draw(shape, pose, window);
  }
  void exclude(const cryocosm::Shape& shape, const cryocosm::Pose& pose,
               cryocosm::VoxelWindow<std::uint8_t> window) const override {
    as_.exclude(shape, pose, window);
  }
  void parts(const cryocosm::Shape& shape, const cryocosm::Pose& pose,
             cryocosm::VoxelWindow<std::uint8_t> window) const override {
    as_.parts(shape, pose, window);
  }
  void probes(const cryocosm::Shape& shape, double voxel_A,
              std::vector<cryocosm::Vec3>& points) const override {
    as_.probes(shape, voxel_A, points);
  }
  cryocosm::Ball inner_ball(const cryocosm::Shape& shape, double voxel_A) const override {
    return as_.inner_ball(shape, voxel_A);
  }

 private:
  const cryocosm::Rasterizer& as_;
};

}  // namespace nuclear_pore
