// The placed inner membrane as a surface that later entries attach to, and whose inside is the matrix.
#pragma once

#include <memory>

#include "level_mesh.hpp"

namespace mitochondrion {

class MembraneSurface final : public cryocosm::Surface {
 public:
  MembraneSurface(std::shared_ptr<const Compartment> compartment, const cryocosm::Pose& pose,
                  double half_thickness_A);
  double area_A2() const override { return until_A2_.back(); }
  cryocosm::SurfacePoint sample(cryocosm::Random& random) const override;
  cryocosm::SurfacePoint nearest(Vec3 p) const override;
  bool encloses(Vec3 p) const override { return mitochondrion::encloses(*compartment_, to_unit(pose_, p)); }
  double half_thickness_A() const override { return half_thickness_A_; }
  /// Uniform by the angle around the nearest point, which is by length where the surface is flat at that
  /// scale.
  std::optional<cryocosm::SurfacePoint> on_sphere(Vec3 centre, double radius_A,
                                                  cryocosm::Random& random) const override;
  void mesh(std::size_t max_triangles, std::vector<Vec3>& points,
            std::vector<cryocosm::Triangle>& triangles) const override;

 private:
  cryocosm::SurfacePoint placed(Vec3 unit_point) const;

  std::shared_ptr<const Compartment> compartment_;
  cryocosm::Pose pose_;
  double half_thickness_A_;
  LevelMesh mesh_;                ///< in the unit's frame
  std::vector<double> until_A2_;  ///< area up to and with each triangle
};

}  // namespace mitochondrion
