// The rasterizer @NAME@.shells: draws sets of balls as hollow shells.
#pragma once

#include "cryocosm/rasterizer.hpp"
#include "cryocosm/schema.hpp"

namespace @NAME@ {

/// The parameters and their defaults; names end in the unit.
struct ShellsParams {
  double wall_A = 40;
  double filling = 0;
};

/// Every ball becomes a shell with the ball's outline; it excludes its whole ball.
class Shells final : public cryocosm::Rasterizer {
 public:
  static cryocosm::Schema<ShellsParams> schema();
  explicit Shells(const ShellsParams& params) : params_(params) {}

  std::string_view kind() const override { return cryocosm::SphereSet::k_kind; }
  void draw(const cryocosm::Shape& shape, const cryocosm::Pose& pose,
            cryocosm::VoxelWindow<float> window) const override;
  void exclude(const cryocosm::Shape& shape, const cryocosm::Pose& pose,
               cryocosm::VoxelWindow<std::uint8_t> window) const override;

 private:
  ShellsParams params_;
};

}  // namespace @NAME@
